"""Tests mirror src; contracts/ holds what binds the whole repository."""
