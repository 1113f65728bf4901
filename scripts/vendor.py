"""Copy what the browser gets from others out of node_modules into the package, and record version and sha256.

``make vendor`` runs npm first. Running and testing need neither node nor this.
"""

import hashlib
import json
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[1]
SOURCE = TOP / "vendor"
TARGET = TOP / "src" / "wangge" / "screens" / "static" / "vendor"


def main() -> None:
    taken = json.loads((SOURCE / "taken.json").read_text(encoding="utf-8"))
    record = {target: _copied(Path(source), target) for source, target in sorted(taken.items())}
    (TARGET / "vendored.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(record)} files copied\n")


def _copied(source: Path, target: str) -> dict[str, str]:
    """Without the pointer to a source map, which is not shipped."""
    package = SOURCE / "node_modules" / source.parts[0]
    about = json.loads((package / "package.json").read_text(encoding="utf-8"))
    lines = (SOURCE / "node_modules" / source).read_text(encoding="utf-8").splitlines(keepends=True)
    content = "".join(line for line in lines if not line.startswith("//# sourceMappingURL=")).encode()
    (TARGET / target).write_bytes(content)
    return {
        "package": about["name"],
        "version": about["version"],
        "licence": about["license"],
        "sha256": hashlib.sha256(content).hexdigest(),
    }


if __name__ == "__main__":
    main()
