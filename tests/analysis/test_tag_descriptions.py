"""Names and descriptions that writers give to tags."""

from __future__ import annotations

import warnings
from pathlib import Path
from types import SimpleNamespace

import pytest

from tbtui.analysis.tag_descriptions import (
    Description,
    description_lines,
    descriptions,
    display_name,
)
from tbtui.readers.logdir import LogSource
from tbtui.readers.values import TagMetadata
from tbtui.store.loader import Loader
from tbtui.store.run import Run

with warnings.catch_warnings():
    # TensorBoard's own parts are deprecated.
    warnings.simplefilter("ignore")
    from tensorboard.plugins.metrics.metrics_plugin import _get_tag_to_description

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def run(name, **metadata_of_tag):
    made = Run(name, "/logs/" + name)
    made.metadata = {
        tag: TagMetadata("scalars", shown, description)
        for tag, (shown, description) in metadata_of_tag.items()
    }
    return made


def test_a_name_that_all_runs_give():
    runs = [run("a", loss=("Loss", "")), run("b", loss=("Loss", "")), run("c", other=("X", ""))]
    assert display_name("loss", runs) == "Loss"


@pytest.mark.parametrize("other", ["Other", "", "  "])
def test_without_agreement_the_tag_is_its_name(other):
    runs = [run("a", loss=("Loss", "")), run("b", loss=(other, ""))]
    assert display_name("loss", runs) == "loss"


def test_a_tag_without_a_name_or_without_runs():
    assert display_name("loss", [run("a", loss=("", ""))]) == "loss"
    assert display_name("loss", [run("a")]) == "loss"
    assert display_name("loss", []) == "loss"


def test_nothing_is_said():
    assert description_lines("loss", [run("a", loss=("", "")), run("b")]) == ()


def test_runs_that_say_the_same_and_runs_that_say_nothing():
    runs = [
        run("b", loss=("", "The *loss*.")),
        run("a", loss=("", "The *loss*.")),
        run("c", loss=("", "")),
    ]
    assert descriptions("loss", runs) == (Description(("a", "b"), ("The loss.",)),)
    assert description_lines("loss", runs) == ("The loss.",)


def test_different_descriptions_name_their_runs():
    runs = [
        run("b_1_", loss=("", "second")),
        run("c", loss=("", "first\n\nmore"), acc=("", "second")),
        run("a", loss=("", "second")),
    ]
    assert description_lines("loss", runs) == (
        "Multiple descriptions",
        "",
        "For run: c",
        "",
        "first",
        "",
        "more",
        "",
        "For runs: a, b_1_",
        "",
        "second",
    )


def test_the_order_and_the_runs_are_those_of_tensorboard():
    said = {"x": "zebra", "y": "*apple*", "z": "zebra"}
    mapping = {name: {"loss": SimpleNamespace(description=text)} for name, text in said.items()}
    page = _get_tag_to_description(mapping)["loss"]
    ours = description_lines("loss", [run(name, loss=("", text)) for name, text in said.items()])

    places = [page.index(line.removeprefix("For ")) for line in ours if line]
    assert places == sorted(places)
    assert [line for line in ours if line.startswith("For")] == ["For run: y", "For runs: x, z"]


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout")
def test_logs_of_tensorflow():
    loader = Loader([LogSource("", str(CORPUS / "made" / "tf2" / "summary"))])
    loader.load()
    runs = loader.store.runs
    assert description_lines("loss/train", runs) == (
        "Training loss, see docs (https://example.org)",
        "",
        "• a",
        "• b",
    )
    assert description_lines("audio/mono", runs) == ("a sine",)
    assert display_name("pr/class_a/pr_curves", runs) == "Class A"
    assert display_name("loss/train", runs) == "loss/train"
