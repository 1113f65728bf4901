"""argparse, in the active language and with errors as one sentence. Which options there are lies in ``options``."""

from argparse import (
    Action,
    ArgumentError,
    ArgumentParser,
    ArgumentTypeError,
    HelpFormatter,
    Namespace,
    _ArgumentGroup,
    _MutuallyExclusiveGroup,
)
from collections.abc import Iterable, Sequence
from typing import NoReturn

from wangge.cli import values
from wangge.cli.tongue import LANGUAGES
from wangge.language import _


class OptionError(ValueError):
    """The command cannot be understood: one sentence for a person, with the option that is meant."""


class Parser(ArgumentParser):
    """A parser that takes no shortened options, knows ``--help`` and ``--language``, and raises OptionError only."""

    def __init__(self, prog: str, description: str, epilog: str = "") -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            formatter_class=_Help,
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
        )

    def add_talk(self) -> _ArgumentGroup:
        """The options that every command has, as their group; they come last in its help."""
        talk = self.add_argument_group(_("language and help"))
        talk.add_argument(
            "--language",
            type=values.one_of(LANGUAGES),
            metavar="LANGUAGE",
            help=_("en or zh_Hans; else what WANGGE_LANGUAGE or the locale says"),
        )
        talk.add_argument("-h", "--help", action="help", help=_("show this and stop"))
        return talk

    def error(self, message: str) -> NoReturn:
        """What argparse says where it has no class of error for it."""
        raise OptionError(message)


def parse(parser: ArgumentParser, words: Sequence[str]) -> Namespace:
    """The options in ``words``, which may stand between the names of files; OptionError."""
    try:
        options, strange = parser.parse_known_intermixed_args(words)
    except ArgumentError as error:
        raise OptionError(_sentence(error, parser)) from error
    if strange:
        raise OptionError(
            _("{word} is not understood here; see {command} --help").format(word=strange[0], command=parser.prog)
        )
    return options


def _sentence(error: ArgumentError, parser: ArgumentParser) -> str:
    if isinstance(error.__context__, ArgumentTypeError):  # one of ours, from ``values``
        return f"{error.argument_name}: {error.message}"
    return _("{option} is not used like this; see {command} --help").format(
        option=error.argument_name, command=parser.prog
    )


class _Help(HelpFormatter):
    """argparse's own words come from a catalogue that nobody installs; the only one left is "usage"."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[Action],
        groups: Iterable[_MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or _("usage: "))

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """A listing keeps its lines."""
        return text if "\n" in text else super()._fill_text(text, width, indent)
