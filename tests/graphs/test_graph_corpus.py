"""Every graph of the corpus against a plain computation with dictionaries and protobuf."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from tensorboard.compat.proto import config_pb2, graph_pb2, meta_graph_pb2
from tensorboard.plugins.graph import keras_util

from tbtui.analysis.graph.costs import join_costs
from tbtui.analysis.graph.meta_edges import meta_edges
from tbtui.analysis.graph.model import ROOT, Kind
from tbtui.analysis.graph.sources import (
    graph_title,
    graphs_in,
    load_device_runs,
    load_graph,
    profiles_in,
)
from tbtui.readers.entry_bytes import entry_bytes
from tbtui.readers.graphs.content import GraphError
from tbtui.readers.graphs.kinds import FUNCTION_GRAPHS, KERAS_MODELS, META_GRAPHS, RUN_GRAPHS
from tbtui.readers.logdir import LogSource
from tbtui.readers.proto.summary import Summary
from tbtui.store.loader import Loader

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

pytestmark = [
    pytest.mark.corpus,
    pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside this checkout"),
]

ROOTS = (
    "made/lightning",
    "made/tensorboardX/every_method",
    "made/tf2/keras",
    "made/tf2/summary",
    "made/tf2/tf1",
    "made/torch",
    "real/guildai__guildai",
    "real/tensorflow__tensorboard",
    "real/wandb__wandb",
)


def runs():
    if not CORPUS.is_dir():
        return []
    loader = Loader([LogSource(root, str(CORPUS / root)) for root in ROOTS])
    loader.load()
    return [run for run in loader.store.runs if any("graph" in kind for kind, _ in run.indexed)]


RUNS = runs()
SOURCES = [source for run in RUNS for source in graphs_in(run)]
PROFILES = [(run, profile) for run in RUNS for profile in profiles_in(run)]


def spoken(source):
    return f"{source.run} {graph_title(source)}"


def raw(source):
    data = entry_bytes(source.entry, 1 << 30)
    if source.kind in (FUNCTION_GRAPHS, KERAS_MODELS):
        [data] = Summary.Value.FromString(data).tensor.string_val
    return data


def plain_graph(source):
    """Return the GraphDef that TensorBoard would show."""
    data = raw(source)
    if source.kind == META_GRAPHS:
        return meta_graph_pb2.MetaGraphDef.FromString(data).graph_def
    if source.kind == FUNCTION_GRAPHS:
        graphs = config_pb2.RunMetadata.FromString(data).function_graphs
        return plainly_merged([one.pre_optimization_graph for one in graphs])
    return graph_pb2.GraphDef.FromString(data)


def plainly_merged(graphs):
    """Give each of several graphs a scope; the functions of all are shared."""
    if len(graphs) < 2:
        return graphs[0]
    message = graph_pb2.GraphDef()
    for number, one in enumerate(graphs, start=1):
        for node in one.node:
            added = message.node.add(name=f"graph_{number}/{node.name}", op=node.op)
            for text in node.input:
                control, name = ("^", text[1:]) if text.startswith("^") else ("", text)
                added.input.append(f"{control}graph_{number}/{name}")
        for function in one.library.function:
            if all(
                known.signature.name != function.signature.name
                for known in message.library.function
            ):
                message.library.function.append(function)
    return message


class Plain:
    """What is to be known of a graph, computed name by name."""

    def __init__(self, message):
        self.nodes = {}
        self.count = 0
        self.add("", message.node)
        for function in message.library.function:
            prefix = f"__function_library__{function.signature.name}/"
            for argument in function.signature.input_arg:
                self.nodes[prefix + argument.name] = ("input_arg", prefix, [])
                self.count += 1
            self.add(prefix, function.node_def)
        ins = {name: self.inputs(name) for name in self.nodes}
        consumed = {source for sources in ins.values() for source, _ in sources}
        constants = {n for n, (op, _, _) in self.nodes.items() if "Const" in op and n in consumed}
        summaries = {
            name
            for name, (op, _, _) in self.nodes.items()
            if re.fullmatch("[a-zA-Z]+Summary", op) and name not in constants and ins[name]
        }
        self.embedded = constants | summaries
        self.shown = [name for name in self.nodes if name not in self.embedded]
        self.edges = Counter()
        for name in self.shown:
            for source, control in ins[name]:
                if source not in self.embedded:
                    self.edges[source, name, control] += 1
                    continue
                for further, also_control in ins[source]:
                    if further not in self.embedded and further != name:
                        self.edges[further, name, also_control] += 1
        self.scopes = {
            name[: place.start()] for name in self.shown for place in re.finditer("/", name)
        }

    def add(self, prefix, nodes):
        for node in nodes:
            # ONNX models that are imported name an output like the node that gives it.
            self.nodes.setdefault(prefix + node.name, (node.op, prefix, list(node.input)))
            self.count += 1

    def inputs(self, name):
        """Return the inputs of a node that exist, without repeats in a row and without itself."""
        _, prefix, texts = self.nodes[name]
        found = []
        last = None
        for text in texts:
            source = prefix + re.sub(r"(:\w+)?:\d+$", "", text.removeprefix("^"))
            if source != last and source in self.nodes and source != name:
                found.append((source, text.startswith("^")))
            last = source
        return found


@pytest.mark.parametrize("source", [one for one in SOURCES if one.kind != KERAS_MODELS], ids=spoken)
def test_nodes_edges_and_scopes_are_those_of_a_plain_computation(source):
    try:
        made = load_graph(source)
    except GraphError:
        assert not config_pb2.RunMetadata.FromString(raw(source)).function_graphs
        return
    plain = Plain(plain_graph(source))
    names = [made.name(item) for item in range(made.item_count)]
    is_node = made.kind == Kind.NODE
    assert is_node.sum() == plain.count
    assert {names[item] for item in np.flatnonzero(is_node)} == set(plain.nodes)
    assert {names[item] for item in range(made.tree_size, made.item_count)} == plain.embedded
    scopes = np.flatnonzero(np.isin(made.kind, [Kind.SCOPE, Kind.FUNCTION]))
    assert {names[item] for item in scopes if item != ROOT} == plain.scopes
    edges = Counter(
        (names[source], names[target], control)
        for source, target, control in zip(
            made.edges.source.tolist(),
            made.edges.target.tolist(),
            made.edges.control.tolist(),
            strict=True,
        )
    )
    if plain.count > len(plain.nodes):
        # Names that repeat cannot be told apart here.
        assert not plain.edges - edges
        return
    assert edges == plain.edges
    for item in np.flatnonzero(is_node).tolist():
        assert made.op_name(item) == plain.nodes[names[item]][0]

    # At the top, the edges between the first parts of names.
    top = made.children(ROOT)
    found = meta_edges(made, made.children(ROOT))
    counts = {
        (names[source], names[target]): count
        for source, target, count in zip(
            found.source.tolist(), found.target.tolist(), found.counts.tolist(), strict=True
        )
        if made.library not in (source, target)
    }
    of_series = {
        member: names[item]
        for item in top.tolist()
        if made.kind[item] == Kind.SERIES
        for member in names[item + 1 : int(made.end[item])]
    }
    expected = Counter()
    for (one, other, _), count in plain.edges.items():
        if not one.startswith("__function_library__"):
            ends = [of_series.get(name.split("/")[0], name.split("/")[0]) for name in (one, other)]
            if ends[0] != ends[1]:
                expected[tuple(ends)] += count
    assert counts == expected


@pytest.mark.parametrize("source", [one for one in SOURCES if one.kind == KERAS_MODELS], ids=spoken)
def test_keras_models_have_the_layers_and_edges_that_tensorboard_finds(source):
    made = load_graph(source).content.nodes
    expected = keras_util.keras_model_to_graph_def(json.loads(raw(source)))
    assert made.names == [node.name for node in expected.node]
    inputs = iter(made.input_texts)
    for node, count in zip(expected.node, made.input_counts, strict=True):
        assert sorted(next(inputs) for _ in range(count)) == sorted(node.input)


@pytest.mark.parametrize(("run", "profile"), PROFILES, ids=lambda one: getattr(one, "tag", ""))
def test_costs_are_those_of_a_plain_computation(run, profile):
    made = load_graph(graphs_in(run)[-1])
    costs = join_costs(made, load_device_runs(profile))
    stats = config_pb2.RunMetadata.FromString(entry_bytes(profile.entry, 1 << 30)).step_stats
    spans = {}
    for device in stats.dev_stats:
        for one in device.node_stats:
            name = one.node_name.split(":")[0]
            first, last, memory = spans.get(name, (float("inf"), 0, 0))
            start = one.all_start_micros
            spans[name] = (
                min(first, start),
                max(last, start + one.all_end_rel_micros),
                max(memory, sum(used.total_bytes for used in one.memory)),
            )
    names = made.nodes.numbers
    known = {name: span for name, span in spans.items() if name in names}
    assert (costs.matched, costs.unmatched) == (len(known), len(spans) - len(known))
    for item in range(made.tree_size):
        below = [
            known[made.name(one)]
            for one in range(item, int(made.end[item]))
            if made.kind[one] == Kind.NODE and made.name(one) in known
        ]
        if not below:
            assert costs.time[item] == costs.memory[item] == -1
            continue
        assert costs.memory[item] == sum(memory for _, _, memory in below)
        assert costs.time[item] == max(end for _, end, _ in below) - min(
            start for start, _, _ in below
        )


def test_the_corpus_has_the_graphs_that_it_is_known_to_have():
    tags = {(source.run, source.kind, source.tag) for source in SOURCES}
    assert Counter(kind for _, kind, _ in tags) == {
        RUN_GRAPHS: 12,
        KERAS_MODELS: 4,
        FUNCTION_GRAPHS: 2,
    }
    assert len(PROFILES) == 6
