"""The printed default configuration is one."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.bindings import BY_ID, KEYS
from tbtui.config.default_file import default_file, toml_value
from tbtui.config.load import parse_config
from tbtui.config.settings import Config
from tbtui.config.toml_text import read_toml

HERE = Path("config.toml")
SECTIONS = [field.name for field in fields(Config) if is_dataclass(getattr(Config(), field.name))]


def test_it_changes_nothing():
    loaded = parse_config(default_file(), HERE)

    assert loaded.problems == ()
    assert loaded.settings == Config()
    assert loaded.key_table == BY_ID


def test_it_lists_every_action_and_its_keys_can_be_set_as_they_stand():
    text = re.sub(r'^# ("[\w.]+" = )', r"\1", default_file().split("[keys]")[1], flags=re.MULTILINE)
    loaded = parse_config("[keys]" + text, HERE)

    assert loaded.problems == ()
    assert set(loaded.settings.keys) == {key.id for key in KEYS}
    assert loaded.key_table == BY_ID


@pytest.mark.parametrize("section", SECTIONS)
def test_every_setting_stands_there_with_its_explanation_above_it(section):
    text = default_file()
    table, _ = read_toml(text)
    for setting in fields(getattr(Config(), section)):
        assert setting.name in table[section]
        before = text.split(f"\n{setting.name} = ")[0].split(f"[{section}.{setting.name}]")[0]
        words = " ".join(line.removeprefix("# ") for line in before.splitlines()[-6:])
        assert setting.metadata["explanation"] in words


def test_a_changed_value_is_read_back():
    text = default_file().replace("interval = 5.0", "interval = 0.5")
    assert parse_config(text, HERE).settings.logs.interval == 0.5


@given(
    st.one_of(
        st.text(alphabet=st.characters(exclude_categories=("Cs",))),
        st.booleans(),
        st.floats(allow_nan=False),
        st.integers(-(2**60), 2**60),
        st.lists(st.text(alphabet="ab#\"\\\x7f\x00\n'")),
    )
)
def test_values_are_written_so_that_they_read_back(value):
    assert read_toml(f"value = {toml_value(value)}") == ({"value": value}, [])
