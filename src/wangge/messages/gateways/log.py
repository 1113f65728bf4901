"""Where no SMS gateway is configured: the worker's log says that something would have been sent, and not what."""

import logging

from wangge.messages.letters import Letter

_log = logging.getLogger(__name__)


def deliver(letter: Letter) -> None:
    """Note the message's key and the last two places of the address; a text may hold a private link."""
    _log.warning("No SMS gateway is set: %s to ...%s was not sent", letter.key, letter.address[-2:])
