"""The parts of the picture: colours, ground, marks, lettering, frame. Only picture.py puts them together."""
