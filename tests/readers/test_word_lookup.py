"""A table of rows that grows a few rows at a time and never confuses two of them."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tbtui.readers.word_lookup import WordLookup, as_words

# Few different bytes, so that rows share words and hashes share bits.
rows = st.lists(st.binary(min_size=1, max_size=16).filter(any), max_size=40, unique=True)


@given(groups=st.lists(rows, max_size=4), asked=rows)
def test_every_row_is_found_after_every_addition(groups: list[list[bytes]], asked) -> None:
    lookup = WordLookup()
    known: list[bytes] = []
    for group in groups:
        new = [row for row in group if row.rstrip(b"\0") not in known]
        known += [row.rstrip(b"\0") for row in new]
        lookup.add(list(as_words(new, 2)))
        table = as_words([b"", *known], 2)

        def are_equal(words, candidates, table=table):
            return (table[0][candidates] == words[0]) & (table[1][candidates] == words[1])

        questions = [*known, *(row.rstrip(b"\0") for row in asked)]
        found = lookup.find(list(as_words(questions, 2)), are_equal)
        expected = [known.index(row) + 1 if row in known else 0 for row in questions]
        assert found.tolist() == expected


def test_rows_whose_places_collide_are_told_apart() -> None:
    numbers = np.arange(1, 20_001, dtype=np.uint64)
    lookup = WordLookup()
    lookup.add([numbers])
    table = np.append(np.uint64(0), numbers)
    shuffled = np.random.default_rng(0).permutation(np.append(numbers, numbers + np.uint64(20_000)))
    found = lookup.find([shuffled], lambda words, rows: table[rows] == words[0])
    assert found.tolist() == [n if n <= 20_000 else 0 for n in shuffled.tolist()]
