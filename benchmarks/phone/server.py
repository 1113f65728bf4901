"""A real ``wangge serve`` on one loopback port for all its lives, killed by the ids of its own processes."""

import os
import signal
import subprocess
from contextlib import suppress

from benchmarks.caseload.installation import Installation
from benchmarks.caseload.processes import COMMAND, family, free_port, wait_for


class Server:
    """``start()``, ``kill()`` as often as asked; ``stop()`` as Ctrl-C would."""

    def __init__(self, here: Installation) -> None:
        self._here, self.port = here, free_port()
        self.kills = 0

    def start(self) -> None:
        """Return when it listens."""
        command = [*COMMAND, "serve", "--port", str(self.port), "--threads", "8"]
        with (self._here.folder / "serve.log").open("a") as log:
            self._process = subprocess.Popen(command, env=self._here.environment, stdout=log, stderr=log)
        wait_for(self.port, self._process, self._here)

    @property
    def process(self) -> int:
        """The first of its processes."""
        return self._process.pid

    def kill(self) -> None:
        """SIGKILL: nothing is written down any more, nobody is answered."""
        for process in family(self._process.pid):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        self._process.wait(timeout=60)
        self.kills += 1

    def stop(self) -> None:
        """As by hand."""
        self._process.send_signal(signal.SIGINT)
        self._process.wait(timeout=60)
