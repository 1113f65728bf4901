"""Areas, organisation, postings, addresses, dated grid plans; point to grid to worker."""
