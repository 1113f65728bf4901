"""The settings of an installation, and a note of every piece of a photo that came and was acknowledged."""

from wangge.config.settings import *  # noqa: F403 (Django asks for all of them)
from wangge.config.settings import MIDDLEWARE as _EVERY

MIDDLEWARE = ["benchmarks.phone.pieces.Noted", *_EVERY]
