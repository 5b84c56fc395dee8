"""Nodes that are taken out of their messages all at once are those that protobuf reads."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tbtui.readers.graphs.attributes import attribute_text
from tbtui.readers.graphs.content import GraphError, NodeColumns, joined, values_of
from tbtui.readers.graphs.node_messages import NodeAttributes, NodeMessages
from tbtui.readers.proto.graph import LeanNodeDef

ENOUGH = 300
"""Nodes, of which most are walked together."""

NODE = LeanNodeDef(name=b"a/b", op=b"Add", input=[b"x", b"^y"], device=b"", attr={"T": b"0\x01"})


def message(**fields):
    return LeanNodeDef(**fields).SerializeToString()


def among_many(*odd):
    """Put messages between as many others as it takes."""
    usual = [message(name=b"n%d" % one, op=b"Op", input=[b"i%d" % one]) for one in range(ENOUGH)]
    return [*usual[:150], *odd, *usual[150:]]


def check(messages):
    nodes, attributes = NodeMessages(messages), NodeAttributes(NodeMessages(messages))
    expected = [LeanNodeDef.FromString(one) for one in messages]
    assert nodes.names == [node.name for node in expected]
    assert nodes.ops == [node.op for node in expected]
    assert nodes.devices == [node.device for node in expected]
    assert nodes.inputs == [text for node in expected for text in node.input]
    assert nodes.input_counts == [len(node.input) for node in expected]
    assert [dict(one) for one in attributes] == [dict(node.attr) for node in expected]
    for name in ("T", "shape", "_XlaCluster"):
        assert attributes.values_of(name) == {
            number: node.attr[name] for number, node in enumerate(expected) if name in node.attr
        }


@pytest.mark.parametrize("repeats", [1, ENOUGH])
@pytest.mark.parametrize(
    "odd",
    [
        b"",
        NODE.SerializeToString(),
        # The last name counts; inputs may come before it.
        b"\x1a\x01x" + message(name=b"first") + message(name=b"second", input=[b"y"]),
        # An entry of attributes without a value, and one that comes twice.
        b"\x2a\x03\x0a\x01T" + message(attr={"T": b"1"}) + message(attr={"T": b"2"}),
        # Fields that nobody knows: a number, fixed numbers, a group, a number of two bytes.
        message(name=b"n") + b"\x38\x07\x41abcdefgh\x4dabcd",
        message(name=b"n") + b"\x3b\x08\x01\x3c" + message(op=b"Op"),
        message(name=b"n") + b"\xf2\x06\x02hi",
        # A name that is no text.
        b"\x08\x05" + message(name=b"n", op=b"Op"),
        message(name=b"n", input=[b"i%d" % one for one in range(1_000)]),
        message(name=b"\xff\x00", op=b"\xe6", attr={"shape": b"T_XlaClusterT"}),
    ],
    ids=range(10),
)
def test_odd_nodes_among_many(odd, repeats):
    check(among_many(*[odd] * repeats))


names = st.binary(max_size=4)
nodes = st.builds(
    message,
    name=names,
    op=names,
    device=names,
    input=st.lists(names, max_size=3),
    attr=st.dictionaries(st.sampled_from(["T", "shape", "_XlaCluster"]), names, max_size=3),
)


@given(st.lists(nodes, min_size=1, max_size=4))
@settings(max_examples=30)
def test_any_nodes(some):
    check([*some * (ENOUGH // len(some)), b""])


@pytest.mark.parametrize("damaged", [b"\x0a\x05n", b"\x07", b"\x0a"])
@pytest.mark.parametrize("repeats", [1, ENOUGH])
def test_a_damaged_node_is_named(damaged, repeats):
    with pytest.raises(GraphError, match=r"^node 151 of 1?[0-9]{3} is damaged$"):
        NodeMessages([*among_many(*[damaged] * repeats)])


def test_damaged_attributes_are_no_damage_to_the_graph():
    entry_without_end = message(name=b"n") + b"\x2a\x02\x0a\x05"
    nodes = NodeMessages(among_many(entry_without_end))
    attributes = NodeAttributes(nodes)

    assert nodes.names[150] == b"n"
    (text,) = map(attribute_text, attributes[150].values())
    assert text == "(damaged)"
    assert attributes.values_of("T") == {}


def test_columns_one_after_the_other_know_all_attributes():
    typed = [NODE.SerializeToString()] * 2
    parts = [
        NodeColumns(names=["p"], attributes=[{"T": b"1"}], shapes=[()]),
        NodeColumns(names=["q", "r"], attributes=NodeAttributes(NodeMessages(typed)), shapes=[()]),
    ]
    together = joined([*parts, NodeColumns()])

    assert [one["T"] for one in together.attributes] == [b"1", b"0\x01", b"0\x01"]
    assert values_of(together.attributes, "T") == {0: b"1", 1: b"0\x01", 2: b"0\x01"}
    assert [dict(one) for one in together.attributes[1:]] == [{"T": b"0\x01"}] * 2
