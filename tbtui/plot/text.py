r"""Names and texts from files, made safe to print and measured in terminal cells.

Whatever comes from a log may hold bytes that move the cursor, change colours, turn the writing
direction or hide. `escape` shows them instead. The other functions expect text that went through
`escape`.
"""

from __future__ import annotations

import re
import zlib
from functools import lru_cache

from rich.cells import cell_len

from tbtui.plot.symbols import symbols

# Characters that act on the terminal or on the text around them instead of showing themselves.
# The last group is what Unicode calls Default_Ignorable_Code_Point plus its kin: two names that
# differ only there would look the same, and terminals disagree about their width.
_HARMFUL = (
    "\x00-\x1f\x7f"  # C0 controls and DEL
    "\x80-\x9f"  # C1 controls
    "\u2028\u2029"  # line and paragraph separator
    "\ud800-\udfff"  # surrogates, left by undecodable bytes
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidirectional marks, overrides, isolates
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)

# A backslash is doubled only where it could be taken for one of our own escapes, so that
# `C:\logs` stays readable and two different names never look alike.
_AMBIGUOUS_BACKSLASH = r"\\(?=[nrt\\]|x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|[" + _HARMFUL + "])"

_TO_ESCAPE = re.compile("[" + _HARMFUL + "]|" + _AMBIGUOUS_BACKSLASH)

_NOT_ASCII = "\x00-\x1f\x7f-\U0010ffff"
_SHORT_ESCAPES = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\\": r"\\"}


def escape(text: str, limit: int | None = None) -> str:
    r"""Make every character of a text visible and harmless.

    Parameters
    ----------
    text
        Any string, also one decoded with ``surrogateescape``.
    limit
        Show at most this many characters of `text`; an ellipsis stands for the others. None shows
        all of them.

    Returns
    -------
    str
        A single line. Line ends and tabs become ``\n``, ``\r``, ``\t``; other ASCII controls and
        bytes that could not be decoded become ``\xNN``; everything else that acts instead of
        showing (C1 controls, bidirectional controls, zero-width characters, soft hyphens,
        variation selectors, line separators) becomes ``\uNNNN`` or ``\UNNNNNNNN``, and so does a
        combining character at the start, which would join whatever stands before the text. Where
        the terminal shows nothing but ASCII, so does every other character.

    Notes
    -----
    Different texts stay different (without `limit`): a backslash is doubled exactly where it would
    otherwise read as the start of one of these escapes or stands before another backslash.
    """
    shortened = limit is not None and len(text) > limit
    if shortened:
        text = text[:limit]
    if not text.isascii() or not text.isprintable() or "\\" in text:
        text = _escape_special(text)
    return text + symbols().ellipsis if shortened else text


@lru_cache(maxsize=1)
def _to_escape_for_ascii() -> re.Pattern[str]:
    """Return the expression that few terminals need; building it takes a millisecond."""
    ambiguous = _AMBIGUOUS_BACKSLASH.replace(_HARMFUL, _NOT_ASCII)
    return re.compile("[" + _NOT_ASCII + "]|" + ambiguous)


def _escape_special(text: str) -> str:
    if symbols().is_ascii:
        return _to_escape_for_ascii().sub(_escape_match, text)
    escaped = _TO_ESCAPE.sub(_escape_match, text)
    if escaped and cell_len(escaped[0]) == 0:
        escaped = _escape_character(escaped[0]) + escaped[1:]
    return escaped


def _escape_match(match: re.Match[str]) -> str:
    return _escape_character(match.group())


def _escape_character(character: str) -> str:
    short = _SHORT_ESCAPES.get(character)
    if short is not None:
        return short
    code = ord(character)
    if code < 0x80:
        return f"\\x{code:02x}"
    if 0xDC80 <= code <= 0xDCFF:
        # surrogateescape keeps the undecodable byte in the low half of the surrogate.
        return f"\\x{code - 0xDC00:02x}"
    if code <= 0xFFFF:
        return f"\\u{code:04x}"
    return f"\\U{code:08x}"


def escape_shortened(text: str, width: int) -> str:
    """Escape a name of any length in little more than `width` cells.

    Of a longer one, both ends are kept, and a checksum tells it from others with the same ends.
    """
    escaped = escape(text)
    if cell_width(escaped) <= width:
        return escaped
    checksum = zlib.crc32(text.encode("utf-8", "surrogatepass"))
    size = f"{len(text):,} characters, checksum {checksum:08x}"
    return f"{clip_middle(escaped, width)} ({size})"


def cell_width(text: str) -> int:
    """Terminal cells that an escaped text takes: wide characters two, combining ones none."""
    return len(text) if text.isascii() else cell_len(text)


def clip(text: str, width: int) -> str:
    """Shorten an escaped text at its end to at most `width` cells, marked by an ellipsis.

    The result is one cell narrower than `width` when a wide character does not fit in the rest.
    """
    if cell_width(text) <= width:
        return text
    if width < 1:
        return ""
    return _start(text, width - 1) + symbols().ellipsis


def clip_middle(text: str, width: int) -> str:
    """Shorten an escaped text in its middle to at most `width` cells, marked by an ellipsis.

    For names whose start and end both tell them apart. The end gets the odd cell.
    """
    if cell_width(text) <= width:
        return text
    if width < 1:
        return ""
    head = (width - 1) // 2
    return _start(text, head) + symbols().ellipsis + _end(text, width - 1 - head)


def pad(text: str, width: int) -> str:
    """Clip or fill an escaped text with spaces on its right to exactly `width` cells."""
    clipped = clip(text, width)
    return clipped + " " * (width - cell_width(clipped))


def pad_left(text: str, width: int) -> str:
    """Like `pad`, but with the spaces on the left: for numbers."""
    clipped = clip(text, width)
    return " " * (width - cell_width(clipped)) + clipped


def _start(text: str, width: int) -> str:
    """Longest start of the text that fits in `width` cells."""
    if text.isascii():
        return text[:width]
    used = 0
    for index, character in enumerate(text):
        used += cell_len(character)
        if used > width:
            return text[:index]
    return text


def _end(text: str, width: int) -> str:
    """Longest end of the text that fits in `width` cells and starts with a visible character."""
    if text.isascii():
        return text[len(text) - width :]
    used = 0
    start = len(text)
    for index in range(len(text) - 1, -1, -1):
        character_width = cell_len(text[index])
        used += character_width
        if used > width:
            break
        if character_width > 0:
            start = index
    return text[start:]
