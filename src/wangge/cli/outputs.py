"""What is written for a divided town. The plan and the picture are made at the same time, the report knows how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from time import perf_counter

from wangge.cli.jobs import run
from wangge.cli.memory import own_mb, process_name
from wangge.cli.places import Errand
from wangge.cli.request import Request
from wangge.gridding.files.read import buildings_as_read
from wangge.gridding.files.report import Findings
from wangge.gridding.files.write import write_plan
from wangge.language import activate


@dataclass(frozen=True)
class Product:
    """A file to be made of the findings about a town."""

    errand: Errand
    findings: Findings
    picture: bool  # else the plan


@dataclass(frozen=True)
class Made:
    """What it took to make a product."""

    stage: str  # "write" or "picture"
    out: Path  # the plan of the town
    seconds: float
    worker: str
    worker_mb: float


def write_products(divided: Sequence[tuple[Errand, Findings]], request: Request) -> list[Made]:
    """Write plan and picture of every town; each is a job of its own."""
    products = [Product(errand, findings, picture=False) for errand, findings in divided]
    products += [Product(errand, findings, picture=True) for errand, findings in divided if errand.picture]
    return run(partial(_make, request.picture_community, request.language), products, request.jobs)


def _make(community: str | None, language: str, product: Product) -> Made:
    activate(language)
    begun = perf_counter()
    if product.picture:
        _draw(product, community)
    else:
        _write(product)
    stage = "picture" if product.picture else "write"
    return Made(stage, product.errand.out, perf_counter() - begun, process_name(), own_mb())


def _write(product: Product) -> None:
    found = product.findings
    write_plan(product.errand.out, found.town, found.plan, found.figures, buildings_as_read(product.errand.town))


def _draw(product: Product, community: str | None) -> None:
    picture = import_module("wangge.gridding.files.picture")  # brings matplotlib, which nobody else needs
    found = product.findings
    picture.draw(product.errand.picture, found.town, found.plan, found.band, found.figures, community)
