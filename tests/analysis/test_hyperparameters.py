"""Which hyperparameters belong to which run, and what filters find under a name."""

from __future__ import annotations

import pytest

from tbtui.analysis.filters import parse
from tbtui.analysis.hyperparameters import run_hyperparameters
from tbtui.analysis.run_values import RunValues
from tbtui.readers.event_writer import EventWriter
from tbtui.readers.hparams import SESSION_START_TAG
from tbtui.readers.logdir import LogSource
from tbtui.readers.values import TagMetadata
from tbtui.store.loader import Loader
from tbtui.store.run import Run


def session(**texts: str) -> bytes:
    """A session_start_info whose hyperparameters are short texts."""

    def message(number: int, content: bytes) -> bytes:
        return bytes([number << 3 | 2, len(content)]) + content

    entries = b"".join(
        message(1, message(1, name.encode()) + message(2, message(3, value.encode())))
        for name, value in texts.items()
    )
    return message(3, entries)


def found(**sessions: bytes | None) -> dict[str, dict[str, object]]:
    """Hyperparameters of runs of these names, in which ``__`` stands for a slash."""
    runs = []
    for name, content in sessions.items():
        run = Run("." if name == "root" else name.replace("__", "/"), "")
        if content is not None:
            run.metadata = {SESSION_START_TAG: TagMetadata("hparams", content=content)}
        runs.append(run)
    return {name: dict(known) for name, known in run_hyperparameters(runs).items()}


ADAM = {"opt": "adam"}


def test_a_run_has_those_that_it_logged():
    assert found(a=session(opt="adam"), b=None) == {"a": ADAM, "b": {}}


def test_keras_logs_below_the_trial_that_has_them():
    trials = found(trial=session(opt="adam"), trial__train=None, trial__train__late=None)
    assert trials == {"trial": ADAM, "trial/train": ADAM, "trial/train/late": ADAM}


def test_the_nearest_directory_counts():
    trials = found(a=session(opt="sgd"), a__b=session(opt="adam"), a__b__c=None, a__d=None)
    assert trials["a/b/c"] == ADAM
    assert trials["a/d"] == {"opt": "sgd"}


def test_the_log_directory_itself_is_above_all():
    assert found(root=session(opt="adam"), a__b=None)["a/b"] == ADAM


def test_pytorch_logs_them_below_in_a_directory_named_by_the_time():
    runs = {"run": None, "run__1795207255.2095618": session(opt="adam"), "run__loss_train": None}
    assert found(**runs) == {"run": ADAM, "run/1795207255.2095618": ADAM, "run/loss_train": ADAM}


def test_of_a_sweep_below_only_what_all_agree_on_is_true_of_the_run():
    sweep = found(
        root=None, a=session(opt="adam", lr="1"), b=session(lr="2", opt="adam"), baseline=None
    )
    assert sweep["."] == ADAM
    assert sweep["baseline"] == {}


def test_a_session_that_cannot_be_read_has_none():
    assert found(a=b"\x1a\xff") == {"a": {}}


@pytest.fixture
def runs(tmp_path):
    """One run with two losses, and one whose loss is not a number at last."""
    with EventWriter(tmp_path / "one" / "events.out.tfevents.1") as writer:
        writer.add_scalar("train/loss", 0.5, 0)
        writer.add_scalar("val/loss", 0.125, 0)
        writer.add_scalar("acc", float("nan"), 0)
        writer.add_scalar("best/acc", 0.75, 0)
    with EventWriter(tmp_path / "two" / "events.out.tfevents.1") as writer:
        for step, value in enumerate([4.0, 0.25, float("nan"), float("inf")]):
            writer.add_scalar("loss", value, step)
    loader = Loader([LogSource("", str(tmp_path))])
    loader.load()
    return loader


def test_filters_compare_last_finite_values(runs):
    one, two = (RunValues(run, {}) for run in runs.store.runs)
    assert two.values("loss") == [0.25]
    assert one.values("val/loss") == [0.125]
    assert parse("loss<0.2").matches(one)
    assert not parse("loss<0.2").matches(two)


def test_the_last_part_finds_all_that_end_alike_unless_one_is_called_just_so(runs):
    one = RunValues(runs.store.runs[0], {"opt/lr": 0.1})
    assert sorted(one.values("loss")) == [0.125, 0.5]
    assert one.values("lr") == [0.1]
    assert one.values("acc") == []
    assert one.values("oss") == []


def test_a_hyperparameter_is_preferred_to_a_metric(runs):
    one = RunValues(runs.store.runs[0], {"acc": "high"})
    assert one.values("acc") == ["high"]


def test_new_tags_and_points_are_taken_into_account(runs, tmp_path):
    one = RunValues(runs.store.runs[0], {})
    assert one.values("late") == []
    with EventWriter(tmp_path / "one" / "events.out.tfevents.2") as writer:
        writer.add_scalar("very/late", 1.0, 0)
        writer.add_scalar("val/loss", 0.0625, 1)
    runs.load()
    assert one.values("late") == [1.0]
    assert one.values("val/loss") == [0.0625]
