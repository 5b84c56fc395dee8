"""How keys may be written, and how they are shown."""

from __future__ import annotations

import pytest

from tbtui.bindings import KEYS
from tbtui.config.key_names import UnknownKeyError, display_of, is_typed, normal_name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("j", "j"),
        ("J", "J"),
        ("?", "?"),
        ("question_mark", "?"),
        ("asterisk", "*"),
        (",", "comma"),
        ("comma", "comma"),
        ("plus", "+"),
        ("+", "+"),
        ("PgDn", "pagedown"),
        ("Esc", "escape"),
        ("Return", "enter"),
        ("↓", "down"),
        ("F5", "f5"),
        (" space ", "space"),
        ("Ctrl+D", "ctrl+d"),
        ("shift+j", "J"),
        ("shift+left", "shift+left"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("alt+é", "alt+é"),
    ],
)
def test_keys_are_understood_in_every_usual_spelling(written, name):
    assert normal_name(written) == name


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("pagedwn", 'there is no key "pagedwn"; did you mean "pagedown"?'),
        ("xyzzy", 'there is no key "xyzzy"'),
        ("crtl+d", '"crtl" is none of ctrl, shift and alt; did you mean "ctrl"?'),
        ("ctrl+m", 'terminals cannot tell "ctrl+m" from Enter'),
        ("ctrl+I", 'terminals cannot tell "ctrl+i" from Tab'),
        ("shift+1", 'instead of "shift+1", write the character that it makes'),
        ("\t", "a key is missing here"),
        ("\x1b", "a key is missing here"),
    ],
)
def test_what_no_terminal_sends_is_refused_with_a_reason(written, reason):
    with pytest.raises(UnknownKeyError) as raised:
        normal_name(written)
    assert str(raised.value) == reason


def test_a_key_that_is_missing_between_commas_is_noticed():
    with pytest.raises(UnknownKeyError):
        normal_name("")


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.id)
def test_the_keys_of_the_table_are_understood_and_stay_what_they_are(key):
    names = [normal_name(name) for name in key.keys.split(",") if name]
    assert [normal_name(name) for name in names] == names


def test_keys_are_shown_as_on_the_keyboard():
    names = ["pagedown", "down", "ctrl+d", "shift+left", "comma", "f1", "j"]
    assert [display_of(name) for name in names] == [
        "PgDn", "↓", "ctrl+d", "shift+←", ",", "F1", "j",
    ]  # fmt: skip


def test_characters_are_typed_and_other_keys_are_not():
    assert all(is_typed(name) for name in ("j", "space", "comma"))
    assert not any(is_typed(name) for name in ("escape", "ctrl+d", "f1"))
