"""Pages of the office: organisation, people, postings, leave, roster, keys, audit."""
