"""What was found about the phone as a section of the page of benchmarks. Says what was found, decides nothing."""

import re
from typing import Any

from benchmarks.table import grid

HEAD = "## The phone"
_NEXT = "## The case loop"
_OLD = re.compile(rf"{HEAD}\n.*?(?=^## |\Z)", re.DOTALL | re.MULTILINE)
_MOST_KB, _COLD, _RELOAD, _TAPS, _SECONDS, _SYNC, _SYNC_KB = 100, 1500, 1000, 4, 20, 3, 2000


def with_section(page: str, found: dict[str, Any]) -> str:
    """The page with this section in the place of an older one, or before the case loop."""
    before, head, rest = _OLD.sub("", page).partition(_NEXT)
    return f"{before.rstrip()}\n\n{section(found)}\n" + (f"\n{head}{rest}" if head else "")


def section(found: dict[str, Any]) -> str:
    """Every part that was measured."""
    told = "; ".join(f"{name} {value}" for name, value in found["machine"].items())
    dates = "; ".join(
        f"{name} on {found[name]['made']}, load {found[name]['load']}" for name in _PARTS if name in found
    )
    head = (
        f"{HEAD}\n\nWritten by `python -m benchmarks.phone`; every figure is in `benchmarks/phone/results.json`. "
        f"Chromium, headless, on `wangge serve` on a loopback port. Machine and versions: {told}. "
        f"Measured: {dates} (the "
        "load is what ran on the machine before, in processes that wanted a core). "
        f"{found.get('remark', '')}".rstrip()
    )
    return "\n\n".join([head, *(write(found[name]) for name, write in _PARTS.items() if name in found)])


def _bars(found: dict[str, Any]) -> str:
    size, sync, report = found["sizes"], found["first_sync"], found["report"]
    lines = [
        _line("all bytes until Today and Report work offline", f"{size['packed'] / 1000:.0f} kB", f"{_MOST_KB} kB"),
        *(
            _line(one["how"], f"{one['median_ms']} ms, worst {one['worst_ms']}, CPU {one['cpu_ms']}", _bar_of(one))
            for one in found["starts"]
        ),
        _line("taps of a report", str(report["taps"]), str(_TAPS)),
        _line(
            "a report, two seconds of looking before each tap",
            f"{report['seconds_with_glances']:.1f} s",
            f"{_SECONDS} s",
        ),
        _line("a report, the program alone", f"{report['seconds_of_the_program']:.1f} s", ""),
        _line(
            "first sync",
            f"{sync['seconds']:.1f} s; CPU: server {sync['server_cpu']:.1f}, browser {sync['browser_cpu']:.1f}",
            f"{_SYNC} s",
        ),
        _line("first sync, packed", f"{sync['packed_kilobytes']:.0f} kB", f"{_SYNC_KB} kB"),
    ]
    return (
        f"### How soon it works\n\nOn a phone that carries {sync['dwellings']} dwellings, "
        f"{sync['components']:,} components, "
        f"{sync['cases']:,} cases of a year and the catalogue of 250 classes. Packed is each file by itself, gzip "
        f"({size['files']} files). A cold start is a new process of the browser with the profile of "
        f"before; both starts "
        "are from the request until Today lists what is open. The report is made on the real screen without network: "
        f"Report, shutter, class, Send, until it lies in the outbox.\n\n{grid(('figure', 'found', 'bar'), lines)}"
    )


def _bar_of(start: dict[str, Any]) -> str:
    return f"{_RELOAD if 'reload' in start['how'] else _COLD} ms"


def _line(name: str, found: str, bar: str) -> list[str]:
    return [name, found, bar]


def _plain(found: dict[str, Any]) -> str:
    load, arrived, pieces = found["load_of"], found["arrived"], found["pieces"]
    rate = arrived["reports"] / found["seconds"]
    return (
        f"### {load['reports']:,} reports on a good line, one of them poisoned\n\nThe first one lies "
        f"outside of the city, "
        f"where no server takes it. {_photos(found)} {found['seconds']:.0f} s from the return of the line "
        f"until all is "
        f"there, {rate:.1f} reports a second with their photos, one request after the other: "
        f"{pieces['came']:,} pieces, "
        f"{pieces['again']} of them twice. Arrived: {arrived['reports']} reports and {arrived['photos']:,} "
        f"photos; not taken: "
        f"{found['states'].get('refused', 0)}, with the sentence “{found['sentence']}”"
    )


def _tortured(found: dict[str, Any]) -> str:
    load, arrived, pieces = found["load_of"], found["arrived"], found["pieces"]
    lines = [
        _line("reports that arrived", f"{arrived['reports']:,}", f"{load['reports']:,}"),
        _line("photos that arrived", f"{arrived['photos']:,}", f"{load['reports'] * load['photos']:,}"),
        _line("reports twice", str(arrived["double"]), "0"),
        _line("photos twice", str(arrived["photos_double"]), "0"),
        _line("photos whose file has another hash than the phone's", str(arrived["photos_other_bytes"]), "0"),
        _line("photos still awaited", str(arrived["photos_awaited"]), "0"),
        _line(
            "pieces sent by the application although it had been acknowledged", str(pieces["again_though_told"]), "0"
        ),
        _line("pieces sent by the application once more without asking", str(pieces["again_unasked"]), "0"),
        _line("pieces that the browser sent once more by itself", str(pieces["by_browser"]), ""),
        _line("pieces that came in all", f"{pieces['came']:,}", ""),
    ]
    return (
        f"### {load['reports']:,} reports on a line that drops, browser and server "
        f"killed\n\n{_photos(found)} "
        f"The line dropped every {load['every']:.0f} s, {found['dropped']:,} times, and {found['cut']:,} connections "
        f"were cut at a byte of chance. The browser's process was killed {found['browser_kills']} times, the server's "
        f"{found['server_kills']} times, by SIGKILL. All was there after {found['seconds'] / 60:.0f} minutes; the "
        f"phone's outbox then: {_states(found['states'])}. A browser repeats a request by itself where a kept "
        "connection breaks before the first byte of an answer; those are known by a mark that each request of the "
        "application carries."
        f"\n\n{grid(('what', 'found', 'to be'), lines)}"
    )


def _states(found: dict[str, int]) -> str:
    return ", ".join(f"{count:,} {state}" for state, count in found.items())


def _photos(found: dict[str, Any]) -> str:
    return f"Two photos each, {found['photo_kilobytes']:.0f} kB on average."


_PARTS = {"bars": _bars, "plain": _plain, "tortured": _tortured}
