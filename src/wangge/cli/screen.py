"""The progress bar: on a terminal only, and without a thread of its own, for the worker processes are forked."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn


@dataclass(frozen=True)
class Bar:
    """What is being done, and how many communities are."""

    progress: Progress
    task: TaskID

    def say(self, doing: str, total: int | None = None) -> None:
        """Begin something else; ``total`` communities are to be done if known."""
        self.progress.update(self.task, description=doing, total=total, completed=0, refresh=True)

    def done(self, count: int) -> None:
        """So many communities are done so far."""
        self.progress.update(self.task, completed=count, refresh=True)


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Bar]:
    """A bar on stderr that is gone at the end; silent if ``quiet`` or if nobody watches."""
    console = Console(stderr=True)
    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        auto_refresh=False,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
        disable=quiet or not console.is_terminal,
    )
    with progress:
        yield Bar(progress, progress.add_task("", total=None))
