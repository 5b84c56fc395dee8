"""Session groups have the numbers that TensorBoard's own HParams backend computes."""

from __future__ import annotations

import math
import re
from pathlib import Path

import numpy as np
import pytest
from session_logs import experiment_message, write_run
from tensorboard.plugins.hparams import api_pb2
from tensorboard_hparams import TensorBoard

from tbtui.analysis.column_conditions import ColumnCondition, rows_meeting
from tbtui.analysis.metric_values import MetricValues
from tbtui.analysis.session_columns import first_experiment
from tbtui.analysis.session_groups import Aggregation, GroupSettings, session_groups
from tbtui.analysis.session_table import hyperparameter_key, metric_key, session_table
from tbtui.analysis.sessions import LoggedSessions
from tbtui.analysis.table import Direction
from tbtui.analysis.table_order import SortKey, ordered_rows
from tbtui.readers.event_writer import EventWriter
from tbtui.readers.hparams import SessionStatus
from tbtui.readers.hparams_experiment import MetricName

MADE = Path(__file__).parents[3] / "shared/corpus/made"
SWEEPS = ("tf2/hparams_sweep30", "torch", "tensorboardX", "lightning")

AGGREGATIONS = {
    Aggregation.AVERAGE: api_pb2.AGGREGATION_AVG,
    Aggregation.MEDIAN: api_pb2.AGGREGATION_MEDIAN,
    Aggregation.MINIMUM: api_pb2.AGGREGATION_MIN,
    Aggregation.MAXIMUM: api_pb2.AGGREGATION_MAX,
}


def our_groups(logged: LoggedSessions, **settings):
    metrics = first_experiment(logged).metrics
    return session_groups(logged, metrics, GroupSettings(**settings), MetricValues())


def numbers_of(metrics):
    """Metrics of either side, comparable; NaN, which equals nothing, by its name."""
    return {
        name: tuple("nan" if number != number else number for number in numbers)
        for name, numbers in metrics.items()
    }


def their_metrics(messages):
    return numbers_of(
        {
            (one.name.tag, one.name.group): (one.value, one.training_step, one.wall_time_secs)
            for one in messages
        }
    )


def as_told(group):
    """What TensorBoard tells of a session group."""
    return (
        group.name,
        {name: getattr(one, one.WhichOneof("kind")) for name, one in group.hparams.items()},
        their_metrics(group.metric_values),
        [
            (
                one.name,
                one.status,
                one.start_time_secs,
                one.end_time_secs,
                one.model_uri,
                one.monitor_url,
                their_metrics(one.metric_values),
            )
            for one in group.sessions
        ],
    )


def as_found(group):
    """The same of one of ours."""
    return (
        group.name,
        dict(group.hyperparameters),
        numbers_of({tuple(name): value for name, value in group.metrics.items()}),
        [
            (
                one.name,
                one.status.value,
                one.start_time or 0.0,
                one.end_time or 0.0,
                one.model_uri,
                one.monitor_url,
                numbers_of({tuple(name): value for name, value in one.metrics.items()}),
            )
            for one in group.sessions
        ],
    )


def assert_the_same_groups(logged, tensorboard):
    theirs = tensorboard.groups()
    assert [as_found(group) for group in our_groups(logged)] == [as_told(one) for one in theirs]
    return theirs


def assert_the_same_experiment(logged, tensorboard):
    told = tensorboard.experiment()
    found = first_experiment(logged)
    assert [
        (one.name, one.type.value, one.differs, one.interval) for one in found.hyperparameters
    ] == [
        (
            one.name,
            one.type,
            one.differs,
            (one.domain_interval.min_value, one.domain_interval.max_value)
            if one.HasField("domain_interval")
            else None,
        )
        for one in told.hparam_infos
    ]
    assert [set(one.domain or ()) for one in found.hyperparameters] == [
        set(one.domain_discrete) for one in told.hparam_infos
    ]
    assert [tuple(one.name) for one in found.metrics] == [
        (one.name.tag, one.name.group) for one in told.metric_infos
    ]


@pytest.mark.corpus
@pytest.mark.parametrize("sweep", SWEEPS)
def test_the_sweeps_of_all_writers(sweep, read):
    if not (MADE / sweep).is_dir():
        pytest.skip("the corpus is not here")
    logged, tensorboard = read(MADE / sweep), TensorBoard(MADE / sweep)
    assert assert_the_same_groups(logged, tensorboard)
    assert_the_same_experiment(logged, tensorboard)


@pytest.mark.corpus
def test_what_it_downloads_as_csv(read):
    if not MADE.is_dir():
        pytest.skip("the corpus is not here")
    sweep = MADE / SWEEPS[0]
    [header, *rows] = TensorBoard(sweep).downloaded_csv()
    logged = read(sweep)
    experiment = first_experiment(logged)
    table = session_table(our_groups(logged), experiment, lambda _: Direction.NONE)
    # Behind the status and the number of sessions.
    columns = table.columns[2:]
    assert header == [column.title for column in columns]
    ours = [[column.value(row) for column in columns] for row in range(len(table))]
    assert rows == [["" if cell is None else str(cell) for cell in row] for row in ours]


REPEATED = {
    "c1": {"loss": 3.0, "acc": 0.5},
    "a1": {"loss": 1.0, "acc": 0.25},
    "b1": {"loss": 2.0},
    "d1": {"acc": 1.0},
    "a2": {"loss": 1.0, "acc": 0.125},
}


@pytest.fixture(scope="module")
def repeated(tmp_path_factory):
    """One trial in five sessions, of which some lack a metric, and another in one."""
    directory = tmp_path_factory.mktemp("repeated")
    for name, last in REPEATED.items():
        write_run(
            directory / name,
            hparams={"lr": 0.1},
            group="trial",
            status="SUCCESS" if name < "c" else "FAILURE" if name < "d" else None,
            scalars={tag: [9.0, value] for tag, value in last.items()},
        )
    write_run(directory / "alone", hparams={"lr": 0.2}, scalars={"loss": [5.0]})
    return directory, TensorBoard(directory)


@pytest.mark.parametrize("aggregation", Aggregation)
@pytest.mark.parametrize("tag", ["loss", "acc"])
def test_sessions_become_one(aggregation, tag, repeated, read):
    directory, tensorboard = repeated
    metric = api_pb2.MetricName(tag=tag)
    statuses = (SessionStatus.SUCCESS, SessionStatus.FAILURE)
    theirs = tensorboard.groups(
        aggregation_type=AGGREGATIONS[aggregation],
        aggregation_metric=metric,
        # "alone" has no accuracy to be chosen by, which their backend does not survive.
        allowed_statuses=[one.value for one in statuses],
    )
    ours = our_groups(
        read(directory),
        aggregation=aggregation,
        aggregation_metric=MetricName(tag),
        statuses=statuses,
    )
    assert [as_found(group) for group in ours] == [as_told(one) for one in theirs]
    assert len(ours) == 1


@pytest.mark.parametrize("status", SessionStatus)
def test_statuses_choose_sessions(status, repeated, read):
    directory, tensorboard = repeated
    theirs = tensorboard.groups(allowed_statuses=[status.value])
    ours = our_groups(read(directory), statuses=[status])
    assert [as_found(group) for group in ours] == [as_told(one) for one in theirs]


TRIALS = {
    "a": ({"lr": 0.1, "opt": "adam", "bn": True}, {"loss": 2.0}),
    "b": ({"lr": 0.01, "opt": "sgd", "bn": False}, {"loss": 1.0}),
    "c": ({"lr": 0.1, "opt": "adamw"}, {}),
    "d": ({"opt": "sgd", "bn": True}, {"loss": 0.5}),
    "e": ({"lr": 0.01, "bn": False}, {"loss": 2.0}),
}


@pytest.fixture(scope="module")
def trials(tmp_path_factory):
    """Five trials, of which some lack a hyperparameter or the metric."""
    directory = tmp_path_factory.mktemp("trials")
    for name, (hparams, last) in TRIALS.items():
        scalars = {tag: [9.0, value] for tag, value in last.items()}
        write_run(directory / name, hparams=hparams, scalars=scalars)
    return directory, TensorBoard(directory)


def our_table(directory, read):
    logged = read(directory)
    return session_table(our_groups(logged), first_experiment(logged), lambda _: Direction.NONE)


HPARAM_ORDERS = [
    [("lr", falling, first), ("opt", not falling, not first)]
    for falling in (False, True)
    for first in (False, True)
]


@pytest.mark.parametrize("keys", [*HPARAM_ORDERS, [("bn", True, False), ("loss", False, True)]])
def test_trials_in_order(keys, trials, read):
    directory, tensorboard = trials
    parameters = []
    ours = []
    for name, falling, missing_first in keys:
        order = api_pb2.ORDER_DESC if falling else api_pb2.ORDER_ASC
        column = {"order": order, "missing_values_first": missing_first}
        is_metric = name == "loss"
        named = {"metric": api_pb2.MetricName(tag=name)} if is_metric else {"hparam": name}
        parameters.append(api_pb2.ColParams(**named, **column))
        key = metric_key(MetricName(name)) if is_metric else hyperparameter_key(name)
        ours.append(SortKey(key, falling, missing_first))
    theirs = [group.name for group in tensorboard.groups(col_params=parameters)]
    table = our_table(directory, read)
    assert list(table.taken(ordered_rows(table, ours)).names) == theirs


@pytest.mark.parametrize("with_missing", [True, False])
@pytest.mark.parametrize(
    ("name", "asked", "condition"),
    [
        ("opt", {"filter_regexp": "^ad"}, {"pattern": re.compile("^ad")}),
        ("opt", {"filter_regexp": "m"}, {"pattern": re.compile("m")}),
        (
            "lr",
            {"filter_interval": api_pb2.Interval(min_value=0.1, max_value=0.5)},
            {"interval": (0.1, 0.5)},
        ),
        ("loss", {"filter_interval": api_pb2.Interval(max_value=1)}, {"interval": (0.0, 1.0)}),
        ("opt", {"filter_discrete": ["sgd", "x"]}, {"values": ("sgd", "x")}),
        ("bn", {"filter_discrete": [True]}, {"values": (True,)}),
        ("loss", {}, {}),
    ],
)
def test_conditions_on_columns(name, asked, condition, with_missing, trials, read):
    directory, tensorboard = trials
    asked = {**asked, "exclude_missing_values": not with_missing}
    if "filter_discrete" in asked:
        values = asked.pop("filter_discrete")
        parameter = api_pb2.ColParams(hparam=name, **asked)
        parameter.filter_discrete.extend(values)
    elif name == "loss":
        parameter = api_pb2.ColParams(metric=api_pb2.MetricName(tag=name), **asked)
    else:
        parameter = api_pb2.ColParams(hparam=name, **asked)
    theirs = [group.name for group in tensorboard.groups(col_params=[parameter])]
    table = our_table(directory, read)
    key = metric_key(MetricName(name)) if name == "loss" else hyperparameter_key(name)
    ours = ColumnCondition(key, with_missing=with_missing, **condition)
    assert list(table.taken(np.flatnonzero(rows_meeting(table, [ours]))).names) == theirs


def test_without_an_experiment_types_domains_and_metrics_are_found(tmp_path, read):
    write_run(tmp_path / "a", hparams={"n": 1.0, "s": "x", "b": True, "mixed": 1.5, "same": 3.0})
    write_run(tmp_path / "a/eval", scalars={"acc": [0.5]})
    write_run(
        tmp_path / "b",
        hparams={"n": 2.0, "s": "y", "b": False, "mixed": "1.5x", "same": 3.0},
        scalars={"loss": [1.0, math.inf]},
    )
    write_run(tmp_path / "c", hparams={"only": "here"}, scalars={"loss": [1.0, math.nan]})
    write_run(tmp_path / "none", scalars={"other": [1.0]})
    logged, tensorboard = read(tmp_path), TensorBoard(tmp_path)
    assert_the_same_experiment(logged, tensorboard)
    assert len(assert_the_same_groups(logged, tensorboard)) == 3


def test_numbers_that_are_not_finite_are_never_set(tmp_path, read):
    write_run(tmp_path / "a", hparams={"lr": math.nan, "wd": math.inf, "bs": 2.0})
    write_run(tmp_path / "b", hparams={"lr": 0.5, "wd": 0.5, "bs": 2.0})
    [a, _] = assert_the_same_groups(read(tmp_path), TensorBoard(tmp_path))
    assert set(a.hparams) == {"bs"}


def test_an_experiment_decides_what_is_shown(tmp_path, read):
    write_run(
        tmp_path,
        experiment=experiment_message(["b", "a"], [("acc", "eval"), ("never", "")]),
    )
    write_run(tmp_path / "t", hparams={"a": 1.0, "z": 2.0}, scalars={"loss": [1.0]})
    write_run(tmp_path / "t/eval", scalars={"acc": [0.25, 0.5]})
    logged, tensorboard = read(tmp_path), TensorBoard(tmp_path)
    assert_the_same_experiment(logged, tensorboard)
    assert_the_same_groups(logged, tensorboard)


def test_a_session_in_another_has_its_own_metrics_and_is_in_those_of_the_other(tmp_path, read):
    write_run(tmp_path / "a", hparams={"lr": 1.0}, scalars={"loss": [1.0]})
    write_run(tmp_path / "a/eval", hparams={"lr": 2.0}, scalars={"acc": [0.5]})
    write_run(tmp_path / "b", hparams={"lr": 3.0})
    write_run(tmp_path / "b/eval", scalars={"acc": [0.75]})
    logged, tensorboard = read(tmp_path), TensorBoard(tmp_path)
    assert_the_same_experiment(logged, tensorboard)
    assert_the_same_groups(logged, tensorboard)


def test_a_run_that_was_restarted_has_its_newest_value(tmp_path, read):
    write_run(tmp_path / "a", hparams={"lr": 1.0}, scalars={"loss": [4.0, 3.0, 2.0]})
    with EventWriter(tmp_path / "a/events.out.tfevents.1767225700.made") as writer:
        writer.add_scalar("loss", 2.5, 1, 1_767_225_700.0)
    [group] = assert_the_same_groups(read(tmp_path), TensorBoard(tmp_path))
    assert [(one.value, one.training_step) for one in group.metric_values] == [(2.5, 1)]
