"""The ``Experiment`` of the hparams plugin: which hyperparameters and metrics were announced.

As in `tbtui.readers.hparams`, the message is walked; field numbers are those of TensorBoard's
``api.proto``.
"""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from tbtui.readers.hparams import HyperparameterValue, double, json_value, messages
from tbtui.readers.values import text
from tbtui.readers.wire import FIXED64, LENGTH_DELIMITED, VARINT, Field, fields


class HyperparameterType(Enum):
    """What the values of a hyperparameter are."""

    UNSET = 0
    STRING = 1
    BOOL = 2
    FLOAT64 = 3


class MetricName(NamedTuple):
    """Where the values of a metric are, seen from a session.

    Attributes
    ----------
    tag : str
    group : str
        The run below that of the session, such as ``validation``; empty for the session's own.
    """

    tag: str
    group: str = ""

    @property
    def title(self) -> str:
        """Both, as a path."""
        return f"{self.group}/{self.tag}" if self.group not in ("", "..") else self.tag


class HyperparameterInfo(NamedTuple):
    """What is known of one hyperparameter.

    Attributes
    ----------
    name : str
    display_name, description : str
        May be empty.
    type : HyperparameterType
    domain : tuple of values or None
        Those that it can have.
    interval : (float, float) or None
        Its lowest and highest value.
    differs : bool
        Whether sessions have different values; announced experiments never say so.
    """

    name: str
    display_name: str = ""
    description: str = ""
    type: HyperparameterType = HyperparameterType.UNSET
    domain: tuple[HyperparameterValue, ...] | None = None
    interval: tuple[float, float] | None = None
    differs: bool = False


class MetricInfo(NamedTuple):
    """What is known of one metric; texts may be empty."""

    name: MetricName
    display_name: str = ""
    description: str = ""


class Experiment(NamedTuple):
    """What was announced of all sessions together; texts may be empty."""

    hyperparameters: tuple[HyperparameterInfo, ...] = ()
    metrics: tuple[MetricInfo, ...] = ()
    name: str = ""
    description: str = ""
    user: str = ""
    time_created: float | None = None


def experiment(content: bytes) -> Experiment:
    """Return what is in the content of the tag `tbtui.readers.hparams.EXPERIMENT_TAG`.

    Raises
    ------
    WireError
        If the content is malformed.
    """
    texts = {1: "", 2: "", 6: ""}
    time_created = None
    hyperparameters, metrics = [], []
    for information in messages(content, 0, len(content), 2):
        for field in fields(content, information.start, information.end):
            if field.wire_type == LENGTH_DELIMITED and field.number in texts:
                texts[field.number] = _text(content, field)
            elif field.wire_type == LENGTH_DELIMITED and field.number == 4:
                hyperparameters.append(_hyperparameter(content, field))
            elif field.wire_type == LENGTH_DELIMITED and field.number == 5:
                metrics.append(_metric(content, field))
            elif field.wire_type == FIXED64 and field.number == 3:
                time_created = double(content, field)
    return Experiment(
        tuple(hyperparameters), tuple(metrics), texts[6], texts[1], texts[2], time_created
    )


def _hyperparameter(data: bytes, message: Field) -> HyperparameterInfo:
    texts = {1: "", 2: "", 3: ""}
    kind, domain, interval, differs = 0, None, None, False
    for field in fields(data, message.start, message.end):
        if field.wire_type == LENGTH_DELIMITED and field.number in texts:
            texts[field.number] = _text(data, field)
        elif field.wire_type == VARINT and field.number == 4:
            kind = field.value
        elif field.wire_type == LENGTH_DELIMITED and field.number == 5:
            domain, interval = _domain(data, field), None
        elif field.wire_type == LENGTH_DELIMITED and field.number == 6:
            domain, interval = None, _interval(data, field)
        elif field.wire_type == VARINT and field.number == 7:
            differs = bool(field.value)
    known = HyperparameterType(kind) if kind <= 3 else HyperparameterType.UNSET
    return HyperparameterInfo(texts[1], texts[2], texts[3], known, domain, interval, differs)


def _domain(data: bytes, message: Field) -> tuple[HyperparameterValue, ...]:
    values = (json_value(data, item) for item in messages(data, message.start, message.end, 1))
    return tuple(value for value in values if isinstance(value, bool | float | str))


def _interval(data: bytes, message: Field) -> tuple[float, float]:
    ends = {1: 0.0, 2: 0.0}
    for field in fields(data, message.start, message.end):
        if field.wire_type == FIXED64 and field.number in ends:
            ends[field.number] = double(data, field)
    return ends[1], ends[2]


def _metric(data: bytes, message: Field) -> MetricInfo:
    name = {1: "", 2: ""}
    texts = {3: "", 4: ""}
    for field in fields(data, message.start, message.end):
        if field.wire_type != LENGTH_DELIMITED:
            continue
        if field.number == 1:
            for part in fields(data, field.start, field.end):
                if part.wire_type == LENGTH_DELIMITED and part.number in name:
                    name[part.number] = _text(data, part)
        elif field.number in texts:
            texts[field.number] = _text(data, field)
    return MetricInfo(MetricName(name[2], name[1]), texts[3], texts[4])


def _text(data: bytes, field: Field) -> str:
    return text(data[field.start : field.end])
