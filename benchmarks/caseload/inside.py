"""``python -m benchmarks.caseload.inside MODULE JSON``: what a driver runs in an installation; answers in JSON.

MODULE is one of this package, or with a dot of another one: ``pages.measuring``.
"""

import json
import sys
from importlib import import_module

import django


def main() -> None:
    django.setup()
    module, asked = sys.argv[1], json.loads(sys.argv[2])
    found = import_module(f"benchmarks.{module if '.' in module else f'caseload.{module}'}").answer(**asked)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
