"""The demonstration: a city that is said to be synthetic."""
