"""The few SVG elements that a chart is made of, as text.

Numbers are pixels with one decimal, which is a tenth of what a screen can show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape as escape_markup
from xml.sax.saxutils import quoteattr

import numpy as np
from numpy.typing import NDArray

from tbtui.plot.planes import Floats

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 allows in no form (section 2.2)."""


def safe_text(text: str) -> str:
    """Make text fit for XML; text from a file is to be escaped for a terminal before that."""
    return escape_markup(_NOT_XML.sub("\ufffd", text))


def element(name: str, content: str = "", /, **attributes: str | float) -> str:
    """Return an element; underscores in the names of attributes stand for hyphens.

    Parameters
    ----------
    content : str
        Markup.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def label(x: float, y: float, text: str, **attributes: str | float) -> str:
    """Return text whose baseline begins, ends or is centred at a point."""
    return element("text", safe_text(text), x=x, y=y, **attributes)


def rule(start: tuple[float, float], end: tuple[float, float], **attributes: str | float) -> str:
    """Return a straight line."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **attributes)


def curve(x: Floats, y: Floats, color: str, **attributes: str | float) -> Iterator[str]:
    """Yield the unbroken parts of a curve; a point by itself is a disc."""
    known = np.isfinite(x) & np.isfinite(y)
    parts = []
    for part in spans(known):
        if part.stop - part.start == 1:
            yield element("circle", cx=x[part.start], cy=y[part.start], r=2, fill=color)
        else:
            parts.append("M" + _points(x[part], y[part]))
    if parts:
        yield element("path", d="".join(parts), fill="none", stroke=color, **attributes)


def area(x: Floats, upper: Floats, lower: Floats, color: str, **attributes: str | float) -> str:
    """Return the area between two curves."""
    known = np.isfinite(x) & np.isfinite(upper) & np.isfinite(lower)
    outlines = [
        "M" + _points(x[part], upper[part]) + "L" + _points(x[part][::-1], lower[part][::-1]) + "Z"
        for part in spans(known)
    ]
    return element("path", d="".join(outlines), fill=color, **attributes) if outlines else ""


def spans(known: NDArray[np.bool_]) -> list[slice]:
    """Return where neighbouring points are known."""
    changes = np.flatnonzero(np.diff(np.concatenate(([False], known, [False])))).tolist()
    return [slice(*pair) for pair in zip(changes[::2], changes[1::2], strict=True)]


def _points(x: Floats, y: Floats) -> str:
    pairs = zip(x.tolist(), y.tolist(), strict=True)
    return " ".join(f"{_number(across)},{_number(down)}" for across, down in pairs)


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else _number(value)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
