"""Tables for documents and for the eye: Markdown, LaTeX, and columns side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tbtui.analysis.table import Column, ColumnKind, Table
from tbtui.analysis.table_differences import best_rows
from tbtui.plot.cell_text import cell_text, deviation_text
from tbtui.plot.plain_characters import plain
from tbtui.plot.text import cell_width, escape, pad, pad_left

_LATEX_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "±": r"$\pm$",
    **{character: "\\" + character for character in "#$%&_{}"},
}
_MARKDOWN_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&#$])")
_SCIENTIFIC = re.compile(r"(-?[0-9.]+)e([+-]?[0-9]+)")


def markdown_text(table: Table, rows_are: str = "run") -> Iterator[str]:
    """Yield the table as Markdown."""
    titles = [_markdown(rows_are), *(_markdown(column.title) for column in table.columns)]
    rules = [":---", *("---:" if _is_number(column) else ":---" for column in table.columns)]
    yield "| " + " | ".join(titles) + " |\n"
    yield "| " + " | ".join(rules) + " |\n"
    best = [best_rows(column) for column in table.columns]
    for row, name in enumerate(table.names):
        cells = [_shown(column, row) for column in table.columns]
        escaped = [_markdown(name), *map(_markdown, cells)]
        for place, is_best in enumerate(best, start=1):
            if is_best[row]:
                escaped[place] = f"**{escaped[place]}**"
        yield "| " + " | ".join(escaped) + " |\n"


def latex_text(table: Table, rows_are: str = "run") -> Iterator[str]:
    """Yield the table as a LaTeX ``tabular``."""
    alignment = "".join("r" if _is_number(column) else "l" for column in table.columns)
    yield f"\\begin{{tabular}}{{l{alignment}}}\n\\hline\n"
    yield _latex_line([_latex(rows_are), *(_latex(column.title) for column in table.columns)])
    yield "\\hline\n"
    best = [best_rows(column) for column in table.columns]
    for row, name in enumerate(table.names):
        cells = [
            _latex_cell(column, row, bold=bool(is_best[row]))
            for column, is_best in zip(table.columns, best, strict=True)
        ]
        yield _latex_line([_latex(name), *cells])
    yield "\\hline\n\\end{tabular}\n"


def plain_text(table: Table, rows_are: str = "run") -> Iterator[str]:
    """Yield the table for a terminal: escaped, numbers to the right, ``-`` where nothing is."""
    columns = [[escape(rows_are), *map(escape, table.names)]]
    for column in table.columns:
        cells = [_plainly_shown(column, row) or "-" for row in range(len(table))]
        columns.append([escape(column.title), *cells])
    widths = [max(map(cell_width, cells)) for cells in columns]
    to_the_right = [False, *map(_is_number, table.columns)]
    for row in range(len(table) + 1):
        cells = [
            (pad_left if right else pad)(column_cells[row], width)
            for column_cells, width, right in zip(columns, widths, to_the_right, strict=True)
        ]
        yield "  ".join(cells).rstrip() + "\n"


def _is_number(column: Column) -> bool:
    return column.kind.is_numeric and column.kind not in (ColumnKind.TIME, ColumnKind.TRUTH)


def _shown(column: Column, row: int) -> str:
    """Return a cell with the spread of the members of a group."""
    text, deviation = cell_text(column, row), deviation_text(column, row)
    return f"{text} {deviation}" if deviation else text


def _plainly_shown(column: Column, row: int) -> str:
    """Return the same in characters that the terminal has."""
    text, deviation = escape(cell_text(column, row)), deviation_text(column, row)
    if not deviation:
        return text
    has_sign = plain("±") == "±"
    return f"{text} {deviation if has_sign else deviation.replace('±', '+-')}"


def _markdown(text: str) -> str:
    """Let no character of a text mean anything to Markdown."""
    return _MARKDOWN_SPECIAL.sub(r"\\\1", escape(text))


def _latex(text: str) -> str:
    """Let no character of a text mean anything to LaTeX."""
    return "".join([_LATEX_SPECIAL.get(character, character) for character in escape(text)])


def _latex_line(cells: Sequence[str]) -> str:
    return " & ".join(cells) + " \\\\\n"


def _latex_cell(column: Column, row: int, *, bold: bool) -> str:
    text = _shown(column, row)
    if not text:
        return "--"
    is_formula = _is_number(column) and column.kind is not ColumnKind.DURATION
    if not is_formula or bool(column.missing[row]):
        shown = _latex(text)
        return f"\\textbf{{{shown}}}" if bold else shown
    number, _, deviation = text.partition(" ")
    formula = _latex_number(number)
    if deviation:
        spread, _, count = deviation.removeprefix("±").partition(" ")
        formula += f" \\pm {_latex_number(spread)}\\ {count}"
    return f"$\\mathbf{{{formula}}}$" if bold else f"${formula}$"


def _latex_number(text: str) -> str:
    if text == "NaN":
        return r"\mathrm{NaN}"
    if text.endswith("inf"):
        return text.replace("inf", r"\infty")
    scientific = _SCIENTIFIC.fullmatch(text)
    if scientific:
        return rf"{scientific[1]} \cdot 10^{{{int(scientific[2])}}}"
    return text.replace(",", "{,}")
