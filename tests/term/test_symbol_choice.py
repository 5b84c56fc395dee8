"""What the environment says of the characters of a terminal."""

from __future__ import annotations

import pytest

from tbtui.plot.symbols import ASCII, BLOCK, BRAILLE, CONSOLE
from tbtui.term.symbol_choice import chosen_symbols, is_unicode


@pytest.mark.parametrize(
    ("choice", "environment", "encoding", "symbols"),
    [
        ("auto", {"LANG": "en_GB.UTF-8"}, "utf-8", BRAILLE),
        # In a container nobody has set a locale, but the terminal is that of the user.
        ("auto", {}, "utf-8", BRAILLE),
        ("auto", {"LANG": "C"}, "utf-8", ASCII),
        ("auto", {"LC_ALL": "POSIX", "LANG": "en_GB.UTF-8"}, "utf-8", ASCII),
        ("auto", {"LC_CTYPE": "C.UTF-8", "LANG": "C"}, "utf-8", BRAILLE),
        ("auto", {"LANG": "de_DE.ISO-8859-1"}, "iso8859-1", ASCII),
        ("auto", {}, "ascii", ASCII),
        ("auto", {}, None, ASCII),
        ("auto", {"TERM": "linux"}, "utf-8", CONSOLE),
        ("auto", {"TERM": "linux", "LC_ALL": "C"}, "utf-8", ASCII),
        ("braille", {"LC_ALL": "C"}, "utf-8", BRAILLE),
        ("braille", {"TERM": "linux"}, "utf-8", BRAILLE),
        ("block", {}, "utf-8", BLOCK),
        ("block", {"TERM": "linux"}, "utf-8", CONSOLE),
        ("ascii", {}, "utf-8", ASCII),
        # What cannot be written is not written, whatever was asked for.
        ("braille", {}, "ascii", ASCII),
        ("block", {}, "latin-1", ASCII),
    ],
)
def test_choices(choice, environment, encoding, symbols):
    assert chosen_symbols(choice, environment, encoding) is symbols


def test_encodings_with_all_characters():
    assert is_unicode("UTF-8")
    assert is_unicode("utf_16")
    assert not is_unicode("cp1252")
    assert not is_unicode("ANSI_X3.4-1968")
    assert not is_unicode("there-is-none")
