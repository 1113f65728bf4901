"""What changes rows of this room, one module a noun."""
