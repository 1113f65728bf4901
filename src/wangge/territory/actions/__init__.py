"""What changes areas, plans, organisations, postings and addresses; one module a noun."""
