"""Experiments and sessions of the hparams plugin, against the messages of TensorBoard itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tensorboard.plugins.hparams import api_pb2, plugin_data_pb2

from tbtui.readers.hparams import (
    SessionEnd,
    SessionStart,
    SessionStatus,
    session_end,
    session_start,
)
from tbtui.readers.hparams_experiment import (
    Experiment,
    HyperparameterInfo,
    HyperparameterType,
    MetricInfo,
    MetricName,
    experiment,
)
from tbtui.readers.wire import WireError

TEXT = st.text(max_size=5)
NUMBER = st.floats(allow_nan=False)


def values():
    return st.booleans() | NUMBER | TEXT


DOMAINS = st.tuples(st.lists(values(), max_size=3).map(tuple), st.none())
INTERVALS = st.tuples(st.none(), st.tuples(NUMBER, NUMBER))
# A message has one of both at most.
HYPERPARAMETERS = st.tuples(
    st.tuples(TEXT, TEXT, TEXT, st.sampled_from(HyperparameterType)),
    st.just((None, None)) | DOMAINS | INTERVALS,
    st.booleans(),
).map(lambda parts: HyperparameterInfo(*parts[0], *parts[1], parts[2]))
METRICS = st.builds(MetricInfo, st.builds(MetricName, TEXT, TEXT), TEXT, TEXT)


def message_of(known: Experiment) -> bytes:
    message = plugin_data_pb2.HParamsPluginData()
    message.experiment.SetInParent()
    message.experiment.name = known.name
    message.experiment.description = known.description
    message.experiment.user = known.user
    message.experiment.time_created_secs = known.time_created or 0.0
    for info in known.hyperparameters:
        stored = message.experiment.hparam_infos.add(
            name=info.name,
            display_name=info.display_name,
            description=info.description,
            type=info.type.value,
            differs=info.differs,
        )
        if info.domain is not None:
            stored.domain_discrete.SetInParent()
            stored.domain_discrete.extend(info.domain)
        if info.interval is not None:
            stored.domain_interval.SetInParent()
            stored.domain_interval.min_value, stored.domain_interval.max_value = info.interval
    for metric in known.metrics:
        message.experiment.metric_infos.add(
            name=api_pb2.MetricName(tag=metric.name.tag, group=metric.name.group),
            display_name=metric.display_name,
            description=metric.description,
        )
    return message.SerializeToString()


@given(
    st.builds(
        Experiment,
        st.lists(HYPERPARAMETERS, max_size=3).map(tuple),
        st.lists(METRICS, max_size=3).map(tuple),
        TEXT,
        TEXT,
        TEXT,
        st.none() | st.floats(1.0, 1e10),
    )
)
def test_an_experiment_comes_back_as_it_was(known):
    assert experiment(message_of(known)) == known


@given(TEXT, st.none() | st.floats(1.0, 1e10), TEXT, TEXT)
def test_so_does_the_start_of_a_session(group, time, model, monitor):
    message = plugin_data_pb2.HParamsPluginData()
    start = message.session_start_info
    start.group_name, start.model_uri, start.monitor_url = group, model, monitor
    start.start_time_secs = time or 0.0
    start.hparams["lr"].number_value = 0.5
    read = session_start(message.SerializeToString())
    assert read == SessionStart({"lr": 0.5}, group, time, model, monitor)


@pytest.mark.parametrize("status", SessionStatus)
def test_so_does_its_end(status):
    message = plugin_data_pb2.HParamsPluginData()
    message.session_end_info.status = status.value
    message.session_end_info.end_time_secs = 12.5
    assert session_end(message.SerializeToString()) == SessionEnd(status, 12.5)


@given(st.binary(max_size=40))
def test_other_bytes_are_understood_or_refused(content):
    for read in (experiment, session_start, session_end):
        try:
            read(content)
        except WireError:
            continue


def test_a_metric_in_a_run_below_is_titled_by_both():
    titles = [MetricName(*name).title for name in (("loss", ""), ("loss", "eval"), ("loss", ".."))]
    assert titles == ["loss", "eval/loss", "loss"]
