"""The verbs, by noun: everything that changes a case. Each checks permission, then state, changes, appends steps."""
