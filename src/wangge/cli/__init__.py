"""The ``wangge`` command: parses, calls, prints. What it does is done by the rooms below."""
