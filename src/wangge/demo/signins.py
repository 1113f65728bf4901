"""The file of who signs in to a demonstration and how: names, keys, passwords, secrets of second factors.

It belongs to one invented city whose data folder it lies in, readable by its owner only. No installation in earnest
has such a file: there secrets are shown once and kept by nobody.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from wangge.accounts.refusals import Unusable
from wangge.language import _

FILE = "demo-sign-ins.json"


@dataclass(frozen=True)
class SignIn:
    """One person: ``key`` is of their phone or program, ``password`` and ``second_factor`` for the browser; "" if none.

    ``longitude`` and ``latitude`` lie in the worker's grid.
    """

    username: str
    work_name: str
    role: str
    area: str
    grid: str = ""
    unit: str = ""
    longitude: float = 0.0
    latitude: float = 0.0
    key: str = ""
    password: str = ""
    second_factor: str = ""


def write_sign_ins(path: Path, people: Sequence[SignIn]) -> None:
    """Write them to a file for its owner only; nothing that stands there already is overwritten."""
    path.touch(mode=0o600, exist_ok=False)
    path.write_text(json.dumps([asdict(one) for one in people], ensure_ascii=False, indent=1), encoding="utf-8")


def read_sign_ins(path: Path) -> list[SignIn]:
    """What ``write_sign_ins`` wrote; Unusable for a file that is missing or something else."""
    try:
        return [SignIn(**one) for one in json.loads(path.read_text(encoding="utf-8"))]
    except FileNotFoundError as missing:
        raise Unusable(_("{path}: there is no such file; `make demo` writes it.").format(path=path)) from missing
    except (ValueError, TypeError) as strange:
        raise Unusable(_("{path} is no file of sign-ins as `make demo` writes it.").format(path=path)) from strange
