"""Users, second factor, keys, permissions and the audit. Where a person may act lies in territory."""
