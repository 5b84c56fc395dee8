"""The manual page: made of the parsers, and clean roff."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tbtui.commands.interface import interface
from tbtui.commands.man_page import man_page


def formatted():
    result = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", "-P-c", "-rHY=0", "-rLL=200n"],
        input="\n".join(man_page()) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stderr == ""
    # Overstrikes make bold and underlined.
    return re.sub(r".\x08", "", result.stdout)


def test_the_command_prints_it(run_tbtui):
    outcome = run_tbtui("man")

    assert outcome.status == 0
    assert outcome.out.startswith('.TH TBTUI 1 "" "tbtui ')
    assert outcome.out.isascii()


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
def test_it_says_what_every_command_and_option_is_for():
    page = " ".join(formatted().split())

    for command in interface().values():
        assert " ".join(command.description.split()) in page
        for argument in command.arguments:
            for name in argument.names:
                assert name in page
            assert argument.help in page


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
def test_examples_can_be_copied_as_they_stand():
    assert "tbtui export runs/ --tag '^val/' -o val.csv" in formatted()


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="needs mandoc")
def test_the_other_formatter_finds_nothing_wrong(tmp_path):
    page = tmp_path / "tbtui.1"
    page.write_text("\n".join(man_page()) + "\n")
    result = subprocess.run(
        ["mandoc", "-Tlint", "-Wwarning", str(page)], capture_output=True, text=True
    )

    # A date would make every build another one.
    complaints = [line for line in result.stdout.splitlines() if "missing date" not in line]
    assert complaints == []


def test_no_line_is_taken_for_a_request():
    requests = {line.split()[0] for line in man_page() if line.startswith((".", "'"))}
    assert requests <= {".TH", ".SH", ".SS", ".TP", ".B", ".br", ".nf", ".fi"}
