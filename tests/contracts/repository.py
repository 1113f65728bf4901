"""The repository seen as files: what git holds, or would hold."""

import subprocess
from pathlib import Path

TOP = Path(__file__).parents[2]


def kept_files(*folders: str) -> list[Path]:
    """The files under ``folders`` (all without any) that git tracks, or would after ``git add .``."""
    listing = ["git", "-C", str(TOP), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders]
    found = subprocess.run(listing, capture_output=True, check=True).stdout.decode().split("\0")
    return [TOP / name for name in sorted(set(found)) if name and (TOP / name).is_file()]


def python_files(*folders: str) -> list[Path]:
    """The Python files among them."""
    return [path for path in kept_files(*folders) if path.suffix == ".py"]
