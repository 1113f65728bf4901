"""The people of a day at the API: each with their own phone, browser or program, at the minute that the story says."""

from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.api.knocking import browser, phone, send
from tests.cases.pictures import jpeg, picture
from tests.city import City, at
from wangge.cases.actions.preparing import make_sizes
from wangge.cases.actions.tidings import spread_tidings
from wangge.cases.models import Photo, PhotoState
from wangge.messages.jobs import send_due
from wangge.territory import doors

# All others sit at a browser, with their second factor.
PHONES = ("lin", "deputy", "neighbour", "far", "community", "xu", "sweeper")


@dataclass
class Day:
    """A day in the city. The clock of the doors is set by ``now``; nothing else in the house has one."""

    city: City
    monkeypatch: Any
    now: datetime = field(default_factory=lambda: at("2026-03-11", "08:00"))
    clients: dict[str, Client] = field(default_factory=dict)
    language: str = "zh-hans"  # that they ask to be answered in

    def __post_init__(self) -> None:
        self.monkeypatch.setattr(doors, "timezone", SimpleNamespace(now=lambda: self.now))

    def at(self, day: str, time: str) -> "Day":
        """The same people at another minute."""
        self.now = at(day, time)
        return self

    def ask(self, who: str, method: str, path: str, body: object = None, **more: Any) -> Any:
        """The answer of the API to somebody, whatever it is."""
        if who not in self.clients:
            self.clients[who] = self._client(who)
        return send(self.clients[who], method, path, body, HTTP_ACCEPT_LANGUAGE=self.language, **more)

    def get(self, who: str, path: str) -> Any:
        answer = self.ask(who, "GET", path)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def post(self, who: str, path: str, body: object = None) -> Any:
        answer = self.ask(who, "POST", path, {} if body is None else body)
        assert answer.status_code in {200, 201}, answer.content.decode()
        return answer.json()

    def report(self, who: str, grid: tuple[float, float], **given: Any) -> Any:
        longitude, latitude = grid
        return self.post(who, "/cases", {"id": str(uuid4()), "longitude": longitude, "latitude": latitude, **given})

    def move(self, who: str, number: str, verb: str, **given: Any) -> Any:
        """A verb upon the version that the person sees now."""
        seen = self.get(who, f"/cases/{number}")["version"]
        return self.post(who, f"/cases/{number}/{verb}", {"seen": seen, **given})

    def photo(self, who: str, number: str, stage: str) -> int:
        """A photo is sent, and its job runs."""
        content = jpeg(picture(400 + Photo.objects.count(), 300))
        path = f"/api/v1/cases/{number}/photos?stage={stage}"
        self.get(who, f"/cases/{number}")
        answer = self.clients[who].post(path, content, content_type="image/jpeg")
        assert answer.status_code == 201, answer.content.decode()
        photo = Photo.objects.get(pk=answer.json()["id"])
        assert make_sizes(photo=photo).state == PhotoState.READY
        return photo.pk

    def news(self, who: str, topic: str) -> list[str]:
        """What somebody reads of a topic in their inbox and at their desks, the oldest first."""
        self.spread()
        items = self.get(who, "/messages")["items"]
        return [item["text"] for item in reversed(items) if item["topic"] == topic]

    def spread(self) -> None:
        """What the workers do every few seconds."""
        spread_tidings(self.now)
        send_due(at=self.now)

    def _client(self, who: str) -> Client:
        return phone(self.city, who) if who in PHONES else browser(self.city, who)


def moment(text: str) -> datetime:
    """A moment as the API writes it."""
    return datetime.fromisoformat(text)
