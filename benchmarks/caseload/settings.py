"""The settings of an installation, and beside the platform one plain view to compare with (``benchmarks.plain``)."""

from wangge.config.settings import *  # noqa: F403 (Django asks for all of them)
from wangge.config.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "benchmarks.plain"]
ROOT_URLCONF = "benchmarks.plain.urls"
