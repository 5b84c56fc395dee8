"""``tbtui config`` and ``tbtui keys``, and how the command line goes before the file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tbtui.bindings import KEYS
from tbtui.config.load import parse_config
from tbtui.config.settings import Config


@pytest.fixture
def config_file(tmp_path):
    return tmp_path / "mine.toml"


def test_config_prints_a_file_that_changes_nothing(run_tbtui):
    outcome = run_tbtui("config")

    assert (outcome.status, outcome.err) == (0, "")
    loaded = parse_config(outcome.out, Path("config.toml"))
    assert (loaded.settings, loaded.problems) == (Config(), ())


def test_config_says_where_the_file_is(run_tbtui, monkeypatch, tmp_path):
    monkeypatch.delenv("TBTUI_CONFIG", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert run_tbtui("config", "--path").out == f"{tmp_path}/tbtui/config.toml\n"

    monkeypatch.setenv("TBTUI_CONFIG", "/etc/tb\x1btui.toml")
    assert run_tbtui("config", "--path").out == "/etc/tb\\x1btui.toml\n"
    assert run_tbtui("config", "--path", "--config", "here.toml").out == "here.toml\n"


def test_keys_lists_every_action_with_the_keys_of_the_user(run_tbtui, config_file):
    config_file.write_text('[keys]\n"charts.layout" = "ctrl+g,|"\n')
    lines = run_tbtui("keys", "--config", config_file).out.splitlines()

    for key in KEYS:
        assert any(f" {key.id} " in line and key.description in line for line in lines)
    layout = next(line for line in lines if " charts.layout " in line)
    assert layout.split()[:2] == ["ctrl+g", "|"]


def test_keys_as_markdown_is_a_table_for_every_pane(run_tbtui, config_file):
    config_file.write_text('[keys]\nhelp = "|,`"\n')
    out = run_tbtui("keys", "--config", config_file, "--format", "markdown").out

    assert "## Runs\n\n| key | does | id |\n|---|---|---|\n" in out
    assert "| `\\|` `` ` `` | All keys | `help` |" in out
    assert out.count("\n| ") == len(KEYS) + out.count("## ")


def test_keys_as_json_reads_back(run_tbtui, config_file):
    config_file.write_text('[keys]\nhelp = "f2,F3"\nquit = ""\n')
    entries = json.loads(run_tbtui("keys", "--config", config_file, "--format", "json").out)
    by_id = {entry["id"]: entry for entry in entries}

    assert sorted(by_id) == sorted(key.id for key in KEYS)
    assert by_id["help"] == {
        "id": "help",
        "keys": ["f2", "f3"],
        "display": "F2 F3",
        "pane": "everywhere",
        "description": "All keys",
    }
    assert by_id["quit"]["keys"] == []


def test_mistakes_in_the_file_are_told_on_standard_error_and_the_command_goes_on(
    run_tbtui, config_file
):
    config_file.write_text('[screen]\ntheme = "dim"\n[keys]\nhlep = "x"\n')
    outcome = run_tbtui("keys", "--config", config_file)

    assert outcome.status == 0
    assert outcome.err == (
        f'tbtui: {config_file}:2: screen.theme: must be "dark", "light" or "ansi", not "dim"\n'
        f'tbtui: {config_file}:4: keys.hlep: there is no such action; did you mean "help"?\n'
    )


def test_the_screen_is_as_the_file_says_and_the_command_line_goes_before_it(
    run_in_terminal, opened_with, logs, config_file
):
    config_file.write_text(
        '[screen]\ntheme = "light"\nmouse = false\nrepaint = "full"\n'
        "[logs]\ninterval = 0.5\nverify = true\n"
    )
    run_in_terminal(logs, "--config", config_file)
    run_in_terminal(
        logs, "--config", config_file,
        "--theme", "dark", "--mouse", "--repaint", "changes", "--interval", "2",
    )  # fmt: skip
    run_in_terminal(logs)
    names = ("theme", "mouse", "only_changes", "interval", "verify")
    screens = [tuple(call[name] for name in names) for call in opened_with]

    assert screens == [
        ("light", False, False, 0.5, True),
        ("dark", True, True, 2.0, True),
        ("dark", True, True, 5.0, False),
    ]
    assert opened_with[0]["config"].path == config_file


def test_the_screen_keeps_a_view_of_the_logs_and_fresh_starts_without_it(
    run_in_terminal, opened_with, logs
):
    run_in_terminal(logs)
    run_in_terminal(logs, "--fresh")
    first, fresh = (call["views"] for call in opened_with)

    first.save(first.load().with_section("scalars", {"layout": "grid"}))
    assert first.path == fresh.path
    assert first.load().section("scalars").text("layout") == "grid"
    assert fresh.load().sections == {}


def test_the_example_keeps_no_view(run_in_terminal, opened_with):
    run_in_terminal("demo", "--theme", "light")

    assert opened_with[0]["theme"] == "light"
    assert "views" not in opened_with[0]
