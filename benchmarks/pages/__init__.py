"""Pages as people open them, measured: server time at a million cases, and how long they take in a slow browser."""
