"""What people see of every room: tokens, components, the frame of a page. No words of cases, no rows, no rights."""
