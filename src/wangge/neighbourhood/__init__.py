"""What residents see without signing in: reporting, following, who works where, what is open near by, figures."""
