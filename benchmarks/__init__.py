"""Wangge beside its peers: the same towns, the same units, one run, one table. Nothing here is part of the product."""
