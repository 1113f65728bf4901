"""Who takes part, by which module and package, and what of the problem each cannot state. Knows no solver itself."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version

from benchmarks.graph import Integers, UnitGraph
from benchmarks.score import Request

Solve = Callable[[UnitGraph, Request, int], Integers]


@dataclass(frozen=True)
class Peer:
    """A row of the table: ``module`` of this package, the function ``entry`` in it.

    ``package`` is whose version is told, "" for our own few lines. ``sample``: so many communities, the smallest ones
    and none above ``most_units``, where the peer is too slow for all. ``slow`` ones are left out of quick runs.
    """

    name: str
    module: str
    entry: str
    package: str
    remark: str
    sample: int | None = None
    most_units: int = 150  # of a sampled community
    slow: bool = False


PEERS = (
    Peer("METIS k-way contiguous", "metis", "contiguous", "pymetis", "allowance 10 %, the best of 20 cuts"),
    Peer(
        "METIS k-way contiguous, the band's allowance",
        "metis",
        "contiguous_in_band",
        "pymetis",
        "20 % where the mean is the target; no lower bound; the best of 20 cuts",
    ),
    Peer(
        "METIS k-way contiguous, best of 10",
        "metis",
        "contiguous_at_length",
        "pymetis",
        "five allowances, two seeds, 20 cuts each: the fewest out of bounds, then the cheapest",
        slow=True,
    ),
    Peer("METIS recursive", "metis", "recursive", "pymetis", "cannot ask for contiguity; the best of 20 cuts"),
    Peer("KaHIP strong", "kaffpa", "strong", "kahip", "the wheel cannot ask for contiguity"),
    Peer("power diagram, reconnected", "power", "power_diagram", "", "sees points and sizes, not streets"),
    Peer("GerryChain recursive tree", "spanning", "recursive_tree", "gerrychain", "samples plans, minimises nothing"),
    Peer("GerryChain ReCom as a hill-climb", "spanning", "hill_climb", "gerrychain", "400 steps", sample=24, slow=True),
    Peer("spopt max-p", "regions", "max_p", "spopt", "no upper bound, no edge weights, chooses k", 4, slow=True),
    Peer("spopt region k-means", "regions", "k_means", "spopt", "no bounds, no edge weights", sample=24),
)


def solver_of(peer: Peer) -> Solve | None:
    """The peer's function, or None where its package is not installed."""
    try:
        module = import_module(f"benchmarks.peers.{peer.module}")
    except ModuleNotFoundError as missing:
        if missing.name and missing.name.startswith("benchmarks"):
            raise
        return None
    found: Solve = getattr(module, peer.entry)
    return found


def version_of(peer: Peer) -> str:
    """The installed version of the peer's package, or ""."""
    try:
        return version(peer.package) if peer.package else ""
    except PackageNotFoundError:
        return ""
