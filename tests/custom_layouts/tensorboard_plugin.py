"""TensorBoard's Custom Scalars plugin, asked without a server."""

from __future__ import annotations

import warnings
from pathlib import Path

from google.protobuf import json_format
from tensorboard import context
from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer
from tensorboard.plugins import base_plugin
from tensorboard.plugins.custom_scalar import layout_pb2

with warnings.catch_warnings():
    # Its own parts are deprecated.
    warnings.simplefilter("ignore")
    from tensorboard.backend.event_processing.data_provider import MultiplexerDataProvider
    from tensorboard.plugins.custom_scalar.custom_scalars_plugin import CustomScalarsPlugin
    from tensorboard.plugins.scalar.scalars_plugin import ScalarsPlugin


class TensorBoard:
    """The plugin, without a server and without sampling."""

    def __init__(self, directory: Path) -> None:
        guidance = {"tensors": 0, "scalars": 0}
        multiplexer = EventMultiplexer(size_guidance=guidance, tensor_size_guidance={"scalars": 0})
        multiplexer.AddRunsFromDirectory(str(directory))
        multiplexer.Reload()
        plugins: dict[str, base_plugin.TBPlugin] = {}
        tb_context = base_plugin.TBContext(
            logdir=str(directory),
            data_provider=MultiplexerDataProvider(multiplexer, str(directory)),
            plugin_name_to_instance=plugins,
        )
        plugins["scalars"] = ScalarsPlugin(tb_context)
        self._plugin = CustomScalarsPlugin(tb_context)

    def layout(self) -> layout_pb2.Layout | None:
        answer = self._plugin.layout_impl(context.RequestContext(), "")
        return json_format.Parse(answer, layout_pb2.Layout()) if answer else None

    def matching(self, run: str, expression: str):
        """Whether the expression is valid, and the points of matching tags: time, step, value."""
        answer = self._plugin.scalars_impl(context.RequestContext(), run, expression, "")
        return answer["regex_valid"], answer["tag_to_events"]
