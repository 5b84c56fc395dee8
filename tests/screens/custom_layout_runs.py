"""Runs with layouts of custom charts; the bytes of the layouts lie in real files."""

from __future__ import annotations

from fakes import FakeRun, FakeSeries
from layout_files import TAG, category, layout, margin, multiline, string_tensor
from tensorboard.compat.proto import summary_pb2

from tbtui.readers.odd_values import IndexEntry
from tbtui.store.index import IndexedTag

KEY = ("custom_scalars", TAG)

LAYOUT = layout(
    category(
        "Losses",
        multiline("train and val", "loss/(train|val)$"),
        margin("mean", ("mean", "low", "high")),
    ),
    category("Rest", multiline("", "acc"), multiline("bad", "loss/(", "acc"), closed=True),
)
NAMES = ("Losses/train and val", "Losses/mean", "Rest/", "Rest/bad")


def with_layout(run, directory, message=LAYOUT, data=None):
    """Give a run a layout, or some bytes instead of one."""
    content = message.SerializeToString() if data is None else data
    value = summary_pb2.Summary.Value(tag=TAG, tensor=string_tensor(content))
    path = directory / f"{run.name.replace('/', '-')}-{len(list(directory.iterdir()))}"
    path.write_bytes(value.SerializeToString())
    entry = IndexEntry(0, 0.0, str(path), 0, path.stat().st_size)
    run.indexed = {**run.indexed, KEY: IndexedTag(TAG, KEY[0], KEY[0], ([entry],))}
    return run


def run_of(name, points=40, **offsets):
    """A run whose tags have falling curves, each higher than the last."""
    steps = range(points)
    return FakeRun(
        name,
        [
            FakeSeries(
                name, tag.replace("__", "/"), steps, [offset + 4.0 / (1 + step) for step in steps]
            )
            for tag, offset in offsets.items()
        ],
    )


def two_runs(directory):
    """Two runs with the same layout; only the first has accuracies."""
    tags = {"loss__train": 0.2, "loss__val": 0.5, "mean": 1.0, "low": 0.7, "high": 1.3}
    first = with_layout(run_of("first", **tags, acc=2.0), directory)
    second = with_layout(
        run_of("second", **{tag: offset + 2.0 for tag, offset in tags.items()}), directory
    )
    return [first, second]
