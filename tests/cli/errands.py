"""Jobs for a worker to find in the queue."""

from pathlib import Path

from django_tasks import task


@task()
def leave_note(path):
    Path(path).write_text("done")


@task()
def stumble():
    raise ValueError("a stone in the way")
