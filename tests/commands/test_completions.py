"""Shells complete what the parsers know."""

from __future__ import annotations

import shlex
import shutil
import subprocess

import pytest

from tbtui.commands.arguments import COMMANDS
from tbtui.commands.completions_bash import bash_script
from tbtui.commands.completions_fish import fish_script
from tbtui.commands.completions_zsh import zsh_script
from tbtui.commands.interface import interface

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
needs_zsh = pytest.mark.skipif(shutil.which("zsh") is None, reason="needs zsh")
needs_fish = pytest.mark.skipif(shutil.which("fish") is None, reason="needs fish")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """A directory with a log directory, a file, and names that shells like to take apart."""
    directory = tmp_path / "work"
    for name in ("runs", "plots", "with space"):
        (directory / name).mkdir(parents=True)
    (directory / "events.out.tfevents.1").touch()
    (directory / "*.txt").touch()
    monkeypatch.chdir(directory)
    return directory


def bash(*words):
    """Complete the last word as bash does, which takes words apart at ``=``."""
    program = (
        f"{bash_script(interface())}\n"
        f"COMP_WORDS=({shlex.join(words)})\n"
        f"COMP_CWORD={len(words) - 1}\n"
        "_tbtui\n"
        'printf "%s\\n" "${COMPREPLY[@]}"\n'
    )
    result = subprocess.run(["bash", "-c", program], capture_output=True, text=True, check=True)
    assert result.stderr == ""
    return set(result.stdout.split("\n")) - {""}


@needs_bash
def test_bash_offers_commands_and_log_directories_first(place):
    assert bash("tbtui", "") == {
        *COMMANDS, "runs", "plots", "with space", "*.txt", "events.out.tfevents.1",
    }  # fmt: skip
    assert bash("tbtui", "pl") == {"plot", "plots"}
    assert bash("tbtui", "runs", "pl") == {"plots"}


@needs_bash
@pytest.mark.parametrize(
    ("words", "offers"),
    [
        (["--th"], {"--theme"}),
        (["--theme", ""], {"dark", "light", "ansi"}),
        (["--theme", "="], {"dark", "light", "ansi"}),
        (["--theme", "=", "d"], {"dark"}),
        (["plot", "--x", ""], {"step", "relative", "wall"}),
        (["export", "--form"], {"--format"}),
        (["export", "--format", "j"], {"jsonl"}),
        (["export", "-o", "ev"], {"events.out.tfevents.1"}),
        (["demo", ""], {"runs", "plots", "with space"}),
        (["completions", ""], {"bash", "zsh", "fish"}),
        (["man", ""], set()),
        (["--interval", ""], set()),
        (["mine", "=", "ru"], {"runs"}),
        (["runs", "--fr"], {"--fresh"}),
        (["plot", "--fr"], set()),
        (["--config", "with"], {"with space"}),
    ],
)
def test_bash_completes_options_and_their_values(words, offers, place):
    assert bash("tbtui", *words) == offers


@needs_bash
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_bash_offers_every_option_of_every_command(command):
    words = [command] if command else []
    options = {name for option in interface()[command].options for name in option.names}

    assert bash("tbtui", *words, "-") == options
    assert "--help" in options


@needs_fish
@pytest.mark.parametrize(
    ("line", "offers"),
    [
        ("tbtui pl", {"plot", "plots/"}),
        ("tbtui runs pl", {"plots/"}),
        ("tbtui --theme ", {"dark", "light", "ansi"}),
        ("tbtui plot --x ", {"step", "relative", "wall"}),
        ("tbtui plot --fr", set()),
        ("tbtui --fr", {"--fresh"}),
        ("tbtui export --output ev", {"events.out.tfevents.1"}),
        ("tbtui completions ", {"bash", "zsh", "fish"}),
        ("tbtui man ", set()),
        ("tbtui demo ", {"runs/", "plots/", "with space/"}),
    ],
)
def test_fish_completes_the_same(line, offers, place, monkeypatch):
    monkeypatch.setenv("HOME", str(place.parent / "home"))
    program = f"{fish_script(interface())}\ncomplete -C {shlex.quote(line)}\n"
    result = subprocess.run(
        ["fish", "--no-config", "-c", program], capture_output=True, text=True, check=True
    )
    assert result.stderr == ""
    assert {row.split("\t")[0] for row in result.stdout.splitlines()} == offers


@needs_zsh
def test_zsh_understands_its_script():
    result = subprocess.run(
        ["zsh", "-f", "-n", "-c", zsh_script(interface())], capture_output=True, text=True
    )
    assert (result.returncode, result.stderr) == (0, "")


@needs_zsh
def test_zsh_completes_the_same(place):
    """A shell in a shell: zsh completes only where somebody types."""
    (place / "_tbtui").write_text(zsh_script(interface()))
    expected = {
        "tbtui ": "completions",
        "tbtui p": "plots",
        "tbtui --theme ": "light",
        "tbtui --theme=": "light",
        "tbtui plot --x ": "relative",
        "tbtui completions ": "fish",
        "tbtui demo --": "--seconds",
        "tbtui export --format ": "jsonl",
    }
    # Each answer is waited for; one that never comes is noticed by the time limit.
    typing = "".join(
        f"zpty -n -w shell {shlex.quote(line)}$'\\t\\t'\n"
        f"zpty -r shell answer '*{offer}*' && print -r -- {shlex.quote(line)}\n"
        "zpty -n -w shell $'\\C-u'\n"
        for line, offer in expected.items()
    )
    program = (
        "zmodload zsh/zpty\n"
        "zpty -b shell zsh -f -i\n"
        'zpty -w shell "PS1=; fpath=($PWD \\$fpath); autoload -Uz compinit; '
        'compinit -u -d $PWD/dump; echo rea\\dy"\n'
        "zpty -r shell answer '*ready*'\n" + typing + "zpty -d shell\n"
    )
    result = subprocess.run(
        ["zsh", "-f", "-c", program], capture_output=True, text=True, timeout=20, check=False
    )
    assert result.stdout.splitlines() == list(expected)
