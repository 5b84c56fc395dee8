"""Names and texts that act on a terminal, or hide, or pretend to be others."""

from __future__ import annotations

from pathlib import Path

from tbtui.readers.event_writer import EventWriter

START = 1_700_000_000.0
NAME = "events.out.tfevents.1700000000.host"

MARK = "pwned"
"""Stands in every name, right behind what must not get through."""

ACTING = {
    "colour": "\x1b[31m",
    "clear": "\x1b[2J\x1b[H",
    "title": "\x1b]0;",
    "clipboard": "\x1b]52;c;",
    "link": "\x1b]8;;file:///etc/",
    "sixel": "\x1bPq#0;2;",
    "kitty": "\x1b_Ga=T,f=24;",
    "other screen": "\x1b[?1049l",
    "mouse": "\x1b[?1003h",
    "paste": "\x1b[201~",
    "reset": "\x1bc",
    "question": "\x1b[6n",
    "c1 csi": "\x9b31m",
    "c1 osc": "\x9d0;",
    "bell": "\x07",
    "backspace": "\x08\x08\x08",
    "return": "\r",
    "line": "\n",
    "tab": "\t",
    "null": "\x00",
    "delete": "\x7f",
    "form": "\x0b\x0c",
    "shift": "\x0e",
    "override": "\u202e",
    "isolate": "\u2066",
    "zero width": "\u200b",
    "joiner": "\u200d",
    "separator": "\u2028",
    "byte order": "\ufeff",
    "language tag": "\U000e0041",
}
"""What must never reach a terminal from a name, by a word for it."""

PRETENDING = ("[red]", "[/]", "[bold]x[/bold]", "[@click=app.quit]q[/]", "%s%n", "--help", "$(id)")
"""Markup and the like, which has to be shown as it is."""

WIDE = ("漢字テスト", "العربية", "กำ", "🇺🇸", "한글", "e\u0301 vs é", "z" + "\u0300" * 50)

WITHOUT_A_BASE = "\u0301alone"
"""A combining character that would join whatever stands before the name."""

LONG = "t" * 1_000_000


def names() -> list[str]:
    return [
        *(f"{text}{MARK} {word}" for word, text in ACTING.items()),
        *(f"in {text}{MARK}" for text in ACTING.values()),
        *PRETENDING,
        *WIDE,
        WITHOUT_A_BASE,
        LONG + "a",
        LONG + "b",
    ]


def write_hostile_logs(directory: Path) -> None:
    """Use every name as a tag, and those that a file system takes as runs; add hostile texts."""
    with EventWriter(directory / NAME, START) as writer:
        for step in range(3):
            for number, name in enumerate(names()):
                writer.add_scalar(name, number + step, step, START + step)
            writer.add_text(f"text/{MARK}", "".join(ACTING.values()) + MARK, step, START + step)
        # A tag, and a plugin's name, that are not UTF-8.
        for bad in (b"bad\xff\xfe1", b"bad\xff\xfe2", b"\xed\xa0\x80surrogate", b"cut\xe6\xbc"):
            simple = _field(1, bad) + b"\x15" + bytes(4)
            plugin = _field(9, _field(1, _field(1, b"\x1b[31m" + bad))) + _field(8, b"\x08\x01")
            writer.write_record(
                _field(5, _field(1, simple) + _field(1, _field(1, bad + b"/p") + plugin))
            )
    for word, text in ACTING.items():
        if "\x00" in text or "/" in text:
            continue
        run = directory / f"{text}{MARK} {word}"
        with EventWriter(run / NAME, START) as writer:
            writer.add_scalar("loss", 1.0, 0, START)
    # A file that cannot be read, whose name is told in the list of problems.
    (directory / f"\x1b]0;{MARK}\x07.tfevents").write_bytes(b"not an event file")


def _field(number: int, content: bytes) -> bytes:
    """Encode a field of bytes shorter than 128."""
    assert len(content) < 128
    return bytes([number << 3 | 2, len(content)]) + content
