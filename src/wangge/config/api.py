"""The JSON API: one document and one set of doors for the routers of all rooms."""

from typing import Any

from ninja.renderers import JSONRenderer

from wangge.cases.api import router as cases
from wangge.catalogue.api import router as catalogue
from wangge.config.document import Door
from wangge.config.parsing import CleanParser
from wangge.config.problems import add_problems
from wangge.fieldwork.api import router as fieldwork
from wangge.territory.api import router as territory
from wangge.territory.doors import KNOWN


class Utf8Renderer(JSONRenderer):
    """Chinese as it is: half the bytes of escapes."""

    json_dumps_params: dict[str, Any] = {"ensure_ascii": False}  # noqa: RUF012 (as ninja declares it)


api = Door(
    title="Wangge",
    version="1",
    description="Neighbourhood grid service: cases, territory, catalogue, phones.",
    auth=KNOWN,
    parser=CleanParser(),
    renderer=Utf8Renderer(),
    docs_url=None,  # its page would load scripts from elsewhere
    urls_namespace="api",
)
add_problems(api)
api.add_router("", territory)
api.add_router("", catalogue)
api.add_router("", cases)
api.add_router("", fieldwork)
