"""The tables of the reference, printed from the code that decides: who may do what, and which state follows."""

from collections.abc import Sequence

from wangge.accounts.permissions import OF_THE_UNIT, Role, roles_with
from wangge.cases.permissions import OUT_OF_OFFICE, TABLE, Sphere
from wangge.cases.words import verb_words
from wangge.cases.workflow import OPEN, TRANSITIONS, State, Verb

_WHERE = {
    Sphere.LEVEL: "in the area of the posting, up to its level",
    Sphere.AREA: "in the area of the posting",
    Sphere.UNIT: "of the own unit; a handler's own",
    Sphere.HOLDER: "who holds the order",
    Sphere.SIGHT: "that the actor sees",
    Sphere.RULE: "by rule only",
}

_NOTHING = "–"


def permission_table() -> str:
    """Every verb, for which cases it holds, and the roles that may do it, as Markdown."""
    rows = [(f"`{verb}`", verb_words(verb), _WHERE[TABLE[verb][1]], _roles(verb)) for verb in TRANSITIONS]
    return _table(("verb", "is", "for cases", "roles"), rows)


def transition_table() -> str:
    """Every verb with the states that it leads from and to, as Markdown."""
    rows = [(f"`{verb}`", _from(verb), _to(verb)) for verb in TRANSITIONS]
    return _table(("verb", "from", "to"), rows)


def state_diagram() -> str:
    """The ways between states for Mermaid; without verbs that leave the state or are possible in every open one."""
    labels: dict[tuple[str, str], list[str]] = {}
    for verb in TRANSITIONS:
        for before, after in _ways(verb):
            if before != after and frozenset(TRANSITIONS[verb]) != OPEN:
                labels.setdefault((before, after), []).append(verb)
    lines = [
        f"    {'[*]' if before == _NOTHING else before} --> {after}: {', '.join(verbs)}"
        for (before, after), verbs in labels.items()
    ]
    return "\n".join(["stateDiagram-v2", *lines]) + "\n"


def roles_of(verb: Verb) -> tuple[Role, ...]:
    """The roles under which the verb can be allowed at all, in the order of the roles."""
    permission, sphere = TABLE[verb]
    possible = {
        Sphere.LEVEL: frozenset(Role) - OUT_OF_OFFICE - OF_THE_UNIT,
        Sphere.AREA: frozenset(Role) - OUT_OF_OFFICE - OF_THE_UNIT,
        Sphere.UNIT: OF_THE_UNIT,
        Sphere.HOLDER: frozenset(Role) - OF_THE_UNIT,
        Sphere.SIGHT: frozenset(Role),
        Sphere.RULE: frozenset(),
    }[sphere]
    return tuple(role for role in Role if role in roles_with(permission) & possible)


def _roles(verb: Verb) -> str:
    return ", ".join(roles_of(verb)) or _NOTHING


def _ways(verb: Verb) -> list[tuple[str, State]]:
    """The ways of a verb in the order of the states: sets have none that stays from one process to the next."""
    places = {state: place for place, state in enumerate(State)}
    ways = sorted(TRANSITIONS[verb].items(), key=lambda way: -1 if way[0] is None else places[way[0]])
    return [(before or _NOTHING, after) for before, after in ways]


def _from(verb: Verb) -> str:
    befores = frozenset(TRANSITIONS[verb])
    if befores == frozenset(State):
        return "every state"
    if befores == OPEN:
        return "every open state"
    return ", ".join(before for before, _after in _ways(verb))


def _to(verb: Verb) -> str:
    """Where it leads, or that the case stays where it is."""
    changing = [(before, after) for before, after in _ways(verb) if before != after]
    if not changing:
        return "stays"
    if len(set(TRANSITIONS[verb].values())) == 1:
        return changing[0][1]
    return ", ".join(f"{before} → {after}" for before, after in changing) + "; otherwise stays"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _name in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
