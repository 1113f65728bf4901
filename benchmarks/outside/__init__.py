"""A judge over the engine: every measure computed again from the input and the output file, the plainest way.

Imports nothing of ``wangge``. What a measure means is said where it is computed: sizes, cover, edges.
"""
