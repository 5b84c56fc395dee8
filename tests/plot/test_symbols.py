"""One table of symbols, in forms for terminals that show fewer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tbtui.plot.dot_glyphs import glyphs
from tbtui.plot.plain_characters import plain, plain_character
from tbtui.plot.planes import DOT_BITS
from tbtui.plot.symbols import (
    ASCII,
    BLOCK,
    BRAILLE,
    CONSOLE,
    FORMS,
    Symbols,
    name_keys,
    use_symbols,
)
from tbtui.plot.text import cell_width, clip, clip_middle, escape

MANY = {"lines": 4, "ramp": 8, "shades": 8}


def characters(form: Symbols) -> dict[str, str]:
    flat = form._asdict()
    del flat["name"]
    frames = {
        f"{name} {part}": text
        for name in ("frame", "frame_in_use")
        for part, text in flat[name]._asdict().items()
    }
    return {**{name: text for name, text in flat.items() if isinstance(text, str)}, **frames}


@pytest.mark.parametrize("form", FORMS.values(), ids=list(FORMS))
def test_every_symbol_is_one_cell_wide(form: Symbols) -> None:
    for name, text in characters(form).items():
        assert len(text) == MANY.get(name, 1), name
        assert cell_len(text) == len(text), name


def test_ascii_is_ascii_and_needs_no_question_mark() -> None:
    text = "".join(characters(ASCII).values())
    assert text.isascii()
    assert text.isprintable()
    assert "?" not in text


def test_the_console_of_linux_has_what_is_drawn_there() -> None:
    for text in characters(CONSOLE).values():
        assert [plain_character(letter, to_ascii=False) for letter in text] == list(text)


def test_states_and_swatches_differ_in_every_form() -> None:
    for form in FORMS.values():
        assert len({form.running, form.stalled, form.failed, form.finished}) == 4
        assert len({form.run_shown, form.run_hidden, " "}) == 3
        assert len({form.looking, form.live, form.paused}) == 3
        assert len(set(form.lines)) == 4
        assert form.frame != form.frame_in_use
        assert form.open != form.folded


def drawn(rows: str, form: Symbols) -> str:
    """Draw one cell, given as eight dots row by row."""
    use_symbols(form)
    dots = [
        (index // 2, index % 2) for index, dot in enumerate(rows.replace("/", "")) if dot == "#"
    ]
    pattern = sum(DOT_BITS[row][column] for row, column in dots)
    return chr(glyphs(np.array([pattern], np.uint8))[0])


@pytest.mark.parametrize(
    ("rows", "braille", "block", "console", "sketch"),
    [
        ("../../../..", "\u2800", " ", " ", " "),
        ("##/../../..", "⠉", "▀", "▀", "'"),
        ("../##/../..", "⠒", "▀", "▀", "-"),
        ("../../##/..", "⠤", "▄", "▄", "-"),
        ("../../../##", "⣀", "▄", "▄", "_"),
        ("#./../../..", "⠁", "▘", "▀", "'"),
        ("../../../.#", "⢀", "▗", "▄", "."),
        ("#./#./#./#.", "⡇", "▌", "▌", "|"),
        (".#/.#/.#/.#", "⢸", "▐", "▐", "|"),
        ("#./#./.#/.#", "⢣", "▚", "█", "\\"),
        (".#/.#/#./#.", "⡜", "▞", "█", "/"),
        ("##/../../##", "⣉", "█", "█", "="),
        ("##/##/##/##", "⣿", "█", "█", "#"),
    ],
)
def test_dots(rows: str, braille: str, block: str, console: str, sketch: str) -> None:
    assert drawn(rows, BRAILLE) == braille
    assert drawn(rows, BLOCK) == block
    assert drawn(rows, CONSOLE) == console
    assert drawn(rows, ASCII) == sketch


def test_dots_are_never_lost() -> None:
    every = np.arange(1, 256).astype(np.uint8)
    for form in (BLOCK, CONSOLE, ASCII):
        use_symbols(form)
        assert not (glyphs(every) == ord(" ")).any()
        assert glyphs(np.zeros(1, np.uint8))[0] == ord(" ")


def test_names_are_escaped_for_ascii_and_stay_different() -> None:
    use_symbols(ASCII)
    assert escape("größe") == r"gr\u00f6\u00dfe"
    assert escape(r"gr\u00f6ße") == r"gr\\u00f6\u00dfe"
    assert escape("模型-5") == r"\u6a21\u578b-5"
    assert escape("\udcff") == r"\xff"
    assert clip("abcdef", 4) == "abc~"
    assert clip_middle("abcdef", 4) == "a~ef"


@given(st.text(max_size=8), st.text(max_size=8))
def test_two_names_never_look_alike_in_ascii(one: str, other: str) -> None:
    use_symbols(ASCII)
    assert escape(one).isascii()
    assert escape(one).isprintable()
    assert (escape(one) == escape(other)) == (one == other)
    use_symbols(BRAILLE)


@given(st.text(max_size=12))
def test_a_plain_text_is_as_wide_as_it_was(text: str) -> None:
    shown = escape(text)
    for form in (CONSOLE, ASCII):
        use_symbols(form)
        assert cell_width(plain(shown)) == cell_width(shown)
    assert plain(shown).isascii()
    assert plain(shown).count("?") == shown.count("?")
    use_symbols(BRAILLE)


def test_arrows_among_keys_are_spelled_out_where_there_are_none() -> None:
    assert name_keys("j ↓") == "j ↓"
    use_symbols(ASCII)
    assert name_keys("j ↓") == "j Down"
