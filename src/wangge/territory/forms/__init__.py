"""Forms of the office: people, postings, organisation, roster, keys. Each calls one action."""
