"""TensorBoard's HParams plugin, asked without a server."""

from __future__ import annotations

import csv
import io
import warnings
from pathlib import Path

from tensorboard import context
from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer
from tensorboard.plugins import base_plugin
from tensorboard.plugins.hparams import (
    api_pb2,
    backend_context,
    download_data,
    get_experiment,
    list_session_groups,
)

with warnings.catch_warnings():
    # Its own parts are deprecated.
    warnings.simplefilter("ignore")
    from tensorboard.backend.event_processing.data_provider import MultiplexerDataProvider

ALL_STATUSES = tuple(api_pb2.Status.values())


class TensorBoard:
    """The plugin, without a server and without sampling."""

    def __init__(self, directory: Path) -> None:
        guidance = {"tensors": 0, "scalars": 0}
        multiplexer = EventMultiplexer(size_guidance=guidance, tensor_size_guidance={"scalars": 0})
        multiplexer.AddRunsFromDirectory(str(directory))
        multiplexer.Reload()
        self._request_context = context.RequestContext()
        self._context = backend_context.Context(
            base_plugin.TBContext(
                logdir=str(directory),
                data_provider=MultiplexerDataProvider(multiplexer, str(directory)),
            )
        )

    def experiment(self) -> api_pb2.Experiment:
        request = api_pb2.GetExperimentRequest()
        return get_experiment.Handler(self._request_context, self._context, "", request).run()

    def groups(self, **request) -> list[api_pb2.SessionGroup]:
        """Session groups; every status is allowed unless the request says otherwise."""
        message = api_pb2.ListSessionGroupsRequest(
            **{"allowed_statuses": ALL_STATUSES, "start_index": 0, "slice_size": 100_000, **request}
        )
        return list(self._response(message).session_groups)

    def downloaded_csv(self) -> list[list[str]]:
        """What "Download data as CSV" gives for all columns."""
        experiment = self.experiment()
        message = api_pb2.ListSessionGroupsRequest(
            allowed_statuses=ALL_STATUSES, start_index=0, slice_size=100_000
        )
        columns = len(experiment.hparam_infos) + len(experiment.metric_infos)
        body, _ = download_data.Handler(
            self._context,
            experiment,
            self._response(message),
            download_data.OutputFormat.CSV,
            [True] * columns,
        ).run()
        return list(csv.reader(io.StringIO(body)))

    def _response(self, message):
        return list_session_groups.Handler(self._request_context, self._context, "", message).run()
