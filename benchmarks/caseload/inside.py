"""``python -m benchmarks.caseload.inside MODULE JSON``: what the driver runs in an installation; answers in JSON."""

import json
import sys
from importlib import import_module

import django


def main() -> None:
    django.setup()
    module, asked = sys.argv[1], json.loads(sys.argv[2])
    found = import_module(f"benchmarks.caseload.{module}").answer(**asked)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
