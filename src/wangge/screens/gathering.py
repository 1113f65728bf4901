"""How `make messages` finds the sentences of templates: the first word of each ``{% say "..." %}``."""

from collections.abc import Collection, Iterator, Mapping
from typing import IO

from django.template.base import Lexer, TokenType


def gather(
    file: IO[bytes],
    keywords: Mapping[str, object],  # noqa: ARG001 (handed in by Babel)
    comment_tags: Collection[str],  # noqa: ARG001 (handed in by Babel)
    options: Mapping[str, object],  # noqa: ARG001 (handed in by Babel)
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield line, function, text and comments, as Babel asks of an extractor."""
    for token in Lexer(file.read().decode()).tokenize():
        words = token.split_contents() if token.token_type is TokenType.BLOCK else []
        if words[:1] == ["say"]:
            yield token.lineno or 0, "_", words[1][1:-1], []
