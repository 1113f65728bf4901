"""Classes, conditions, components, calendars and routing rules: what a city edits."""
