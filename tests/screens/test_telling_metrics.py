"""The metrics that are shown when nobody has chosen any."""

from __future__ import annotations

import numpy as np

from tbtui.analysis.table import Column, ColumnKind, Table
from tbtui.readers.hparams_experiment import MetricName
from tbtui.screens.trials import TrialColumn, telling_metrics


def told(*announced, **values):
    """The metrics that tell, of some with the values of two trials."""
    titles = {name: name.replace("__", "/") for name in values}
    columns = [
        Column(title, title, ColumnKind.NUMBER, np.array(values[name], float))
        for name, title in titles.items()
    ]
    metrics = [
        TrialColumn(title, title, MetricName(title, ""), is_announced=title in announced)
        for title in titles.values()
    ]
    return [metric.title for metric in telling_metrics(Table(("a", "b"), tuple(columns)), metrics)]


def test_those_that_an_experiment_names_and_no_others():
    assert told("steps", "val/loss", steps=[1, 2], train__loss=[1, 2], val__loss=[1, 2]) == [
        "steps",
        "val/loss",
    ]


def test_where_none_is_named_validation_comes_first_and_layers_last():
    values = {f"layers__{layer}__norm": [1, 2] for layer in range(9)}
    found = told(**values, train__loss=[1, 2], val__acc=[1, 2])
    assert found[:3] == ["val/acc", "train/loss", "layers/0/norm"]
    assert len(found) == 5


def test_a_named_metric_that_is_the_same_everywhere_tells_nothing():
    assert told("hp_metric", hp_metric=[-1, -1], loss=[1, 2]) == ["loss", "hp_metric"]
