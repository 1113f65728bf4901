"""An installation of its own in a folder: the command as people run it, on SQLite or on the run's PostgreSQL."""

import os
import shutil
import socket
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path

import psycopg

PASSWORD = "a-long-enough-secret"
_CODE = "from wangge.cli.main import main; import sys; sys.exit(main())"


@dataclass(frozen=True)
class Installation:
    """``folder`` is its WANGGE_DATA; ``database`` its address, empty for SQLite in the folder."""

    folder: Path
    database: str = ""

    @property
    def environment(self):
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("WANGGE_", "DJANGO_"))}
        here = {
            "WANGGE_DATA": str(self.folder),
            "WANGGE_LANGUAGE": "en",
            "DJANGO_SETTINGS_MODULE": "wangge.config.settings",
        }
        return {**kept, **here, **({"WANGGE_DATABASE": self.database} if self.database else {})}

    def command(self, *words):
        return [sys.executable, "-W", "ignore", "-c", _CODE, *map(str, words)]

    def run(self, *words, **variables):
        environment = self.environment | variables
        return subprocess.run(
            self.command(*words), env=environment, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
        )

    def begin(self, *words, **variables):
        """The command as a process; whoever begins it ends it."""
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        return subprocess.Popen(self.command(*words), env=self.environment | variables, **pipes)

    def python(self, script):
        """A few lines inside the installation; what they print."""
        process = self.begin_python(script, stderr=subprocess.PIPE)
        said, troubles = process.communicate()
        assert process.returncode == 0, troubles
        return said.strip()

    def begin_python(self, script, stderr=subprocess.DEVNULL):
        words = [sys.executable, "-W", "ignore", "-c", f"import django; django.setup()\n{script}"]
        return subprocess.Popen(words, env=self.environment, stdout=subprocess.PIPE, stderr=stderr, text=True)


def bare(folder, name="bare"):
    """Nothing but a place, and on PostgreSQL an empty database."""
    return Installation(folder / name, _new_database())


def migrated(folder):
    """With all tables, empty."""
    made = bare(folder, "template")
    made.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    return made


def copy_of(template, folder, name="wangge"):
    """The same again, for one test to change."""
    shutil.copytree(template.folder, folder / name)
    return Installation(folder / name, _new_database(template.database))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _new_database(template=""):
    """On the server of this run, where it is PostgreSQL; the server is thrown away with all its databases."""
    server = os.environ.get("WANGGE_DATABASE", "")
    if not server.startswith("postgresql"):
        return ""
    name, base = f"wangge_{uuid.uuid4().hex}", server.rpartition("/")[0]
    with psycopg.connect(f"{base}/template1", autocommit=True) as connection:
        like = f" TEMPLATE {template.rpartition('/')[2]}" if template else ""
        connection.execute(f"CREATE DATABASE {name}{like}")
    return f"{base}/{name}"
