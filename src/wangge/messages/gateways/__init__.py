"""The ways out: each module delivers one letter by ``deliver``, or raises UndeliveredError. They know no rows."""
