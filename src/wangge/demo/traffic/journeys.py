"""One case over HTTP, from the report to its end: in each state one person does the next thing."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from uuid import UUID

from wangge.accounts.permissions import Role
from wangge.cases.workflow import ENDED, ORDER_OPEN, State
from wangge.demo.matters import EVENTS
from wangge.demo.pictures import drawn_photo
from wangge.demo.signins import SignIn
from wangge.demo.traffic.crew import Crew
from wangge.demo.traffic.line import Json, Line, SaidNoError
from wangge.demo.traffic.seen import Ended
from wangge.language import _

_MOST_STEPS = 40
_MOST_TROUBLES = 3
_MOVED_ON = 409  # somebody was first: look again
_BESIDE = 0.00005  # degrees, about five metres


@dataclass(frozen=True)
class Matter:
    """A class as the server tells of it, with its first conditions."""

    kind: str
    code: str
    condition: str
    closure: str


@dataclass(frozen=True)
class Around:
    """What all journeys share."""

    line: Line
    crew: Crew
    matters: tuple[Matter, ...]


@dataclass
class Journey:
    """``worker`` stands in their grid; sometimes a caller tells the centre instead."""

    around: Around
    worker: SignIn
    chance: Random
    number: str = ""
    state: str = ""
    case: Json | None = None

    def travel(self) -> Ended:
        """Go as far as it goes."""
        matter = self.chance.choices(self.around.matters, [EVENTS[one.code] for one in self.around.matters])[0]
        try:
            self._report(matter)
        except SaidNoError as no:
            return Ended(self.number, self.state, str(no))
        return self._go_on(matter)

    def _report(self, matter: Matter) -> None:
        called = self.chance.random() < 0.1
        person = self.around.crew.one_of(Role.INTAKE_OPERATOR, self.chance) if called else self.worker
        told = {} if called else {"kind": matter.kind, "minor": matter.code, "condition": matter.condition}
        body = {
            "id": str(UUID(int=self.chance.getrandbits(128), version=4)),
            "source": "telephone" if called else "grid_worker",
            "on_behalf": called,
            "longitude": self.worker.longitude + self.chance.uniform(-_BESIDE, _BESIDE),
            "latitude": self.worker.latitude + self.chance.uniform(-_BESIDE, _BESIDE),
            "description": "模拟上报",
            **told,
        }
        answer = self.around.line.post("report", "/cases", person, body)
        self.number, self.state = answer["number"], answer["state"]
        if not called:
            self._photo("report", person)

    def _go_on(self, matter: Matter) -> Ended:
        troubles = 0
        for _step in range(_MOST_STEPS):
            if self.state in ENDED:
                return Ended(self.number, self.state)
            turn = _TURNS.get(State(self.state))
            try:
                person = turn(self, matter) if turn else None
            except SaidNoError as no:
                troubles += 1
                if troubles > _MOST_TROUBLES or not self._look_again(no):
                    return Ended(self.number, self.state, str(no))
                continue
            if person is None:
                return Ended(self.number, self.state, _("nobody in the file of sign-ins can go on with it"))
        return Ended(self.number, self.state, _("it went round and round"))

    def _look_again(self, no: SaidNoError) -> bool:
        if no.status != _MOVED_ON:
            return False
        try:
            self._read()
        except SaidNoError:
            return False
        return True

    def _do(self, verb: str, person: SignIn | None, **body: object) -> SignIn | None:
        if person is not None:
            answer = self.around.line.post(verb, f"/cases/{self.number}/{verb}", person, body)
            self.state, self.case = answer["state"], None
        return person

    def _photo(self, stage: str, person: SignIn) -> None:
        photo = drawn_photo(self.chance, tidy=stage != "report")
        self.around.line.send_photo(f"/cases/{self.number}/photos?stage={stage}", person, photo)

    def _read(self) -> Json:
        """The case as the centre sees it, once after each step."""
        if self.case is None:
            reader = self._one_of(Role.INTAKE_OPERATOR)
            self.case = self.around.line.get("read", f"/cases/{self.number}", reader)
            self.state = self.case["state"]
        return self.case

    def _one_of(self, role: Role) -> SignIn:
        return self.around.crew.one_of(role, self.chance)

    def _holder(self, kind: str) -> SignIn | None:
        """Who holds the open order of a kind."""
        opened = [one for one in self._read()["orders"] if one["kind"] == kind and one["state"] in ORDER_OPEN]
        return self.around.crew.by_name(opened[-1]["holder"]) if opened else None

    def _clerk(self) -> SignIn | None:
        return self.around.crew.clerk_of(self._read()["unit"])

    # What is done in each state; None where nobody is there to do it.

    def take_in(self, _matter: Matter) -> SignIn | None:
        return self._do("take-in", self._one_of(Role.INTAKE_OPERATOR))

    def verify(self, _matter: Matter) -> SignIn | None:
        return self._do("verify", self._holder("verify"))

    def file(self, matter: Matter) -> SignIn | None:
        intake = self._one_of(Role.INTAKE_OPERATOR)
        return self._do("file", intake, kind=matter.kind, minor=matter.code, condition=matter.condition)

    def dispatch(self, _matter: Matter) -> SignIn | None:
        return self._do("dispatch", self._one_of(Role.DISPATCHER))

    def redispatch(self, _matter: Matter) -> SignIn | None:
        return self._do("redispatch", self._one_of(Role.DISPATCHER), again=True)

    def acknowledge(self, _matter: Matter) -> SignIn | None:
        """Some say first that it is not theirs."""
        if self.state == State.DISPATCHED and self._read()["returns"] == 0 and self.chance.random() < 0.03:
            return self._do("return", self._clerk(), reason="other_owner", note="不属本单位管养")
        return self._do("acknowledge", self._clerk())

    def resolve(self, _matter: Matter) -> SignIn | None:
        clerk = self._clerk()
        if clerk is not None:
            self._photo("resolve", clerk)
        return self._do("resolve", clerk, note="已处理")

    def check(self, _matter: Matter) -> SignIn | None:
        if self._read()["reworks"] == 0 and self.chance.random() < 0.04:
            return self._do("check", self._holder("check"), outcome="not_fixed", reason="not_fixed", note="问题仍在")
        return self._do("check", self._holder("check"), outcome="fixed")

    def close(self, matter: Matter) -> SignIn | None:
        return self._do("close", self._one_of(Role.DUTY_SUPERVISOR), closure=matter.closure, answer="已处理，谢谢。")


_TURNS: dict[State, Callable[[Journey, Matter], SignIn | None]] = {
    State.REPORTED: Journey.take_in,
    State.VERIFYING: Journey.verify,
    State.TAKEN_IN: Journey.file,
    State.FILED: Journey.dispatch,
    State.DISPATCHED: Journey.acknowledge,
    State.REWORK: Journey.acknowledge,
    State.RETURNED: Journey.redispatch,
    State.IN_PROGRESS: Journey.resolve,
    State.CHECKING: Journey.check,
    State.CHECKED: Journey.close,
}
