"""What changes accounts and rights, and the audit of it; one module a noun."""
