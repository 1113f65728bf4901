"""The repository seen as files: what git holds, or would hold."""

import subprocess
from pathlib import Path
from shutil import which

TOP = Path(__file__).parents[2]
_MADE = {"build", "dist", "__pycache__"}  # and hidden folders


def kept_files(*folders: str) -> list[Path]:
    """The files under ``folders`` (all without any) that git tracks, or would after ``git add .``."""
    if which("git") is None or not (TOP / ".git").exists():
        return _all_files(*folders)  # unpacked from an archive
    listing = ["git", "-C", str(TOP), "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders]
    found = subprocess.run(listing, capture_output=True, check=True).stdout.decode().split("\0")
    return [TOP / name for name in sorted(set(found)) if name and (TOP / name).is_file()]


def _all_files(*folders: str) -> list[Path]:
    """Every file but those that make and tools leave behind."""
    every = [path for folder in folders or (".",) for path in (TOP / folder).rglob("*") if path.is_file()]
    return sorted(path for path in every if not _MADE.intersection(_names(path)))


def _names(path: Path) -> set[str]:
    return {name if not name.startswith(".") or name == ".ci" else "build" for name in path.relative_to(TOP).parts[:-1]}


def python_files(*folders: str) -> list[Path]:
    """The Python files among them."""
    return [path for path in kept_files(*folders) if path.suffix == ".py"]
