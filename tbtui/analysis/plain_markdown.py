"""Markdown as lines of plain text, for places that show nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

LONGEST_MARKDOWN = 8000
"""Characters that are looked at. A table of these may already have 65,000 cells."""

MOST_LEVELS = 40
"""How deep blocks may be nested; a list has two levels, that of its items included."""

BULLET = "• "
QUOTE = "│ "
CELL_BORDER = " │ "
RULE = "───"


def plain_lines(markdown: str) -> tuple[str, ...]:
    """Turn Markdown into plain text.

    What it says stays, except what is nested deeper than `MOST_LEVELS`; emphasis goes. Headings and
    paragraphs are one line each, whatever their length, with an empty line between blocks. Links
    are followed by their address. HTML is shown as it was written.

    Parameters
    ----------
    markdown : str
        CommonMark with tables, as TensorBoard reads it. Of more than `LONGEST_MARKDOWN` characters
        the rest is only counted, in a last line.

    Returns
    -------
    tuple of str
        Unescaped: a line may hold whatever the text does, except a line feed.
    """
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_LEVELS}).enable("table")
    writer = _LineWriter()
    writer.write(parser.parse(markdown[:LONGEST_MARKDOWN]))
    if len(markdown) > LONGEST_MARKDOWN:
        writer.lines.append(f"… {len(markdown) - LONGEST_MARKDOWN:,} more characters")
    return tuple(writer.lines)


class _LineWriter:
    """Writes the blocks of a document, one line after the other.

    Attributes
    ----------
    lines : list of str
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        # What lines start with: one part for each quote or list item that is open. The next line
        # may have others: the bullet or number of an item stands on its first line only.
        self._margins: list[str] = []
        self._next_margins: list[str] = []
        # The next number of each open list, None where the list has bullets.
        self._numbers: list[int | None] = []
        self._cells: list[str] = []
        self._in_table = False

    def write(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            if token.level == 0 and token.nesting >= 0 and self.lines:
                self._write_line("")
            if token.nesting == 1:
                self._open(token)
            elif token.nesting == -1:
                self._close(token)
            else:
                self._write_content(token)

    def _open(self, token: Token) -> None:
        if token.type == "bullet_list_open":
            self._numbers.append(None)
        elif token.type == "ordered_list_open":
            self._numbers.append(int(token.attrs.get("start", 1)))
        elif token.type == "list_item_open":
            self._open_item()
        elif token.type == "blockquote_open":
            self._indent(QUOTE, QUOTE)
        elif token.type == "table_open":
            self._in_table = True

    def _open_item(self) -> None:
        number = self._numbers[-1]
        marker = BULLET if number is None else f"{number}. "
        if number is not None:
            self._numbers[-1] = number + 1
        self._indent(marker, " " * len(marker))

    def _indent(self, next_margin: str, margin: str) -> None:
        self._next_margins.append(next_margin)
        self._margins.append(margin)

    def _outdent(self) -> None:
        self._next_margins.pop()
        self._margins.pop()

    def _close(self, token: Token) -> None:
        if token.type in ("bullet_list_close", "ordered_list_close"):
            self._numbers.pop()
        elif token.type == "list_item_close":
            if self._next_margins[-1] != self._margins[-1]:
                # The item is empty.
                self._write_line("")
            self._outdent()
        elif token.type == "blockquote_close":
            self._outdent()
        elif token.type == "tr_close":
            self._write_line(CELL_BORDER.join(self._cells))
            self._cells.clear()
        elif token.type == "table_close":
            self._in_table = False

    def _write_content(self, token: Token) -> None:
        if token.type == "inline" and self._in_table:
            self._cells.append(" ".join(_inline_text(token.children or []).split("\n")))
        elif token.type == "inline":
            for line in _inline_text(token.children or []).split("\n"):
                self._write_line(line)
        elif token.type in ("fence", "code_block"):
            for line in token.content.rstrip("\n").split("\n"):
                self._write_line("    " + line)
        elif token.type == "hr":
            self._write_line(RULE)

    def _write_line(self, content: str) -> None:
        margin = "".join(self._next_margins)
        self._next_margins = list(self._margins)
        self.lines.append((margin + content).rstrip(" "))


def _inline_text(tokens: Sequence[Token]) -> str:
    """Return the text of a paragraph; only hard line breaks are line feeds."""
    parts: list[str] = []
    # Of every open link, its address and where its text starts among the parts.
    links: list[tuple[str, int]] = []
    for token in tokens:
        if token.type == "softbreak":
            parts.append(" ")
        elif token.type == "hardbreak":
            parts.append("\n")
        elif token.type == "link_open":
            links.append((str(token.attrs.get("href", "")), len(parts)))
        elif token.type == "link_close":
            address, start = links.pop()
            if address and "".join(parts[start:]) != address:
                parts.append(f" ({address})")
        elif token.type == "image":
            address = str(token.attrs.get("src", ""))
            parts.append(f"{token.content} ({address})" if token.content else address)
        else:
            parts.append(token.content)
    return "".join(parts)
