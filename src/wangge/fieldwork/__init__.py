"""Community E-link: the phone of who works in the grids, and how it and the server speak."""
