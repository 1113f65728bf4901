"""Pages of cases. They parse, call one action or one reading, and answer."""
