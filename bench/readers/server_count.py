"""Ask a running tensorboard-data-server for all its scalars and count them."""

from __future__ import annotations

import sys

import grpc
from tensorboard.data.proto import data_provider_pb2, data_provider_pb2_grpc

from bench.readers.announcing import announce

_ALL = 2**31 - 1
_RUNS_AT_ONCE = 100
_PLUGIN = "scalars"


def main(port: str) -> None:
    unlimited = [("grpc.max_receive_message_length", -1)]
    channel = grpc.insecure_channel(f"localhost:{port}", options=unlimited)
    stub = data_provider_pb2_grpc.TensorBoardDataProviderStub(channel)
    points = 0
    series = 0
    runs = [run.name for run in stub.ListRuns(data_provider_pb2.ListRunsRequest()).runs]
    for first in range(0, len(runs), _RUNS_AT_ONCE):
        request = data_provider_pb2.ReadScalarsRequest()
        request.plugin_filter.plugin_name = _PLUGIN
        request.run_tag_filter.runs.names.extend(runs[first : first + _RUNS_AT_ONCE])
        request.downsample.num_points = _ALL
        for read_run in stub.ReadScalars(request).runs:
            for tag in read_run.tags:
                points += len(tag.data.step)
                series += 1
    announce("counted", points, series)


if __name__ == "__main__":
    main(sys.argv[1])
