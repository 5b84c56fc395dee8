"""Markdown without its marks."""

from __future__ import annotations

import re
import time
import warnings
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.analysis.plain_markdown import LONGEST_MARKDOWN, plain_lines

with warnings.catch_warnings():
    # TensorBoard's own parts are deprecated.
    warnings.simplefilter("ignore")
    from tensorboard.plugin_util import markdown_to_safe_html


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("", []),
        ("plain", ["plain"]),
        ("**bold**, *slanted*, `code`", ["bold, slanted, code"]),
        ("one\nparagraph\n\nanother", ["one paragraph", "", "another"]),
        ("hard  \nbreak", ["hard", "break"]),
        ("# Heading\ntext", ["Heading", "", "text"]),
        ("see [docs](https://example.org)", ["see docs (https://example.org)"]),
        ("<https://example.org>", ["https://example.org"]),
        ("![curve](a.png) ![](b.png)", ["curve (a.png) b.png"]),
        ("* a\n* b\n  more", ["• a", "• b more"]),
        ("3. a\n4. b", ["3. a", "4. b"]),
        ("* a\n  1. b\n  2. c\n* d", ["• a", "  1. b", "  2. c", "• d"]),
        ("* a\n\n  b", ["• a", "  b"]),
        ("* * a", ["• • a"]),
        ("*\n* b", ["•", "• b"]),
        ("> a\n> > b", ["│ a", "│ │ b"]),
        ("> * a\n>   b  \n>   c", ["│ • a b", "│   c"]),
        ("* > a", ["• │ a"]),
        ("    x = 1\n      y", ["    x = 1", "      y"]),
        ("```python\nx\n\ny\n```", ["    x", "", "    y"]),
        ("|a|b|\n|-|-|\n|**1**|2|", ["a │ b", "1 │ 2"]),
        ("a\n\n---\n\nb", ["a", "", "───", "", "b"]),
        ("<b>x</b> &amp; \\*", ["<b>x</b> & *"]),
        ("a_b_c 2 * 3 * 4", ["a_b_c 2 * 3 * 4"]),
    ],
)
def test_markdown(markdown, lines):
    assert list(plain_lines(markdown)) == lines


def test_what_is_too_long_is_counted():
    lines = plain_lines("x" * (LONGEST_MARKDOWN + 1234))
    assert lines == ("x" * LONGEST_MARKDOWN, "… 1,234 more characters")


def test_deep_nesting_ends():
    assert plain_lines("> " * 20 + "a") == ("│ " * 20 + "a",)
    assert plain_lines("> " * 500 + "a") == ()
    assert plain_lines("- " * 500 + "a")[0].startswith("• • •")


@pytest.mark.parametrize("bad", ["[", "![[", "*a_", ">", "- ", "`a", "<a", "a\n", "**a ", "[a]("])
def test_hostile_markdown_takes_no_time(bad):
    start = time.process_time()
    plain_lines(bad * LONGEST_MARKDOWN)
    assert time.process_time() - start < 10.0


@given(st.text(alphabet="ab *_`>#-1.[]()!|\n\\<&\x1b\u202e", max_size=40))
def test_any_text_becomes_lines(markdown):
    for line in plain_lines(markdown):
        assert "\n" not in line


class TextOfHtml(HTMLParser):
    """The text of a page."""

    def __init__(self):
        super().__init__()
        self.text = ""

    def handle_data(self, data):
        self.text += data


def words(text):
    return re.findall(r"\w+", text)


@pytest.mark.parametrize(
    "markdown",
    [
        "**Training** loss, see *docs*\n\n* a\n* b",
        "# Title\n\nsome `code` here\n\n```\nx = y\n```",
        "1. one\n2. two\n\n> quoted **text**\n> goes on",
        "| step | loss |\n|------|------|\n| 1 | 2.5 |\n\nend",
    ],
)
def test_the_words_are_those_that_tensorboard_shows(markdown):
    page = TextOfHtml()
    page.feed(markdown_to_safe_html(markdown))
    ours = [word for word in words("\n".join(plain_lines(markdown))) if not word.isdigit()]
    assert ours == [word for word in words(page.text) if not word.isdigit()]
