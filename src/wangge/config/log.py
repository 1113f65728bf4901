"""What the log keeps to itself: the secrets of private links and the names of people, which stand in addresses."""

import logging
import re

# Behind these in an address stands a secret, or somebody's sign-in name.
_BEFORE = "my|track|office/people|office/sealed|v1/people|reset/key|confirm-email"
_HIDDEN = re.compile(rf"""(/(?:{_BEFORE})/+)[^/\n"'<>]+""", re.IGNORECASE)
_TRACEBACKS = logging.Formatter()


def discreet(text: str) -> str:
    """The text, of each such address only what kind it is: ``/my/…/photo/``."""
    return _HIDDEN.sub(r"\1…", text)


class Discreet(logging.Filter):
    """Lets every record through, without what its addresses tell: Django notes the path of each refusal."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record, its arguments and its traceback among it."""
        try:
            record.msg, record.args = discreet(record.getMessage()), ()
        except (TypeError, ValueError):  # a message whose gaps do not fit is the caller's fault, and logging says so
            return True
        if record.exc_info:
            record.exc_text = discreet(_TRACEBACKS.formatException(record.exc_info))
        return True
