"""Pages as people open them, measured."""
