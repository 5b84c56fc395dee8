"""Hyperparameters and ends of sessions, as TensorBoard's hparams plugin stores them."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tensorboard.plugins.hparams import plugin_data_pb2

from tbtui.readers.hparams import SessionStatus, session_start, session_status
from tbtui.readers.wire import WireError

PLAIN = st.booleans() | st.floats(allow_nan=False) | st.text(max_size=5)
# In JSON true and 1 are apart, as they are here; -0.0 and 0.0 are equal.
JSON = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=4,
)


def start_of_session(hyperparameters) -> bytes:
    message = plugin_data_pb2.HParamsPluginData(version=0)
    message.session_start_info.group_name = "group"
    message.session_start_info.start_time_secs = 12.5
    for name, value in hyperparameters.items():
        stored = message.session_start_info.hparams[name]
        if isinstance(value, bool):
            stored.bool_value = value
        elif isinstance(value, float):
            stored.number_value = value
        elif isinstance(value, str):
            stored.string_value = value
        elif isinstance(value, list):
            stored.list_value.SetInParent()
            stored.list_value.extend(value)
        elif isinstance(value, dict):
            stored.struct_value.SetInParent()
            stored.struct_value.update(value)
    return message.SerializeToString()


@given(st.dictionaries(st.text(max_size=5), PLAIN, max_size=5))
def test_hyperparameters_come_back_with_their_types(hyperparameters):
    read = session_start(start_of_session(hyperparameters)).hyperparameters
    assert read == hyperparameters
    assert list(map(type, read.values())) == [type(hyperparameters[name]) for name in read]


@given(st.lists(JSON, max_size=3) | st.dictionaries(st.text(max_size=3), JSON, max_size=3))
def test_lists_and_structures_are_json(value):
    read = session_start(start_of_session({"layers": value})).hyperparameters
    assert json.loads(read["layers"]) == value


def test_what_is_not_set_is_left_out():
    message = plugin_data_pb2.HParamsPluginData()
    message.session_start_info.hparams["null"].null_value = 0
    message.session_start_info.hparams["nothing"].Clear()
    message.session_start_info.hparams["zero"].number_value = 0
    assert session_start(message.SerializeToString()).hyperparameters == {"zero": 0.0}


def test_an_end_of_a_session_has_no_hyperparameters():
    message = plugin_data_pb2.HParamsPluginData()
    message.session_end_info.end_time_secs = 1.0
    assert session_start(message.SerializeToString()).hyperparameters == {}
    assert session_start(b"").hyperparameters == {}


@pytest.mark.parametrize(
    ("number", "status"),
    [
        (0, SessionStatus.UNKNOWN),
        (1, SessionStatus.SUCCESS),
        (2, SessionStatus.FAILURE),
        (3, SessionStatus.RUNNING),
        (4, SessionStatus.UNKNOWN),
    ],
)
def test_an_end_of_a_session_has_a_status(number, status):
    message = plugin_data_pb2.HParamsPluginData()
    message.session_end_info.status = number
    message.session_end_info.end_time_secs = 1.0
    assert session_status(message.SerializeToString()) is status


def test_a_start_of_a_session_has_no_status():
    assert session_status(start_of_session({"lr": 0.1})) is SessionStatus.UNKNOWN


@given(st.binary(max_size=40))
def test_broken_content_is_an_error_and_nothing_worse(content):
    for read in (session_start, session_status):
        try:
            read(b"\x1a" + bytes([len(content)]) + content)
        except WireError:
            continue


def test_values_inside_too_many_others_are_an_error():
    value = 1.0
    for _ in range(30):
        value = [value]
    with pytest.raises(WireError, match="inside too many others"):
        session_start(start_of_session({"deep": value}))
