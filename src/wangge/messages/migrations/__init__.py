"""Schema changes, in order; never edited once landed."""
