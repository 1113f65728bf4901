"""Print docs/reference/api.md anew from the API's own document; `make reference` runs it."""

from pathlib import Path

import django

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "api.md"


def main() -> None:
    """Write the page; Django must be set up before the routers can be read."""
    django.setup()
    from wangge.config.api import api  # noqa: PLC0415 (needs Django's models)
    from wangge.config.reference import reference  # noqa: PLC0415 (with it)

    PAGE.write_text(reference(api.get_openapi_schema()), encoding="utf-8")


if __name__ == "__main__":
    main()
