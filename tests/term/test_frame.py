"""What is sent, painted by an emulated terminal, gives what is wanted."""

from __future__ import annotations

import pyte
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len, set_cell_size
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style

from tbtui.term.frame import Frame, Piece
from tbtui.term.row import CONTINUED, cells_of

WIDTH, HEIGHT = 12, 4
STYLES = [
    None,
    Style.parse("red on black"),
    Style.parse("bold green on black"),
    Style.parse("#102030 on #405060"),
    Style.parse("underline"),
]


def frame(width=WIDTH, height=HEIGHT):
    return Frame(width, height, ColorSystem.TRUECOLOR)


def line(text, style=None, column=0):
    return [Piece(column, [Segment(text, style)])]


def test_only_what_changed_is_sent():
    shown = frame()
    assert shown.update([(0, line("loss 0.25"))]) == "\x1b[1;1Hloss 0.25"
    assert shown.update([(0, line("loss 0.24"))]) == "\x1b[1;9H4"
    assert shown.update([(0, line("loss 0.24"))]) == ""


def test_a_few_equal_letters_are_sent_again_instead_of_being_skipped():
    shown = frame()
    shown.update([(0, line("abcdefghi"))])
    assert shown.update([(0, line("XbcdeXghi"))]) == "\x1b[1;1HXbcdeX"


def test_a_vertical_line_is_drawn_downwards():
    shown = frame()
    sent = shown.update([(row, line("│", column=5)) for row in range(3)])
    assert sent == "\x1b[1;6H│\v\b│\v\b│"


def test_one_pen_after_the_other():
    red, green = Style.parse("red"), Style.parse("green")
    pieces = [Piece(0, [Segment("aaa", red), Segment("bbb", green), Segment("ccc", red)])]
    sent = frame().update([(0, pieces)])
    assert sent.count("\x1b[31m") == sent.count("\x1b[32m") == 1
    assert sent.endswith("\x1b[0m")


def test_after_an_uncertain_width_the_cursor_is_placed_anew():
    shown = frame()
    sent = shown.update([(0, line("模型")), (1, line("ab", column=2))])
    assert "\x1b[2;3Hab" in sent


def test_what_lies_outside_is_left_out():
    shown = frame()
    assert shown.update([(HEIGHT, line("below")), (-1, line("above"))]) == ""
    assert shown.update([(0, line("right", column=WIDTH))]) == ""
    assert shown.update([(0, line("cut", column=WIDTH - 1))]) == f"\x1b[1;{WIDTH}Hc"


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("ab", ("a", "b")),
        ("模a", ("模", CONTINUED, "a")),
        ("e\u0301a", ("e\u0301", "a")),
        ("\u0301a", ("a",)),
    ],
)
def test_cells_of_text(text, cells):
    assert tuple(cells_of(text)) == cells


@pytest.mark.parametrize("text", ["👩\u200d💻 x", "❤\ufe0f x", "🇩🇪", "a\u200db"])
def test_text_has_as_many_cells_as_it_is_wide(text):
    assert len(cells_of(text)) == cell_len(text)


def test_half_a_wide_character_is_blanked():
    shown = frame()
    shown.update([(0, line("模型"))])
    assert shown.update([(0, line("x", column=1))]) == "\x1b[1;1H x"
    assert shown.update([(0, line("y", column=2))]) == "\x1b[1;3Hy "


pieces = st.builds(
    lambda column, text, style: Piece(
        column, [Segment(set_cell_size(text, min(cell_len(text), WIDTH - column)), style)]
    ),
    st.integers(0, WIDTH - 1),
    # Emulators do not agree about half a wide character; see above.
    st.text(st.sampled_from("ab  │⡇⠉e\u0301"), min_size=1, max_size=WIDTH).filter(
        lambda text: text[0] != "\u0301"
    ),
    st.sampled_from(STYLES),
)
updates = st.lists(st.tuples(st.integers(0, HEIGHT - 1), pieces), max_size=6)


class Emulator:
    """Shows what is sent to it."""

    def __init__(self):
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.feed = pyte.Stream(self.screen).feed
        # As Textual has it: the last column does not wrap.
        self.feed("\x1b[?7l")

    def cells(self):
        rows = [[self.screen.buffer[y][x] for x in range(WIDTH)] for y in range(HEIGHT)]
        return [[(c.bg, c.underscore) if c.data == " " else c for c in row] for row in rows]


def plainly(row, piece):
    """Paint as if nothing were known of the screen."""
    ((text, style, _),) = piece.segments
    painted = text if style is None else style.render(text, color_system=ColorSystem.TRUECOLOR)
    return f"\x1b[0m\x1b[{row + 1};{piece.column + 1}H{painted}"


@settings(max_examples=200, deadline=None)
@given(st.lists(updates, max_size=6))
def test_what_is_sent_shows_what_plain_painting_shows(frames):
    shown, ours, theirs = frame(), Emulator(), Emulator()
    for update in frames:
        ours.feed(shown.update([(row, [piece]) for row, piece in update]))
        for row, piece in update:
            theirs.feed(plainly(row, piece))
        assert ours.cells() == theirs.cells()


def test_a_motley_frame_is_sent_once():
    rows = [
        (
            row,
            [
                Piece(column, [Segment(f"{row % 7:02}⡇⠉", STYLES[(row + column) % 5])])
                for column in range(0, 160, 4)
            ],
        )
        for row in range(48)
    ]
    shown = frame(160, 48)
    assert shown.update(rows).count("⡇⠉") == 48 * 40
    assert shown.update(rows) == ""
