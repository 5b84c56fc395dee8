"""What the documentation says about the configuration is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tbtui.bindings import BY_ID
from tbtui.config.key_map import key_table
from tbtui.config.load import parse_config
from tbtui.config.settings import Config
from tbtui.config.view_store import MOST_FILES

TEXT = (Path(__file__).parents[2] / "docs" / "configuration.md").read_text()
EXAMPLES = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=["settings", "keys"])
def test_its_examples_are_right_and_change_something(example):
    loaded = parse_config(example, Path("config.toml"))

    assert loaded.problems == ()
    assert loaded.settings != Config()


def test_the_keys_that_it_names_exist():
    names = re.findall(
        r"`((?:ctrl\+)?[a-z]+[0-9]?)`", TEXT.split("- A key is")[1].split("`ctrl+h`")[0]
    )
    known = [name for name in names if name not in ("j",)]
    reports = []
    key_table(
        {"help": ",".join(known)}, lambda *mistake: reports.append(mistake), {"help": BY_ID["help"]}
    )

    assert len(known) > 15
    assert reports == []


def test_it_knows_how_many_views_are_kept():
    assert f"at most {MOST_FILES} of them" in TEXT
