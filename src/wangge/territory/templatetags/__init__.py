"""Words of the office in templates."""
