"""The door of the command ``wangge``: language, choice of a command, errors as one sentence and an exit code."""

import os
import sys
from collections.abc import Sequence
from contextvars import copy_context
from importlib import import_module
from io import TextIOWrapper
from time import perf_counter

from wangge.accounts.refusals import Refusal
from wangge.cli import interrupts
from wangge.cli.commands import COMMANDS, overview
from wangge.cli.jobs import JobError
from wangge.cli.parser import OptionError, parse
from wangge.cli.tongue import spoken_language
from wangge.gridding.town import TownError
from wangge.language import _, activate

REFUSED, FAILED, INTERRUPTED = 2, 1, 130
_FORESEEN = (TownError, OptionError, Refusal, JobError, OSError, MemoryError)  # what is a sentence, not a traceback


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command of ``argv``, without the program's name, and return its exit code.

    0: done. 2: the options or the input cannot be used. 1: the work could not be finished. 130: Ctrl-C. Whatever is
    not 0 has said why in one sentence on stderr, but for a reader of stdout who left.
    """
    begun = perf_counter()
    words = sys.argv[1:] if argv is None else list(argv)
    return copy_context().run(_answer, words, begun)


def _answer(words: list[str], begun: float) -> int:
    language = spoken_language(words, os.environ)
    activate(language)
    _write_what_can_be_written()
    try:
        code = _try(words, language, begun)
        sys.stdout.flush()
    except BrokenPipeError:
        return _fall_silent()
    return code


def _try(words: list[str], language: str, begun: float) -> int:
    try:
        with interrupts.heard():
            _obey(words, language, begun)
    except SystemExit as done:  # --help and --version, and rich when nobody reads on
        return int(done.code or 0)
    except BrokenPipeError:
        raise
    except KeyboardInterrupt as wish:
        return _give_up(wish)
    except Exception as error:
        if interrupts.asked():  # what a library made of it
            return _give_up(KeyboardInterrupt())
        if isinstance(error, _FORESEEN):
            return _give_up(error)
        raise
    return 0


def _give_up(error: BaseException) -> int:
    sys.stderr.write(f"wangge: {_sentence(error)}\n")
    return _code(error)


def _obey(words: list[str], language: str, begun: float) -> None:
    if not words or words[0].startswith("-"):
        parser = overview()
        parse(parser, words)
        parser.print_help()
        return
    if words[0] not in COMMANDS:
        known = ", ".join(COMMANDS)
        sentence = _("{word} is no command of wangge (there are: {known}); see wangge --help")
        raise OptionError(sentence.format(word=words[0], known=known))
    command = COMMANDS[words[0]]
    arguments = parse(command.options(), words[1:])
    arguments.command, arguments.language = words[0], language
    # The modules of the commands bring numba, GDAL and Django, which nobody who asks for help wants to wait for.
    with interrupts.kept_while_importing():
        if command.platform:
            import_module("wangge.cli.platform").set_up_alone()
        module = import_module(command.module)
    module.run(arguments, begun)


def _write_what_can_be_written() -> None:
    """A terminal that has no Chinese shows question marks, not a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _sentence(error: BaseException) -> str:
    if isinstance(error, KeyboardInterrupt):
        return _("interrupted; files that were not finished are as they were")
    if isinstance(error, MemoryError):
        return _("there is too little memory; try fewer --jobs, or fewer towns at a time")
    if isinstance(error, OSError):  # a name that is too long, a folder that may not be looked into
        return f"{error.filename}: {error.strerror}" if error.filename else str(error)
    return " ".join(str(error).split())


def _code(error: BaseException) -> int:
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    return REFUSED if isinstance(error, TownError | OptionError | Refusal | OSError) else FAILED


def _fall_silent() -> int:
    """Python would try to write what is left when it ends, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
