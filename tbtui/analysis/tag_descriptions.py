"""What writers say about their tags: a name for people, and a description."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tbtui.analysis.plain_markdown import plain_lines
from tbtui.store.run import Run


@dataclass(frozen=True)
class Description:
    """A description that some runs give of a tag.

    Attributes
    ----------
    runs : tuple of str
        In the plain order of their names.
    lines : tuple of str
        Plain text, unescaped.
    """

    runs: tuple[str, ...]
    lines: tuple[str, ...]


def display_name(tag: str, runs: Iterable[Run]) -> str:
    """Return the name that all runs which have the tag give to it, else the tag; unescaped."""
    names = set()
    for run in runs:
        metadata = run.metadata.get(tag)
        if metadata is not None:
            names.add(metadata.display_name.strip() or tag)
    return names.pop() if len(names) == 1 else tag


def descriptions(tag: str, runs: Iterable[Run]) -> tuple[Description, ...]:
    """Return the different descriptions of a tag, in the order in which TensorBoard has them.

    Runs that do not describe it do not matter.
    """
    runs_of_markdown: dict[str, list[str]] = {}
    for run in runs:
        metadata = run.metadata.get(tag)
        if metadata is not None and metadata.description:
            runs_of_markdown.setdefault(metadata.description, []).append(run.name)
    return tuple(
        Description(tuple(sorted(names)), plain_lines(markdown))
        for markdown, names in sorted(runs_of_markdown.items())
    )


def description_lines(tag: str, runs: Iterable[Run]) -> tuple[str, ...]:
    """Return what is said about a tag as lines of plain text, unescaped; none if nothing is said.

    As in TensorBoard's Time Series, several descriptions follow one another under the names of
    their runs. Unlike there, only runs that say this of this tag are named, and a name with stars
    or underscores stays as it is.
    """
    found = descriptions(tag, runs)
    if len(found) <= 1:
        return found[0].lines if found else ()
    lines = ["Multiple descriptions"]
    for description in found:
        noun = "run" if len(description.runs) == 1 else "runs"
        lines += ["", f"For {noun}: {', '.join(description.runs)}", "", *description.lines]
    return tuple(lines)
