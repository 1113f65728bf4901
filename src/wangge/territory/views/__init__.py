"""Pages of the office, and what a map fetches; one module a noun."""
