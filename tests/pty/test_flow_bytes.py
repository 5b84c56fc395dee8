"""What going through the flow of a graph costs over SSH: 160x48 cells."""

from __future__ import annotations

import pytest
from made_graphs import graph_def, write_run
from terminal import tbtui

from tbtui.dashboards import DASHBOARDS

pytestmark = pytest.mark.pty

GRAPH = str([dashboard.name for dashboard in DASHBOARDS].index("graph") + 1)


def network():
    """Forty blocks in a row, each of two branches that meet again."""
    nodes = [("x", "Placeholder")]
    last = "x"
    for number in range(40):
        block = f"block{number}"
        nodes += [
            (f"{block}/conv", "Conv2D", [last]),
            (f"{block}/relu", "Relu", [f"{block}/conv"]),
            (f"{block}/sum", "AddV2", [f"{block}/relu", last]),
        ]
        last = f"{block}/sum"
    return graph_def(*nodes).SerializeToString()


@pytest.fixture
def terminal(tmp_path):
    write_run(tmp_path / "events.out.tfevents.1.host", graphs=[network()])
    with tbtui(tmp_path, "--interval", "1000") as opened:
        opened.read_until(lambda: "holds no scalars" in opened.text)
        opened.press(GRAPH)
        opened.read_until(lambda: opened.text.count("block0") > 1)
        opened.drain(quiet=0.5)
        press(opened, "tab")
        yield opened


def press(terminal, key):
    """Press a key; return the bytes that came for it."""
    terminal.press(key)
    return len(terminal.drain(quiet=0.2, first=2.0))


def test_going_through_the_flow(terminal):
    # Two boxes and their arrows change, the cursor of the tree, and the panel of the node.
    steps = [press(terminal, "j") for _ in range(10)]
    assert min(steps) > 0
    assert sum(steps) < 10 * 2_000
    for key in ("enter", "u", "v", "L", "H", "z", "T"):
        assert 0 < press(terminal, key) < 20_000, key
