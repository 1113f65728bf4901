"""The case loop under load: what a report costs, what grows with the number of cases, many writers at once."""
