"""A PostgreSQL of the test run's own: on a free loopback port, in a temporary folder, stopped at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

_SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]


class Server:
    """Started on construction; ``url`` is its database, ``stop()`` ends it and removes its folder."""

    def __init__(self, settings: Sequence[str] = _SETTINGS) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wangge-postgresql-"))
        self.port = _free_port()
        self.url = f"postgresql://wangge@127.0.0.1:{self.port}/postgres"
        self._programs = programs()
        self._user = _other_user()
        if self._user:
            shutil.chown(self.folder, self._user)
        self._run("initdb", "-U", "wangge", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        options = f"-p {self.port} -h 127.0.0.1 -k {self.folder} " + " ".join(f"-c {one}" for one in settings)
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), "-D", str(self.folder / "data"), *words]
        done = subprocess.run(
            command, user=self._user, cwd=self.folder, capture_output=True, text=True, check=False, env=_environment()
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stdout}{done.stderr}")


def programs() -> Path:
    """The folder of initdb and pg_ctl; FileNotFoundError says how to get it."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if found:
        return max(found, key=lambda folder: float(folder.parent.name))
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).resolve().parent
    raise FileNotFoundError("PostgreSQL is not installed here: run `sh scripts/install_tools.sh` (Debian: as root).")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _other_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _environment() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
