"""Which graphs a run has, how they are loaded, and what the commands say of them."""

from __future__ import annotations

import json

import pytest
from made_graphs import function, graph_def, node, write_run
from tensorboard.compat.proto import config_pb2, meta_graph_pb2

from tbtui.analysis.graph.sources import (
    GraphType,
    graph_title,
    graphs_in,
    load_device_runs,
    load_graph,
    node_count,
    profiles_in,
)
from tbtui.cli import main
from tbtui.readers.graphs.content import GraphError
from tbtui.readers.logdir import LogSource
from tbtui.store.loader import Loader

FIRST = graph_def(("a",), ("s/b", "Mul", ["a"])).SerializeToString()
SECOND = graph_def(("x",)).SerializeToString()
META = meta_graph_pb2.MetaGraphDef(graph_def=graph_def(("m",))).SerializeToString()
KERAS = json.dumps(
    {
        "class_name": "Sequential",
        "config": {
            "name": "net",
            "layers": [
                {
                    "class_name": "Dense",
                    "config": {"name": "d", "units": 2, "batch_input_shape": [None, 3]},
                }
            ],
        },
    }
).encode()


def traced(*graphs):
    message = config_pb2.RunMetadata()
    for one in graphs:
        message.function_graphs.add().pre_optimization_graph.CopyFrom(one)
    run = message.step_stats.dev_stats.add(device="/device:CPU:0").node_stats.add(node_name="s/b")
    run.all_start_micros, run.all_end_rel_micros = 10, 1500
    run.memory.add(total_bytes=4096)
    return message.SerializeToString()


@pytest.fixture
def run(tmp_path):
    """Return a function that writes a run of its own and reads it."""

    def read(**content):
        write_run(str(tmp_path / "events.out.tfevents.1"), **content)
        loader = Loader([LogSource("", str(tmp_path))])
        loader.load()
        [only] = loader.store.runs
        return only

    return read


def titles(run):
    return [(graph_title(one), one.kind) for one in graphs_in(run)]


def test_of_several_graphs_of_a_run_the_newest_comes_first(run):
    read = run(graphs=[FIRST, SECOND])
    assert titles(read) == [
        ("graph of the run (2 of 2)", "graphs"),
        ("graph of the run (1 of 2)", "graphs"),
    ]
    newest, oldest = graphs_in(read)
    assert load_graph(newest).nodes.names == ["x"]
    assert load_graph(oldest).nodes.names == ["a", "s/b"]


def test_the_graph_of_a_meta_graph_counts_where_there_is_no_other(run):
    assert titles(run(graphs=[FIRST], meta_graphs=[META])) == [("graph of the run", "graphs")]


def test_a_meta_graph_alone(run):
    read = run(meta_graphs=[META])
    [source] = graphs_in(read)
    assert graph_title(source) == "graph of the run"
    assert load_graph(source).nodes.names == ["m"]


def test_functions_keras_models_and_profiles(run):
    read = run(
        graphs=[FIRST],
        tagged_run_metadata=[("step1", traced())],
        tensors=[
            ("trace", "graph_run_metadata_graph", traced(graph_def(("f",)))),
            ("profiled", "graph_run_metadata", traced(graph_def(("g",)))),
            ("keras", "graph_keras_model", KERAS),
        ],
    )
    loaded = [(graph_title(one), one.type, load_graph(one).nodes.names) for one in graphs_in(read)]
    assert loaded == [
        ("graph of the run", GraphType.OPERATIONS, ["a", "s/b"]),
        ("trace", GraphType.OPERATIONS, ["f"]),
        ("profiled", GraphType.OPERATIONS, ["g"]),
        ("keras", GraphType.CONCEPTUAL, ["net/d"]),
    ]
    profiles = profiles_in(read)
    assert [one.tag for one in profiles] == ["step1", "profiled"]
    for profile in profiles:
        [device] = load_device_runs(profile)
        assert [one.node for one in device.runs] == ["s/b"]


def test_damage_is_told_where_a_graph_is_loaded(run, tmp_path):
    read = run(graphs=[b"\xff\xfe"], tensors=[("keras", "graph_keras_model", b"{")])
    for source in graphs_in(read):
        with pytest.raises(GraphError):
            load_graph(source)
    (tmp_path / "events.out.tfevents.1").unlink()
    with pytest.raises(GraphError, match="it cannot be read: its file"):
        load_graph(graphs_in(read)[0])


def test_only_small_graphs_of_runs_are_counted(run):
    large = node("a")
    large.attr["x"].s = b"x" * (1 << 20)
    read = run(
        graphs=[FIRST, graph_def(large).SerializeToString()],
        tensors=[("keras", "graph_keras_model", KERAS)],
    )
    assert [node_count(one) for one in graphs_in(read)] == [None, 2, None]


# Commands


def test_inspect_says_which_graphs_there_are(run, tmp_path, capsys):
    read = run(
        graphs=[FIRST],
        tagged_run_metadata=[("step1", traced())],
        tensors=[("keras", "graph_keras_model", KERAS)],
    )
    length = graphs_in(read)[1].entry.length
    assert main(["inspect", str(tmp_path)]) == 0
    lines = [line.strip() for line in capsys.readouterr().out.splitlines()]
    first = lines.index("graphs of the model")
    assert lines[first + 1 : first + 4] == [
        f"__run_graph__  op graph, 2 nodes, {len(FIRST)} B",
        f"keras  conceptual graph, {length} B",
        f"step1  profile, {len(traced())} B",
    ]
    assert main(["inspect", str(tmp_path), "--json"]) == 0
    [found] = json.loads(capsys.readouterr().out)["runs"]
    assert [(one["tag"], one["type"], one["nodes"]) for one in found["graphs"]] == [
        ("__run_graph__", "op graph", 2),
        ("keras", "conceptual graph", None),
        ("step1", "profile", None),
    ]
    assert main(["inspect", str(tmp_path), "--tag", "keras", "--json"]) == 0
    [found] = json.loads(capsys.readouterr().out)["runs"]
    assert [one["tag"] for one in found["graphs"]] == ["keras"]


def printed(capfdbinary, *words):
    """Run ``tbtui graph`` and return what it printed."""
    assert main(["graph", *words]) == 0
    return capfdbinary.readouterr().out.decode()


def test_an_outline_of_the_newest_graph_with_its_profile(run, tmp_path, capfdbinary):
    run(
        graphs=[
            graph_def(
                node("a", "Placeholder", device="/task:0/device:CPU:0", shapes=[(2, -1)]),
                ("k", "Const"),
                ("s/b", "Mul", ["a", "k", "gone"]),
                ("s/c1",),
                ("s/c2",),
                ("call", "f"),
                ("sum", "ScalarSummary", ["s/b"]),
                functions=[function("f", ["x"])],
            ).SerializeToString()
        ],
        tagged_run_metadata=[("step1", traced())],
    )
    outline = printed(capfdbinary, str(tmp_path), "--profile", "step1")
    assert outline.splitlines() == [
        ".: graph of the run",
        "8 nodes, 2 of them shown as decorations, 1 edge, 1 function, 4.1 kB, 1.5ms",
        "a  Placeholder  2x?  CPU:0",
        "s/  3 nodes  4.1 kB  1.5ms",
        "  b  Mul  1 constant  1 summary  1 input of no node  4.1 kB  1.5ms",
        "  c1  Op",
        "  c2  Op",
        "call  f  calls f",
        "__function_library__  1 node",
        "  f  1 node",
        "    x  input_arg",
    ]
    shallow = printed(capfdbinary, str(tmp_path), "--depth", "1")
    assert [line.split()[0] for line in shallow.splitlines()[2:]] == [
        "a",
        "s/",
        "call",
        "__function_library__",
    ]


def test_scopes_too_deep_to_indent_say_how_deep_they_are(tmp_path, capfdbinary):
    path = tmp_path / "deep.pb"
    path.write_bytes(graph_def(("/".join("a" * 10_000),)).SerializeToString())
    lines = printed(capfdbinary, str(path)).splitlines()
    assert lines[-1].strip() == "(level 10000) a  Op"
    assert max(map(len, lines)) < 200


def test_dot_has_clusters_edges_and_no_raw_text(tmp_path, capfdbinary):
    path = tmp_path / "graph.pb"
    path.write_bytes(
        graph_def(
            node("a", shapes=[(2,)]),
            ("s/t/b", "Assign", ["a", "^c"]),
            ('s/"\x1b\\', "Op", ["s/t/b"]),
            ("c",),
        ).SerializeToString()
    )
    dot = printed(capfdbinary, str(path), "--format", "dot")
    assert dot.splitlines()[4:] == [
        'n1 [label="a\\nOp\\n2"];',
        "subgraph cluster_2 {",
        'label="s";',
        "subgraph cluster_3 {",
        'label="t";',
        'n4 [label="b\\nAssign"];',
        "}",
        'n5 [label="\\"\\\\x1b\\\\\\nOp"];',
        "}",
        'n6 [label="c\\nOp"];',
        'n1 -> n4 [label="2", color=orange];',
        "n6 -> n4 [style=dotted];",
        "n4 -> n5;",
        "}",
    ]


def test_json_has_every_node_and_scope(tmp_path):
    large = node("k", "Const")
    large.attr["value"].s = b"x" * 2000
    source, target = tmp_path / "graph.pb", tmp_path / "graph.json"
    nodes = [node("a", shapes=[(2, -1), None]), ("s/b", "Op", ["a:1", "k", "gone"]), large]
    source.write_bytes(graph_def(*nodes).SerializeToString())
    assert main(["graph", str(source), "-o", str(target)]) == 0
    document = json.loads(target.read_text())
    assert document["format"] == 1
    assert document["nodes"] == [
        {
            "name": "a",
            "op": "Op",
            "device": "",
            "inputs": [],
            "shapes": [[2, -1], None],
            "embedded": False,
            "attributes": {"_output_shapes": "[2x?, ?]"},
        },
        {
            "name": "s/b",
            "op": "Op",
            "device": "",
            "inputs": ["a:1", "k", "gone"],
            "shapes": [],
            "embedded": False,
            "attributes": {},
            "dangling_inputs": ["gone"],
        },
        {
            "name": "k",
            "op": "Const",
            "device": "",
            "inputs": [],
            "shapes": [],
            "embedded": True,
            "attributes": {},
            "large_attributes": ["value"],
        },
    ]
    assert document["scopes"] == [{"id": 2, "parent": 0, "label": "s", "kind": "scope", "nodes": 1}]


def test_a_choice_of_one_graph_is_said(run, tmp_path, capfdbinary):
    run(graphs=[FIRST, SECOND], tensors=[("keras", "graph_keras_model", KERAS)])
    assert main(["graph", str(tmp_path)]) == 0
    said = capfdbinary.readouterr().err.decode()
    assert "this is graph of the run (2 of 2) in .;" in said
    assert "graph of the run (1 of 2) in ., keras in .\n" in said
    assert "net/  1 node  8 parameters" in printed(capfdbinary, str(tmp_path), "--tag", "keras")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--tag", "none"], "no tag of a graph matches 'none'; there is __run_graph__"),
        (["--profile", "none"], "there is no profile"),
        (["--run", "none"], "no run matches 'none'"),
    ],
)
def test_what_cannot_be_had_is_explained(run, tmp_path, capsys, words, reason):
    run(graphs=[FIRST])
    assert main(["graph", str(tmp_path), *words]) == 1
    assert reason in capsys.readouterr().err


def test_a_file_without_a_graph_and_a_run_without_one(tmp_path, capsys):
    broken = tmp_path / "broken.pb"
    broken.write_bytes(b"\xff\x00\xff")
    assert main(["graph", str(broken)]) == 1
    assert f"{broken}: the file holds no graph" in capsys.readouterr().err
    (tmp_path / "logs").mkdir()
    write_run(str(tmp_path / "logs" / "events.out.tfevents.1"))
    assert main(["graph", str(tmp_path / "logs")]) == 1
    assert "there is no graph" in capsys.readouterr().err
