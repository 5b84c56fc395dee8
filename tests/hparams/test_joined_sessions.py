"""What TensorBoard leaves out of its table, and tbtui shows."""

from __future__ import annotations

import math

import pytest
from session_logs import experiment_message, write_run
from tensorboard_hparams import TensorBoard

from tbtui.analysis.metric_values import MetricStatistic, MetricValue, MetricValues
from tbtui.analysis.session_columns import first_experiment, joined_experiment
from tbtui.analysis.session_groups import (
    Aggregation,
    GroupSettings,
    Session,
    aggregated,
    session_groups,
)
from tbtui.analysis.session_table import metric_key, session_table
from tbtui.analysis.sessions import PARENT, logged_sessions
from tbtui.analysis.table import ColumnKind, Direction
from tbtui.readers.hparams import SESSION_START_TAG, SessionStatus
from tbtui.readers.hparams_experiment import HyperparameterType, MetricName

TIMED = "1767225600.2095618"


def groups_of(logged, **settings):
    metrics = joined_experiment(logged).metrics
    return session_groups(logged, metrics, GroupSettings(**settings), MetricValues())


def last_values(metrics):
    return {tuple(name): value.value for name, value in metrics.items()}


def test_all_experiments_count_and_all_that_was_logged(tmp_path, read):
    write_run(
        tmp_path / "a",
        experiment=experiment_message(["lr", "gone"], [("loss", ""), ("never", "")]),
        hparams={"lr": 0.1, "same": 1.0},
        scalars={"loss": [1.0]},
    )
    write_run(
        tmp_path / "b",
        experiment=experiment_message(["bs"], [("acc", "")]),
        hparams={"bs": 32.0, "lr": 0.2, "same": 1.0},
        scalars={"acc": [0.5], "extra": [2.0]},
    )
    logged = read(tmp_path)
    assert [one.name for one in first_experiment(logged).hyperparameters] == ["gone", "lr"]
    joined = joined_experiment(logged)
    # What differs comes first; what no session has is left out.
    assert [(one.name, one.differs) for one in joined.hyperparameters] == [
        ("lr", True),
        ("bs", False),
        ("same", False),
    ]
    assert [one.name.tag for one in joined.metrics] == ["loss", "acc", "extra"]
    told = TensorBoard(tmp_path).experiment()
    assert [one.name.tag for one in told.metric_infos] in (["loss", "never"], ["acc"])


def test_what_was_announced_is_completed_by_what_is_found(tmp_path, read):
    write_run(tmp_path, experiment=experiment_message(["lr", "opt"]))
    write_run(tmp_path / "a", hparams={"lr": 0.1, "opt": "sgd"})
    write_run(tmp_path / "b", hparams={"lr": 0.5, "opt": "adam"})
    lr, opt = joined_experiment(read(tmp_path)).hyperparameters
    assert (lr.type, lr.interval, lr.domain) == (HyperparameterType.FLOAT64, (0.1, 0.5), None)
    assert (opt.type, opt.interval, opt.domain) == (
        HyperparameterType.STRING,
        None,
        ("adam", "sgd"),
    )


def test_the_curves_of_pytorchs_run_belong_to_what_add_hparams_wrote_below_it(tmp_path, read):
    curves = {"val/loss": [3.0, 1.0, 2.0], "both": [7.0]}
    write_run(tmp_path / "exp", scalars=curves)
    write_run(
        tmp_path / "exp" / TIMED, hparams={"lr": 0.1}, scalars={"hp/acc": [0.5], "both": [8.0]}
    )
    [group] = groups_of(read(tmp_path))
    assert (group.name, group.title) == (f"exp/{TIMED}", "exp")
    assert last_values(group.metrics) == {
        ("hp/acc", ""): 0.5,
        ("both", ""): 8.0,
        ("val/loss", PARENT): 2.0,
    }


def test_curves_that_could_be_those_of_several_trials_are_those_of_none(tmp_path, read):
    write_run(tmp_path / "exp", scalars={"val/loss": [1.0]})
    for trial in ("1767225600.1", "1767225600.2"):
        write_run(tmp_path / "exp" / trial, hparams={"lr": 0.1}, scalars={"hp/acc": [0.5]})
    groups = groups_of(read(tmp_path))
    assert [last_values(group.metrics) for group in groups] == [{("hp/acc", ""): 0.5}] * 2
    assert [group.title for group in groups] == [group.name for group in groups]


def test_a_session_in_the_log_directory_itself_has_the_runs_below(tmp_path, read):
    write_run(tmp_path, hparams={"lr": 0.1}, scalars={"loss": [1.0]})
    write_run(tmp_path / "validation", scalars={"loss": [2.0]})
    [group] = groups_of(read(tmp_path))
    assert last_values(group.metrics) == {("loss", ""): 1.0, ("loss", "validation"): 2.0}
    # TensorBoard looks for them in a run called "./.".
    [told] = TensorBoard(tmp_path).groups()
    assert list(told.metric_values) == []


@pytest.mark.parametrize(
    ("statistic", "direction", "expected"),
    [
        (MetricStatistic.LAST, Direction.NONE, (2.0, 3)),
        (MetricStatistic.MINIMUM, Direction.NONE, (1.0, 1)),
        (MetricStatistic.MAXIMUM, Direction.NONE, (3.0, 0)),
        (MetricStatistic.BEST, Direction.DOWN, (1.0, 1)),
        (MetricStatistic.BEST, Direction.UP, (3.0, 0)),
        # Nobody knows what is best.
        (MetricStatistic.BEST, Direction.NONE, (2.0, 3)),
    ],
)
def test_a_metric_may_be_another_value_of_its_curve(statistic, direction, expected, tmp_path, read):
    write_run(tmp_path / "a", hparams={"lr": 0.1}, scalars={"loss": [3.0, 1.0, math.nan, 2.0]})
    [group] = groups_of(read(tmp_path), statistic=statistic, direction=lambda _: direction)
    [value] = group.metrics.values()
    assert (value.value, value.step) == expected


def test_a_table_tells_nan_from_what_is_missing_and_how_sessions_spread(tmp_path, read):
    for name, loss in (("a", 1.0), ("b", 2.0), ("c", None)):
        scalars = {} if loss is None else {"loss": [loss]}
        write_run(tmp_path / name, hparams={"lr": 0.1}, group="g", scalars=scalars)
    write_run(
        tmp_path / "d",
        hparams={"lr": 0.2},
        group="h",
        scalars={"loss": [math.nan], "acc": [0.5]},
        status="SUCCESS",
    )
    logged = read(tmp_path)
    table = session_table(groups_of(logged), joined_experiment(logged), lambda _: Direction.DOWN)
    assert table.names == ("g", "h")
    loss, acc = (table.column(metric_key(MetricName(tag))) for tag in ("loss", "acc"))
    assert loss.value(0) == 1.5
    assert math.isnan(loss.value(1))
    assert loss.counts.tolist() == [2, 1]
    assert loss.deviation[0] == pytest.approx(math.sqrt(0.5))
    assert acc.missing.tolist() == [True, False]
    assert loss.direction is Direction.DOWN
    assert [table.column("trial:sessions").value(row) for row in (0, 1)] == [3.0, 1.0]
    assert [table.column("trial:status").value(row) for row in (0, 1)] == ["unknown", "success"]


def test_types_that_do_not_agree_stay_what_they_are(tmp_path, read):
    write_run(tmp_path / "a", hparams={"layers": 3.0})
    write_run(tmp_path / "b", hparams={"layers": "many"})
    write_run(tmp_path / "c", hparams={"layers": True})
    logged = read(tmp_path)
    experiment = joined_experiment(logged)
    assert experiment.hyperparameters[0].domain == ("3", "many", "true")
    [told] = TensorBoard(tmp_path).experiment().hparam_infos
    assert sorted(told.domain_discrete) == ["3.0", "many", "true"]
    column = session_table(groups_of(logged), experiment, lambda _: Direction.NONE).column(
        "hp:layers"
    )
    assert column.kind is ColumnKind.TEXT
    assert [column.value(row) for row in range(3)] == [3.0, "many", True]


def session_with(value):
    metrics = {} if value is None else {MetricName("loss"): MetricValue(value, 0, 0.0)}
    return Session("", SessionStatus.UNKNOWN, None, None, "", "", metrics)


@pytest.mark.parametrize(
    ("aggregation", "expected"),
    [(Aggregation.MINIMUM, 1.0), (Aggregation.MAXIMUM, 2.0), (Aggregation.MEDIAN, 2.0)],
)
def test_nan_is_the_last_to_be_chosen(aggregation, expected):
    sessions = [session_with(value) for value in (math.nan, 2.0, None, 1.0)]
    chosen = aggregated(sessions, aggregation, MetricName("loss"))
    assert last_values(chosen) == {("loss", ""): expected}


@pytest.mark.parametrize("aggregation", Aggregation)
def test_without_the_metric_to_choose_by_there_is_none(aggregation):
    assert aggregated([session_with(None)], aggregation, MetricName("loss")) == {}


def test_a_damaged_session_is_told_and_the_others_are_read(tmp_path, read):
    write_run(tmp_path / "a", hparams={"lr": 0.1})
    write_run(tmp_path / "b", hparams={"lr": 0.2})
    logged = read(tmp_path)
    run = logged.runs["a"]
    broken = run.metadata[SESSION_START_TAG]._replace(content=b"\x1a\xff")
    run.metadata = {SESSION_START_TAG: broken}
    again = logged_sessions(tuple(logged.runs.values()))
    assert [session.name for session in again.sessions] == ["b"]
    assert [(run, reason.partition(":")[0]) for run, reason in again.problems] == [
        ("a", f"{SESSION_START_TAG} is damaged")
    ]
