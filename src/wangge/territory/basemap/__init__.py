"""The map that lies under everything: the city's own streets, buildings and water as one file of vector tiles.

Communities and grids are not in it: they have dates, and come from the database.
"""
