"""A configuration file is read as far as it makes sense, and every mistake in it is told."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tbtui.bindings import BY_ID
from tbtui.config.load import LoadedConfig, load_config, parse_config
from tbtui.config.locations import config_path, views_path
from tbtui.config.settings import ColorRule, Config

HERE = Path("config.toml")


def parsed(text):
    loaded = parse_config(text, HERE)
    return loaded, [str(problem) for problem in loaded.problems]


def test_what_the_file_says_counts_and_the_rest_stays_as_it_is():
    loaded, problems = parsed("""
        [screen]
        theme = "light"
        [logs]
        interval = 2
        [charts]
        smoother = "median"
        smoothing = 0.25
        x_tag = "train/tokens"
        [readout]
        rows = 12
    """)

    assert problems == []
    assert loaded.settings.screen.theme == "light"
    assert loaded.settings.logs.interval == 2.0
    assert isinstance(loaded.settings.logs.interval, float)
    assert loaded.settings.charts.smoother == "median"
    assert loaded.settings.charts.smoothing == 0.25
    assert loaded.settings.charts.x_tag == "train/tokens"
    assert loaded.settings.readout.rows == 12
    assert loaded.settings.charts.grid is Config().charts.grid


def test_colours_of_runs_are_rules_in_the_order_of_the_file():
    loaded, problems = parsed("""
        [colors]
        palette = ["#AABBCC", "#112233"]
        [colors.runs]
        baseline = "#FF0000"
        "/seed=1/" = 2
        lr0.1 = 1
    """)

    assert problems == []
    assert loaded.settings.colors.palette == ("#aabbcc", "#112233")
    assert loaded.settings.colors.runs == (
        ColorRule("baseline", "#ff0000"),
        ColorRule("/seed=1/", 2),
        ColorRule("lr0.1", 1),
    )


def test_keys_are_in_the_table_with_and_without_quotes_around_their_ids():
    loaded, problems = parsed("""
        [keys]
        "charts.layout" = "ctrl+g"
        zoom.in = "pgup"
    """)

    assert loaded.key_table["charts.layout"].keys == "ctrl+g"
    assert loaded.key_table["zoom.in"].keys == "pageup"
    assert [problem.partition(";")[0] for problem in problems] == [
        f'config.toml:4: keys.zoom.in: takes "PgUp" from {loser}, which has "ctrl+u" left'
        for loser in ("charts.page_up", "lists.page_up")
    ]


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ('theme = "drak"', 'screen.theme: must be "dark", "light" or "ansi", not "drak"'),
        ("mouse = 1", "screen.mouse: must be true or false, not 1"),
        ("them = 1", 'screen.them: there is no such setting; did you mean "theme"?'),
        ("xyzzy = 1", "screen.xyzzy: there is no such setting"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_rest_counts(line, complaint):
    loaded, problems = parsed(f"[logs]\ninterval = 1\n[screen]\n{line}\nsidebar = 'hidden'\n")

    assert problems == [f"config.toml:4: {complaint}"]
    assert loaded.settings.screen.sidebar == "hidden"
    assert loaded.settings.logs.interval == 1.0


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("[charts]\nsmoothing = 1.5", "2: charts.smoothing: must be a number from 0 to 0.999, "
         "not 1.5"),
        ("[charts]\nsmoothing = nan", "2: charts.smoothing: must be a number from 0 to 0.999, "
         "not nan"),
        ("[charts]\nsmoothing = true", "2: charts.smoothing: must be a number from 0 to 0.999, "
         "not true"),
        ("[readout]\nrows = 2.5", "2: readout.rows: must be a whole number from 0 to 1000, "
         "not 2.5"),
        ("[charts]\nx_tag = 3", "2: charts.x_tag: must be a text in quotes, not 3"),
        ("charts = 3", "1: charts: this is a section: write [charts], and its settings below"),
        ("[chart]\ngrid = true", '1: chart: there is no such setting; did you mean "charts"?'),
        ("[colors]\npalette = '#fff'", '2: colors.palette: must be a list, not "#fff"'),
        ("[colors]\npalette = ['#fff']", '2: colors.palette: must be a colour as in "#4c9aff", '
         'not "#fff"'),
        ("[colors]\nruns = 1", "2: colors.runs: this is a section: write [colors.runs], and its "
         "settings below"),
        ("[colors.runs]\n'/(/' = 1", "2: colors.runs./(/: not a regular expression: missing ), "
         "unterminated subpattern at position 0"),
        ("[colors.runs]\na = 0", '2: colors.runs.a: must be a colour as in "#4c9aff", or a place '
         "in the palette from 1, not 0"),
        ("[keys]\nhelp = 1", '2: keys.help: must be keys as in "j,down", not 1'),
        ("[keys]\nhlep = 'x'", '2: keys.hlep: there is no such action; did you mean "help"?'),
        ("[keys]\nhelp = 'pagedwn'", '2: keys.help: there is no key "pagedwn"; did you mean '
         '"pagedown"?'),
    ],
)  # fmt: skip
def test_every_kind_of_mistake_has_its_words(text, complaint):
    loaded, problems = parsed(text)

    assert problems == [f"config.toml:{complaint}"]
    assert replace(loaded.settings, keys={}) == Config()
    assert loaded.key_table == BY_ID


def test_a_value_never_reaches_the_terminal_raw():
    _, problems = parsed('[screen]\ntheme = "\\u001b[31mred"')
    assert "\x1b" not in problems[0]
    assert r"\x1b[31mred" in problems[0]


def test_without_a_file_everything_is_as_the_program_has_it(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert load_config() == LoadedConfig(path=tmp_path / "tbtui" / "config.toml")


def test_a_file_that_was_named_must_exist(tmp_path):
    loaded = load_config(str(tmp_path / "mine.toml"))

    assert [str(problem) for problem in loaded.problems] == [
        f"{tmp_path}/mine.toml: there is no such file"
    ]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda path: path.mkdir(), "is a directory"),
        (os.mkfifo, "not a regular file"),
        (lambda path: path.write_bytes(b"theme = '\xff'"), "is not UTF-8 text"),
        (lambda path: path.write_bytes(b"#" * 1_000_001), "much too long"),
    ],
)
def test_what_is_no_configuration_is_told_and_left_alone(make, reason, tmp_path):
    make(tmp_path / "config.toml")
    loaded = load_config(str(tmp_path / "config.toml"))

    assert loaded.settings == Config()
    assert len(loaded.problems) == 1
    assert reason in str(loaded.problems[0])


def test_an_editors_byte_order_mark_and_line_ends_do_no_harm(tmp_path):
    path = tmp_path / "config.toml"
    path.write_bytes(b'\xef\xbb\xbf[screen]\r\ntheme = "light"\r\nmouse = 2\r\n')
    loaded = load_config(str(path))

    assert loaded.settings.screen.theme == "light"
    assert [problem.line for problem in loaded.problems] == [3]


def test_the_place_of_the_file(monkeypatch, tmp_path):
    monkeypatch.delenv("TBTUI_CONFIG", raising=False)
    monkeypatch.setenv("HOME", "/home/ada")
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    assert config_path() == Path("/home/ada/.config/tbtui/config.toml")
    assert views_path() == Path("/home/ada/.local/state/tbtui/views")

    monkeypatch.setenv("XDG_CONFIG_HOME", "relative/is/ignored")
    assert config_path() == Path("/home/ada/.config/tbtui/config.toml")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/etc/ada")
    assert config_path() == Path("/etc/ada/tbtui/config.toml")
    monkeypatch.setenv("TBTUI_CONFIG", "~/mine.toml")
    assert config_path() == Path("/home/ada/mine.toml")
    assert config_path("other.toml") == Path("other.toml")


@given(st.text(max_size=200))
def test_no_text_at_all_makes_it_stop(text):
    loaded = parse_config(text, HERE)
    assert isinstance(loaded.settings, Config)
    assert all("\n" not in str(problem) for problem in loaded.problems)


def test_without_a_file_no_parser_is_imported():
    program = (
        "import sys\n"
        "from tbtui.config.load import load_config\n"
        "load_config()\n"
        "print([name for name in ('tomllib', 'tomli', 'json', 'difflib', 'numpy', 'rich')"
        " if name in sys.modules])"
    )
    environment = {**os.environ, "XDG_CONFIG_HOME": "/nowhere", "TBTUI_CONFIG": ""}
    result = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, env=environment
    )
    assert result.stdout.strip() == "[]"
