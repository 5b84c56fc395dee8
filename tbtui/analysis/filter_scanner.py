"""Cut the text of a filter into its smallest parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from tbtui.analysis.filter_terms import FilterError

QUOTES = "\"'"

# An arrow in a name is no comparison. Longer signs first: `<=` is not `<` and `=`.
_COMPARISON = re.compile(r"<=|>=|!=|==|!~|=|<|(?<!-)>|~")
_KEYWORDS = {"and": "&", "or": "|", "not": "!"}
_EXPRESSION_SIGNS = re.compile(r"[\^$\[\]\\+|]|\.[*?]|\)[*?]|\(\?")
_ENDS_AN_EXPRESSION = re.compile(r"/(?P<case>c?)(?=$|[\s)|&])")


class Kind(Enum):
    """What a token is."""

    OPEN = "("
    CLOSE = ")"
    AND = "&"
    OR = "|"
    NOT = "!"
    WORD = "word"
    QUOTED = "quoted"
    EXPRESSION = "expression"
    CASED_EXPRESSION = "expression with case"
    COMPARISON = "comparison"
    END = "end"


class Token(NamedTuple):
    """A part of a filter.

    Attributes
    ----------
    kind : Kind
    text : str
        What stands between the quotes or slashes; otherwise the token itself.
    start, end : int
        Where it stands in the filter.
    """

    kind: Kind
    text: str
    start: int
    end: int


def looks_like_expression(word: str) -> bool:
    """Say whether a word holds what only regular expressions are made of.

    These are ``^ $ [ ] + |``, a backslash, ``.*``, ``.?``, and what can follow or open a group.
    """
    return _EXPRESSION_SIGNS.search(word) is not None


def looks_like_pattern(word: str) -> bool:
    """Say whether a word is an expression, or a pattern with ``*`` or ``?``."""
    return "*" in word or "?" in word or looks_like_expression(word)


def tokens_of(text: str) -> list[Token]:
    """Cut a filter into tokens; the last one is of the kind `Kind.END`.

    Raises
    ------
    FilterError
        If a quotation mark, parenthesis or slash has no counterpart.
    """
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[Token]:
    position = 0
    previous = Kind.END
    while True:
        while position < len(text) and text[position].isspace():
            position += 1
        if position == len(text):
            break
        token = _token_at(text, position, follows_comparison=previous is Kind.COMPARISON)
        yield token
        position = token.end
        previous = token.kind
    yield Token(Kind.END, "", len(text), len(text))


def _token_at(text: str, start: int, *, follows_comparison: bool) -> Token:
    character = text[start]
    comparison = _COMPARISON.match(text, start)
    if comparison and not follows_comparison:
        return Token(Kind.COMPARISON, comparison[0], start, comparison.end())
    if character == "(" and not text.startswith("(?", start) and not follows_comparison:
        return Token(Kind.OPEN, character, start, start + 1)
    if character == ")":
        return Token(Kind.CLOSE, character, start, start + 1)
    if character in "|&":
        doubled = text.startswith(character * 2, start)
        return Token(Kind(character), character, start, start + 1 + doubled)
    if character in QUOTES:
        return _quoted(text, start)
    if character in "!-" and not follows_comparison and _is_negation(text, start):
        return Token(Kind.NOT, character, start, start + 1)
    if character == "/":
        expression = _expression(text, start)
        if expression is not None:
            return expression
    return _word(text, start, is_value=follows_comparison)


def _is_negation(text: str, start: int) -> bool:
    """Say whether ``!`` or ``-`` negates what follows. A dash that stands alone is a word."""
    following = text[start + 1 : start + 2]
    return text[start] == "!" or not following.isspace()


def _quoted(text: str, start: int) -> Token:
    end = text.find(text[start], start + 1)
    if end < 0:
        raise FilterError(f"the quotation mark {text[start]} is not closed", start)
    return Token(Kind.QUOTED, text[start + 1 : end], start, end + 1)


def _expression(text: str, start: int) -> Token | None:
    """Return the expression between this slash and the first that can be its end, if any.

    Tags are full of slashes. One ends an expression only if nothing comes directly after it, or
    the ``c`` that makes upper and lower case differ.
    """
    for end in _ENDS_AN_EXPRESSION.finditer(text, start + 1):
        inside = text[start + 1 : end.start()]
        backslashes = len(inside) - len(inside.rstrip("\\"))
        if backslashes % 2 == 0:
            kind = Kind.CASED_EXPRESSION if end["case"] else Kind.EXPRESSION
            return Token(kind, inside, start, end.end())
    if text.startswith("/^", start):
        raise FilterError("the slash of a regular expression is not closed", start)
    return None


def _word(text: str, start: int, *, is_value: bool) -> Token:
    """Return the word that starts here. Parentheses that open inside it belong to it."""
    position = start
    opened: list[int] = []
    while position < len(text):
        character = text[position]
        if character == "\\":
            position = min(position + 2, len(text))
            continue
        if character == "(":
            if text[start:position].casefold() in _KEYWORDS:
                break
            opened.append(position)
        elif character == ")" and opened:
            opened.pop()
        elif not opened and _ends_word(text, start, position, is_value=is_value):
            break
        position += 1
    if opened:
        raise FilterError("the parenthesis is not closed", opened[-1])
    word = text[start:position]
    sign = None if is_value else _KEYWORDS.get(word.casefold())
    return Token(Kind(sign) if sign else Kind.WORD, word, start, position)


def _ends_word(text: str, start: int, position: int, *, is_value: bool) -> bool:
    """Say whether the word from `start` ends before `position`, or is compared with what is there.

    Nothing is called like an expression or a pattern: ``^lr=0.1`` and ``*lr=0.1`` are words.
    """
    if text[position].isspace() or text[position] in ")|&":
        return True
    if is_value or _COMPARISON.match(text, position) is None:
        return False
    return not looks_like_pattern(text[start:position])
