"""What the supervision centre sees of an area: what is open now, what passed, how long it took.."""
