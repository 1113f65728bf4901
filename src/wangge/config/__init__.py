"""Wiring only: settings from the environment, urls, the door of the web server."""
