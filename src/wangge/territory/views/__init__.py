"""Doors of the map: what a browser fetches for it, one module a noun."""
