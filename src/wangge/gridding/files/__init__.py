"""Files in and out: the only part of the engine that opens them or knows coordinate systems."""
