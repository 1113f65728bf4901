"""Pages as people open them, measured."""
"""How long pages take in a slow browser: the processor at a quarter of its speed, nothing kept from before."""
