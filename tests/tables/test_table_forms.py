"""Tables as text: exact for programs, escaped for each form."""

from __future__ import annotations

import csv
import io
import json
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.table import Column, ColumnKind, Direction, Table, column_of_values
from tbtui.commands.table_forms import TABLE_FORMS
from tbtui.plot.cell_text import cell_text, deviation_text
from tbtui.plot.symbols import ASCII, use_symbols

TABLE = Table(
    ("first", "se|cond_1"),
    (
        column_of_values("last:loss", "loss", [0.1234567, math.nan], direction=Direction.DOWN),
        column_of_values("hp:bs", "bs", [65536.0, None]),
        column_of_values("hp:opt", "opt", ["a,b\n", '"x" & 50%']),
        column_of_values("hp:bn", "bn", [True, False]),
        Column("run:duration", "duration", ColumnKind.DURATION, np.array([3723.5, np.nan])),
    ),
)
GROUPS = Table(
    ("g",),
    (
        Column(
            "last:loss",
            "loss",
            ColumnKind.NUMBER,
            np.array([1.25e-7]),
            deviation=np.array([0.5]),
            counts=np.array([3]),
        ),
        Column("hp:lr", "lr", ColumnKind.NUMBER, np.array([np.nan]), mixed=np.array([True])),
    ),
)


def text_of(form, table=TABLE, rows_are="run"):
    return "".join(TABLE_FORMS[form](table, rows_are))


def test_csv():
    assert text_of("csv") == (
        "run,loss,bs,opt,bn,duration\n"
        'first,0.1234567,65536,"a,b\n",true,3723.5\n'
        'se|cond_1,nan,,"""x"" & 50%",false,\n'
    )
    assert text_of("csv", GROUPS, "group") == (
        "group,loss,loss deviation,loss n,lr\ng,1.25e-07,0.5,3,\n"
    )


def test_columns_of_one_title_are_called_by_their_keys():
    columns = [column_of_values(key, "loss", [1.0]) for key in ("hp:loss", "last:loss")]
    assert text_of("csv", Table(("a",), tuple(columns))).startswith("run,hp:loss,last:loss\n")


def test_json():
    document = json.loads(text_of("json"))
    assert document["format"] == 1
    assert document["columns"][0] == {
        "key": "last:loss",
        "title": "loss",
        "kind": "number",
        "group": "",
        "direction": "down",
    }
    assert document["rows"] == [
        {"run": "first", "values": [0.1234567, 65536, "a,b\n", True, 3723.5]},
        {"run": "se|cond_1", "values": ["nan", None, '"x" & 50%', False, None]},
    ]
    assert json.loads(text_of("json", GROUPS, "group"))["rows"] == [
        {"group": "g", "values": [1.25e-7, None], "deviations": [0.5, None], "counts": [3, None]}
    ]


def test_markdown():
    assert text_of("markdown") == (
        "| run | loss | bs | opt | bn | duration |\n"
        "| :--- | ---: | ---: | :--- | :--- | ---: |\n"
        "| first | **0.1235** | 65,536 | a,b\\\\n | true | 1h 2m |\n"
        '| se\\|cond\\_1 | NaN |  | "x" \\& 50% | false |  |\n'
    )
    assert "| g | 1.25e-7 ±0.5 (3) | mixed |" in text_of("markdown", GROUPS)


def test_latex():
    assert text_of("latex") == (
        "\\begin{tabular}{lrrllr}\n\\hline\n"
        "run & loss & bs & opt & bn & duration \\\\\n\\hline\n"
        "first & $\\mathbf{0.1235}$ & $65{,}536$ & a,b\\textbackslash{}n & true & 1h 2m \\\\\n"
        'se\\textbar{}cond\\_1 & $\\mathrm{NaN}$ & -- & "x" \\& 50\\% & false & -- \\\\\n'
        "\\hline\n\\end{tabular}\n"
    )
    assert "$1.25 \\cdot 10^{-7} \\pm 0.5\\ (3)$ & mixed" in text_of("latex", GROUPS)


def test_text():
    assert text_of("text") == (
        "run          loss      bs  opt        bn     duration\n"
        "first      0.1235  65,536  a,b\\n      true      1h 2m\n"
        'se|cond_1     NaN       -  "x" & 50%  false         -\n'
    )


def test_in_a_terminal_that_has_only_ascii():
    use_symbols(ASCII)
    assert text_of("text", GROUPS).splitlines()[1] == "g    1.25e-7 +-0.5 (3)  mixed"


@pytest.mark.parametrize("form", ["text", "markdown", "latex"])
def test_nothing_from_a_file_reaches_a_terminal_raw(form):
    hostile = "\x1b[2J\u202e\x07"
    table = Table((hostile,), (column_of_values("k", hostile, [hostile]),))
    assert not set("\x1b\u202e\x07") & set(text_of(form, table, hostile))


@pytest.mark.parametrize("form", list(TABLE_FORMS))
def test_tables_without_rows_or_columns(form):
    assert text_of(form, Table((), ()))
    assert text_of(form, Table(("a",), ()))


NUMBERS = st.lists(st.floats() | st.none(), min_size=1, max_size=6)


# The CSV reader of Python 3.10 refuses NUL.
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)


@given(NUMBERS, NAMES)
def test_numbers_and_names_read_back_to_what_they_were(numbers, name):
    names = tuple(f"{name}{place}" for place in range(len(numbers)))
    table = Table(names, (column_of_values("last:x", "x", numbers),))
    document = json.loads(text_of("json", table))
    rows = list(csv.reader(io.StringIO(text_of("csv", table), newline="")))[1:]
    for number, known, row, cells in zip(numbers, names, document["rows"], rows, strict=True):
        assert (row["run"], cells[0]) == (known, known)
        if number is None:
            assert (row["values"], cells[1]) == ([None], "")
        else:
            for read in (float(row["values"][0]), float(cells[1])):
                assert math.isnan(number) if math.isnan(read) else read == number
            assert math.copysign(1.0, float(cells[1])) == math.copysign(1.0, number) or math.isnan(
                number
            )


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (ColumnKind.NUMBER, 12345.6, "1.23e+4"),
        (ColumnKind.INTEGER, 12345.0, "12,345"),
        (ColumnKind.INTEGER, 0.5, "0.5"),
        (ColumnKind.DURATION, 90.0, "1m 30s"),
        (ColumnKind.TRUTH, 1.0, "true"),
        (ColumnKind.NUMBER, math.nan, ""),
    ],
)
def test_cells_for_people(kind, value, expected):
    assert cell_text(Column("k", "", kind, np.array([value])), 0) == expected


def test_the_spread_of_a_group():
    assert deviation_text(GROUPS.columns[0], 0) == "±0.5 (3)"
    assert deviation_text(GROUPS.columns[1], 0) == ""
