"""Texts side by side: which lines belong together, and what is changed in them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.text_diff import DiffCell, changed_spans, diff_row, diff_texts


def texts(row):
    return tuple(None if cell is None else cell.text for cell in row.cells)


def table(*columns):
    return [texts(row) for row in diff_texts([column.split() for column in columns])]


def test_equal_lines_stand_side_by_side() -> None:
    assert table("a b", "a b") == [("a", "a"), ("b", "b")]


def test_what_only_one_text_has_stands_alone() -> None:
    assert table("a b c", "a c") == [("a", "a"), ("b", None), ("c", "c")]
    assert table("a c", "a b c") == [("a", "a"), (None, "b"), ("c", "c")]


def test_changed_lines_stand_side_by_side_as_far_as_they_go() -> None:
    assert table("a x c", "a y z c") == [("a", "a"), ("x", "y"), (None, "z"), ("c", "c")]


def test_more_texts_are_all_compared_with_the_first() -> None:
    assert table("a b", "a", "n a b") == [(None, None, "n"), ("a", "a", "a"), ("b", None, "b")]


def test_an_absent_text_leaves_its_column_empty() -> None:
    assert table("", "a b") == [(None, "a"), (None, "b")]
    assert table("a", "") == [("a", None)]
    assert diff_texts([[], []]) == []


def test_changed_words_are_marked_on_both_sides() -> None:
    row = diff_row(["lr = 0.1 warm", "lr = 0.3 warm", "lr = 0.1 warm"])
    assert row.differs
    own = DiffCell("lr = 0.1 warm", ((7, 8),))
    assert row.cells == (own, DiffCell("lr = 0.3 warm", ((7, 8),)), own)


def test_a_missing_line_differs_without_marks() -> None:
    row = diff_row(["a", None])
    assert row.differs
    assert row.cells == (DiffCell("a"), None)


def test_very_long_lines_are_changed_as_a_whole() -> None:
    assert changed_spans("x" * 5_000, "y " * 2_500) == ((0, 5_000),)


LINES = st.lists(st.sampled_from(["", "a", "b", "lr = 0.1", "lr = 0.2"]), max_size=12)


@given(st.lists(LINES, min_size=2, max_size=4))
def test_every_text_can_be_read_down_its_column(several: list[list[str]]) -> None:
    rows = diff_texts(several)
    for index, lines in enumerate(several):
        column = [row.cells[index] for row in rows]
        assert [cell.text for cell in column if cell is not None] == lines
    for row in rows:
        assert row.differs == (len(set(texts(row))) > 1)


@given(st.text(max_size=40), st.text(max_size=40))
def test_what_is_not_marked_is_in_the_other_line_too(before: str, after: str) -> None:
    kept, at = [], 0
    for start, stop in changed_spans(before, after):
        assert at <= start < stop <= len(after)
        kept.append(after[at:start])
        at = stop
    kept.append(after[at:])
    position = 0
    for piece in kept:
        position = before.index(piece, position) + len(piece)
