"""The settings of the tests: quick hashes, no disk barriers; everything else as in an installation."""

import os
from pathlib import Path
from tempfile import gettempdir

_FOLDER = Path(gettempdir()) / f"wangge-tests-{os.environ.get('WANGGE_TEST_RUN', os.getpid())}"
os.environ.setdefault("WANGGE_DATA", str(_FOLDER))
Path(os.environ["WANGGE_DATA"], "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns without it
os.environ.setdefault("WANGGE_SECRET_KEY", "only for tests")
os.environ.setdefault("WANGGE_PLAIN_HTTP", "yes")

from wangge.config.settings import *  # noqa: F403, E402 (the environment comes first)
from wangge.config.settings import DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MFA_TOTP_TOLERANCE = 1  # half minutes: one may end between making a code and sending it
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
LETTERS_GO = True
LOGGING_CONFIG = None
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
NINJA_DEFAULT_THROTTLE_RATES = {"anon": "100000/m", "reader": "100000/m", "sealed": "100000/m"}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
    DATABASES["default"]["TEST"] = {"NAME": str(_FOLDER / "test.sqlite3")}
else:
    DATABASES["default"]["OPTIONS"].pop("pool")  # a pool keeps connections that dropping the database waits for
    DATABASES["default"]["CONN_MAX_AGE"] = 0
