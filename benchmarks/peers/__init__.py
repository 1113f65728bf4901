"""One module a peer. Each has ``solve(units, request, seed) -> labels (n,)``; who takes part is in ``register``."""
