"""Community E-link measured: how much of it there is, how soon it works, and whether anything is lost on a bad line."""
