"""Text from files: visible, harmless, and as wide as it claims."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tbtui.plot.text import (
    cell_width,
    clip,
    clip_middle,
    escape,
    escape_shortened,
    pad,
    pad_left,
)

# Everything that the escapes are made of, and everything that needs one.
NASTY = st.text(alphabet="\\nrtxuU0123456789abcdef\x00\x1b\n\t\x85\xad\u200d\u202e\udcff\u0301é名")
ANY_TEXT = st.text() | NASTY | st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Mn"]))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("train/loss", "train/loss"),
        ("Verlust/größe", "Verlust/größe"),
        ("損失 🙂", "損失 🙂"),
        ("a\nb\tc\rd", r"a\nb\tc\rd"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("nul\x00del\x7f", r"nul\x00del\x7f"),
        ("c1\x9b31m", r"c1\u009b31m"),
        ("evil\u202egnp.exe", r"evil\u202egnp.exe"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("soft\u00adhyphen", r"soft\u00adhyphen"),
        ("line\u2028separator", r"line\u2028separator"),
        ("tag\U000e0041", r"tag\U000e0041"),
        (b"run\xff".decode("utf-8", "surrogateescape"), r"run\xff"),
        ("lone\ud800", r"lone\ud800"),
        ("e\u0301t\u0301", "e\u0301t\u0301"),
        ("\u0301leading", r"\u0301leading"),
        ("private \ue000", "private \ue000"),
    ],
)
def test_what_acts_instead_of_showing_is_shown(text: str, shown: str) -> None:
    assert escape(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("C:\\logs", "C:\\logs"),
        ("C:\\new", "C:\\\\new"),
        ("\\x1b", "\\\\x1b"),
        ("\\x1", "\\x1"),
        ("\\\\", "\\\\\\"),
        ("\\\n", "\\\\\\n"),
    ],
)
def test_a_backslash_is_doubled_only_where_it_could_be_taken_for_an_escape(
    text: str, shown: str
) -> None:
    assert escape(text) == shown


@given(ANY_TEXT)
def test_nothing_escaped_can_act_on_a_terminal(text: str) -> None:
    escaped = escape(text)
    categories = {unicodedata.category(character) for character in escaped}
    assert not categories & {"Cc", "Cs", "Zl", "Zp"}
    assert not any(unicodedata.bidirectional(c) in BIDIRECTIONAL_CONTROLS for c in escaped)
    assert not escaped or cell_len(escaped[0]) > 0


BIDIRECTIONAL_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


@given(NASTY, NASTY)
def test_different_texts_stay_different(one: str, other: str) -> None:
    assert (escape(one) == escape(other)) == (one == other)


@given(ANY_TEXT)
def test_escaping_can_be_undone(text: str) -> None:
    assert _undo(escape(text)) == text


def _undo(shown: str) -> str:
    """Read an escaped text as a person would, from left to right."""
    text = ""
    while shown:
        length, character = _first_character(shown)
        text += character
        shown = shown[length:]
    return text


def _first_character(shown: str) -> tuple[int, str]:
    if not shown.startswith("\\"):
        return 1, shown[0]
    following = shown[1:2]
    if following in ("\\", "n", "r", "t") and following:
        return 2, {"\\": "\\", "n": "\n", "r": "\r", "t": "\t"}[following]
    digits = {"x": 2, "u": 4, "U": 8}.get(following, 0)
    code = shown[2 : 2 + digits]
    if digits and len(code) == digits and all(digit in "0123456789abcdef" for digit in code):
        number = int(code, 16)
        undecodable_byte = following == "x" and number >= 0x80
        return 2 + digits, chr(number + 0xDC00 if undecodable_byte else number)
    return 1, "\\"


def test_a_limit_counts_characters_and_never_cuts_an_escape() -> None:
    assert escape("loss", limit=4) == "loss"
    assert escape("losses", limit=4) == "loss…"
    assert escape("\n\n\n", limit=2) == r"\n\n…"


def test_width_is_counted_in_cells() -> None:
    assert cell_width("loss") == 4
    assert cell_width("損失") == 4
    assert cell_width("e\u0301") == 1


def test_clipping_marks_what_is_missing() -> None:
    assert clip("train/loss", 10) == "train/loss"
    assert clip("train/loss", 6) == "train…"
    assert clip("損失関数", 4) == "損…"
    assert clip("e\u0301e\u0301e\u0301", 2) == "e\u0301…"
    assert clip("loss", 1) == "…"
    assert clip("loss", 0) == ""


def test_clipping_in_the_middle_keeps_both_ends() -> None:
    assert clip_middle("lr0.1-bs512-seed7", 10) == "lr0.…seed7"
    assert clip_middle("損失関数", 7) == "損…数"
    assert clip_middle("abcde\u0301", 4) == "a…de\u0301"
    assert clip_middle("abce\u0301d", 3) == "a…d"
    assert clip_middle("loss", 1) == "…"
    assert clip_middle("loss", 0) == ""


def test_padding_aligns_left_or_right() -> None:
    assert pad("損", 4) == "損  "
    assert pad_left("1.049", 8) == "   1.049"
    assert pad("loss", 2) == "l…"


@given(ANY_TEXT, st.integers(0, 12))
def test_clipped_and_padded_texts_have_the_width_that_was_asked_for(text: str, width: int) -> None:
    text = escape(text)
    assert cell_width(clip(text, width)) <= width
    assert cell_width(clip_middle(text, width)) <= width
    assert cell_width(pad(text, width)) == width
    assert cell_width(pad_left(text, width)) == width


def test_names_too_long_to_be_read_keep_their_ends_and_stay_different():
    one, other = "t" * 500 + "a" + "t" * 500, "t" * 500 + "b" + "t" * 500
    assert escape_shortened("short\n", 300) == r"short\n"
    shown = escape_shortened(one, 20)
    assert shown.startswith("ttttttttt…tttttttttt (1,001 characters, checksum ")
    assert shown != escape_shortened(other, 20)
