"""The search for a good division of one community's units: compiled inner loops on plain arrays."""
