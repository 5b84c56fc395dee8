"""The made-up network of ``tbtui demo``: a small transformer, as TensorFlow would write it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tbtui.commands.demo_curves import LAYERS, DemoRun

if TYPE_CHECKING:
    from tbtui.readers.proto.graph import GraphDef, NodeDef

PROFILED_STEP = 1_000
PROFILE_TAG = f"step {PROFILED_STEP:,}"

_BATCH, _TOKENS, _WIDTH, _INNER, _VOCABULARY, _HEADS = 32, 128, 256, 1_024, 8_000, 8
_DEVICE = "/job:localhost/replica:0/task:0/device:GPU:0"

_Shape = tuple[int, ...]
_HIDDEN: _Shape = (-1, _TOKENS, _WIDTH)


def demo_graph(run: DemoRun) -> bytes:
    """Return the serialized ``GraphDef`` of a run."""
    return _Network(has_dropout=run.dropout > 0).graph.SerializeToString()


def demo_run_metadata(run: DemoRun, began: float) -> bytes:
    """Return the serialized ``RunMetadata`` of one step: what each node took.

    Parameters
    ----------
    run : DemoRun
    began : float
        When the step began, in seconds since 1970.
    """
    from tbtui.readers.proto.run_metadata import RunMetadata

    network = _Network(has_dropout=run.dropout > 0)
    metadata = RunMetadata()
    device = metadata.step_stats.dev_stats.add(device=_DEVICE)
    start = int(began * 1e6)
    for name, shape, operations in network.work:
        elements = _elements(shape)
        microseconds = max(2, round(operations / 4e6) + elements // 200_000)
        node = device.node_stats.add(
            node_name=name, all_start_micros=start, all_end_rel_micros=microseconds
        )
        node.memory.add(allocator_name="GPU_0_bfc", total_bytes=4 * elements)
        output = node.output.add(slot=0).tensor_description
        output.dtype = network.float32
        for size in shape:
            output.shape.dim.add(size=_BATCH if size < 0 else size)
        start += microseconds
    return metadata.SerializeToString()


def _elements(shape: Sequence[int]) -> int:
    return math.prod(_BATCH if size < 0 else size for size in shape)


class _Network:
    """The graph as it is put together, and the work of each of its nodes."""

    def __init__(self, *, has_dropout: bool) -> None:
        from tbtui.readers.proto.graph import GraphDef
        from tbtui.readers.proto.tensor import TensorProto

        self.graph: GraphDef = GraphDef()
        self.float32 = TensorProto.DT_FLOAT
        self.int32, self.int64 = TensorProto.DT_INT32, TensorProto.DT_INT64
        self.has_dropout = has_dropout
        self.work: list[tuple[str, _Shape, int]] = []
        """Name, output shape and multiplications of what runs."""
        self._build()

    def _build(self) -> None:
        self.graph.versions.producer = 1087
        tokens = self.node("tokens", "Placeholder", [], (-1, _TOKENS))
        targets = self.node("targets", "Placeholder", [], (-1, _TOKENS))
        table = self.variable("embedding/table", (_VOCABULARY, _WIDTH))
        axis = self.constant("embedding/lookup/axis")
        found = self.node("embedding/lookup", "GatherV2", [table, tokens, axis], _HIDDEN)
        hidden = self.plus(
            "embedding/add_positions", found, "embedding/positions", (_TOKENS, _WIDTH)
        )
        for layer in range(LAYERS):
            hidden = self.attention(f"layers/{layer}/attention", hidden)
            hidden = self.feed_forward(f"layers/{layer}/feed_forward", hidden)
        hidden = self.normalized("head/norm", hidden)
        logits = self.dense("head/logits", hidden, _WIDTH, _VOCABULARY)
        losses = self.node(
            "loss/cross_entropy",
            "SparseSoftmaxCrossEntropyWithLogits",
            [logits, targets],
            (-1, _TOKENS),
        )
        axes = self.constant("loss/mean/axes")
        loss = self.node("loss/mean", "Mean", [losses, axes], ())
        tag = self.constant("train/loss/tag")
        self.node("train/loss", "ScalarSummary", [tag, loss], ())
        self.train(loss)

    def attention(self, scope: str, hidden: str) -> str:
        """Add self-attention with its residual connection."""
        normalized = self.normalized(f"{scope}/norm", hidden)
        query, key, value = (
            self.dense(f"{scope}/{name}", normalized, _WIDTH, _WIDTH)
            for name in ("query", "key", "value")
        )
        part = (-1, _TOKENS, _WIDTH // _HEADS)
        work = _BATCH * _TOKENS * _TOKENS * _WIDTH // _HEADS
        heads = [
            self.node(f"{scope}/head_{head}", "FusedAttention", [query, key, value], part, 2 * work)
            for head in range(_HEADS)
        ]
        axis = self.constant(f"{scope}/join/axis")
        joined = self.node(f"{scope}/join", "ConcatV2", [*heads, axis], _HIDDEN)
        output = self.dense(f"{scope}/output", joined, _WIDTH, _WIDTH)
        return self.residual(scope, hidden, output)

    def feed_forward(self, scope: str, hidden: str) -> str:
        """Add two dense layers with their residual connection."""
        normalized = self.normalized(f"{scope}/norm", hidden)
        wide = self.dense(f"{scope}/expand", normalized, _WIDTH, _INNER)
        active = self.node(f"{scope}/gelu", "Gelu", [wide], (-1, _TOKENS, _INNER))
        output = self.dense(f"{scope}/contract", active, _INNER, _WIDTH)
        return self.residual(scope, hidden, output)

    def residual(self, scope: str, hidden: str, output: str) -> str:
        if self.has_dropout:
            rate = self.constant(f"{scope}/dropout/rate")
            output = self.node(f"{scope}/dropout", "Dropout", [output, rate], _HIDDEN)
        return self.node(f"{scope}/add", "AddV2", [hidden, output], _HIDDEN)

    def normalized(self, scope: str, hidden: str) -> str:
        scale, shift = (self.variable(f"{scope}/{name}", (_WIDTH,)) for name in ("scale", "shift"))
        return self.node(f"{scope}/normalize", "LayerNorm", [hidden, scale, shift], _HIDDEN)

    def dense(self, scope: str, hidden: str, inputs: int, outputs: int) -> str:
        kernel = self.variable(f"{scope}/kernel", (inputs, outputs))
        shape = (-1, _TOKENS, outputs)
        work = _BATCH * _TOKENS * inputs * outputs
        product = self.node(f"{scope}/MatMul", "BatchMatMulV2", [hidden, kernel], shape, work)
        return self.plus(f"{scope}/BiasAdd", product, f"{scope}/bias", (outputs,), shape)

    def plus(
        self, name: str, hidden: str, variable: str, shape: _Shape, output: _Shape = _HIDDEN
    ) -> str:
        return self.node(name, "AddV2", [hidden, self.variable(variable, shape)], output)

    def train(self, loss: str) -> None:
        """Add gradients and the count of steps, which a step of training waits for."""
        gradients = self.node("optimizer/gradients", "Gradients", [loss], ())
        count = self._add("optimizer/global_step", "VariableV2", [], ())
        count.attr["dtype"].type = self.int64
        count.attr["container"].s = b""
        count.attr["shape"].shape.SetInParent()
        one = self.constant("optimizer/one")
        counted = self.node("optimizer/count", "AssignAdd", [count.name, one], ())
        self.node("optimizer/step", "NoOp", [f"^{gradients}", f"^{counted}"])

    def variable(self, name: str, shape: _Shape) -> str:
        node = self._add(name, "VariableV2", [], shape)
        node.attr["dtype"].type = self.float32
        node.attr["container"].s = b""
        _set_shape(node, "shape", shape)
        return name

    def constant(self, name: str) -> str:
        node = self._add(name, "Const", [], ())
        node.attr["value"].tensor.dtype = self.int32
        node.attr["value"].tensor.int_val.append(0)
        node.attr["value"].tensor.tensor_shape.SetInParent()
        return name

    def node(
        self,
        name: str,
        op: str,
        inputs: list[str],
        shape: _Shape | None = None,
        work: int = 0,
    ) -> str:
        node = self._add(name, op, inputs, shape)
        if op == "Placeholder":
            node.attr["dtype"].type = self.int32
        else:
            node.attr["T"].type = self.float32
        if shape is not None:
            self.work.append((name, shape, work))
        return name

    def _add(self, name: str, op: str, inputs: list[str], shape: _Shape | None) -> NodeDef:
        node = self.graph.node.add(name=name, op=op, input=inputs, device=_DEVICE)
        if shape is not None:
            added = node.attr["_output_shapes"].list.shape.add()
            for size in shape:
                added.dim.add(size=size)
        return node


def _set_shape(node: NodeDef, attribute: str, shape: _Shape) -> None:
    for size in shape:
        node.attr[attribute].shape.dim.add(size=size)
