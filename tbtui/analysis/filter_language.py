"""Understand the text of a filter. `tbtui.analysis.filters` describes the language."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from tbtui.analysis.filter_scanner import (
    Kind,
    Token,
    looks_like_expression,
    looks_like_pattern,
    tokens_of,
)
from tbtui.analysis.filter_terms import (
    All,
    AnyOf,
    Comparison,
    Expression,
    FilterError,
    Not,
    Term,
    Test,
    ValueOfName,
    Word,
    compiled,
    glob_expression,
    is_equal,
    number_in,
    number_of,
    text_of,
)

_DEEPEST = 50
"""Levels of parentheses and negations; more would exhaust the stack."""

_ORDERINGS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def term_of(text: str) -> Term:
    """Return the term that a text stands for; an empty text lets everything through.

    Raises
    ------
    FilterError
        If the text is no filter, or not yet one.
    """
    parser = _Parser(text)
    if parser.next_token().kind is Kind.END:
        return All(())
    term = parser.either(0)
    if parser.next_token().kind is not Kind.END:
        raise FilterError("this parenthesis closes nothing", parser.next_token().start)
    return term


class _Parser:
    """Goes through the tokens once, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens_of(text)
        self._index = 0

    def next_token(self) -> Token:
        """Return the token that comes next, without going on."""
        return self._tokens[self._index]

    def _take(self) -> Token:
        token = self._tokens[self._index]
        if token.kind is not Kind.END:
            self._index += 1
        return token

    def either(self, depth: int) -> Term:
        """Read terms between which ``or`` stands."""
        terms = [self._every(depth)]
        while self.next_token().kind is Kind.OR:
            self._take()
            terms.append(self._every(depth))
        return terms[0] if len(terms) == 1 else AnyOf(tuple(terms))

    def _every(self, depth: int) -> Term:
        """Read terms that stand side by side, with or without ``and``."""
        terms = [self._single(depth)]
        while self.next_token().kind not in (Kind.OR, Kind.CLOSE, Kind.END):
            if self.next_token().kind is Kind.AND:
                self._take()
            terms.append(self._single(depth))
        return terms[0] if len(terms) == 1 else All(tuple(terms))

    def _single(self, depth: int) -> Term:
        token = self._take()
        if depth > _DEEPEST:
            raise FilterError("too deep", token.start)
        if token.kind is Kind.NOT:
            return Not(self._single(depth + 1))
        if token.kind is Kind.OPEN:
            term = self.either(depth + 1)
            if self._take().kind is not Kind.CLOSE:
                raise FilterError("the parenthesis is not closed", token.start)
            return term
        if token.kind in (Kind.WORD, Kind.QUOTED) and self.next_token().kind is Kind.COMPARISON:
            return self._comparison(token)
        if token.kind is Kind.QUOTED:
            return Word(token.text.casefold())
        if token.kind is Kind.WORD:
            return _term_of_word(token)
        if token.kind in (Kind.EXPRESSION, Kind.CASED_EXPRESSION):
            return Expression(_pattern_of(token))
        raise FilterError(self._complaint(token), token.start)

    def _complaint(self, token: Token) -> str:
        """Say what is wrong with a token that stands where a term should."""
        before = self._text[: token.start].split()
        after = f" after {before[-1]}" if before else ""
        if token.kind is Kind.END:
            return f"something is missing{after}"
        return f"something is missing{after} before {token.text}"

    def _comparison(self, name: Token) -> Term:
        sign = self._take()
        value = self._take()
        values = (Kind.WORD, Kind.QUOTED, Kind.EXPRESSION, Kind.CASED_EXPRESSION)
        if value.kind not in values:
            raise FilterError(f"a value is missing after {sign.text}", value.start)
        typed = self._text[name.start : value.end]
        is_word = len(typed) == sum(token.end - token.start for token in (name, sign, value))
        is_word = is_word and Kind.QUOTED not in (name.kind, value.kind)
        written = typed.casefold() if is_word else None
        return Comparison(name.text, self._test(sign.text, value), written)

    def _test(self, sign: str, value: Token) -> Test:
        if sign in _ORDERINGS:
            return _ordering_test(sign, value)
        if sign.endswith("~"):
            found = _expression_test(_pattern_of(value))
            return _opposite(found) if sign == "!~" else found
        wanted = value.text if value.kind is Kind.QUOTED else self._text[value.start : value.end]
        if value.kind is Kind.WORD and "*" in wanted:
            whole = compiled(rf"\A{glob_expression(wanted)}\Z", value.start)
            equal = _expression_test(whole)
        else:
            equal = _equality_test(wanted)
        return _opposite(equal) if sign == "!=" else equal


def _term_of_word(token: Token) -> Term:
    """Tell a plain word from a pattern and from an expression.

    What looks like an expression may also be a name with odd characters, ``weights[0]``.
    """
    word = token.text
    if looks_like_expression(word):
        return AnyOf((Expression(compiled(word, token.start)), Word(word.casefold())))
    if looks_like_pattern(word):
        parts = rf"(?:\A|/){glob_expression(word)}(?:/|\Z)"
        return Expression(re.compile(parts, re.IGNORECASE | re.DOTALL))
    return Word(word.casefold())


def _pattern_of(token: Token) -> re.Pattern[str]:
    inside = token.start + (token.kind is not Kind.WORD)
    return compiled(token.text, inside, ignore_case=token.kind is not Kind.CASED_EXPRESSION)


def _ordering_test(sign: str, value: Token) -> Test:
    limit = number_in(value.text)
    if limit is None:
        raise FilterError(f"not a number: {value.text}", value.start)
    compare = _ORDERINGS[sign]

    def is_within(tested: ValueOfName) -> bool:
        number = number_of(tested)
        return number is not None and compare(number, limit)

    return is_within


def _equality_test(wanted: str) -> Test:
    def is_wanted(tested: ValueOfName) -> bool:
        return is_equal(tested, wanted)

    return is_wanted


def _expression_test(pattern: re.Pattern[str]) -> Test:
    def is_found(tested: ValueOfName) -> bool:
        return pattern.search(text_of(tested)) is not None

    return is_found


def _opposite(test: Test) -> Test:
    def is_other(tested: ValueOfName) -> bool:
        return not test(tested)

    return is_other
