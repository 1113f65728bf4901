"""The public site: what residents see and do without an account."""
