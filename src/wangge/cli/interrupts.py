"""Ctrl-C that is not lost: Python drops the exception where a library calls back from C, and the command would go on.

Numba compiles and pandas is imported through such callbacks, so of a hundred interrupted divisions two or three went
on to their end, or fell with the traceback of a half imported module. Here the wish is remembered as well as raised.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import current_thread, main_thread
from types import FrameType
from typing import Any


@dataclass
class _Wish:
    asked: bool = False
    kept: bool = False  # while modules are imported, it is kept for a moment


_wish = _Wish()


def asked() -> bool:
    """Whether somebody wants the running command to end."""
    return _wish.asked


def stop_if_asked() -> None:
    """Raise KeyboardInterrupt where one was asked for, though it may have been lost; long work calls this between."""
    if _wish.asked and not _wish.kept:
        raise KeyboardInterrupt


@contextmanager
def heard() -> Iterator[None]:
    """Remember Ctrl-C within; no change where it is ignored, where somebody else listens, or in a thread."""
    _wish.asked = False
    if signal.getsignal(signal.SIGINT) is not signal.default_int_handler or current_thread() is not main_thread():
        yield
        return
    complain, sys.unraisablehook = sys.unraisablehook, _silent_about_interrupts(sys.unraisablehook)
    signal.signal(signal.SIGINT, _hear_in(os.getpid()))
    try:
        yield
    finally:
        sys.unraisablehook = complain
        signal.signal(signal.SIGINT, signal.default_int_handler)


@contextmanager
def kept_while_importing() -> Iterator[None]:
    """A module that was cut off at its import says things that nobody understands; so Ctrl-C comes after it."""
    _wish.kept = True
    try:
        yield
    finally:
        _wish.kept = False
    stop_if_asked()


def _hear_in(process: int) -> Any:
    def hear(_number: int, _frame: FrameType | None) -> None:
        if os.getpid() != process:  # a worker that was forked just now and does not yet listen by itself
            os._exit(128 + signal.SIGINT)
        _wish.asked = True
        stop_if_asked()

    return hear


def _silent_about_interrupts(complain: Any) -> Any:
    def hook(lost: Any) -> None:
        if not (_wish.asked and isinstance(lost.exc_value, KeyboardInterrupt)):
            complain(lost)

    return hook
