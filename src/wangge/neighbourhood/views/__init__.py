"""Public pages. They parse, call one action or one reading, and answer."""
