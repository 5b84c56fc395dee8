"""Write event files, byte for byte as the well-known writers do.

PyTorch's SummaryWriter is the pattern for scalars, TensorFlow 2 for values that are tensors. The
messages are put together by hand, which needs no protobuf and is fast; ``proto/`` documents them.
"""

from __future__ import annotations

import os
import struct
import time
from collections.abc import Iterable, Mapping
from types import TracebackType

from tbtui.readers.crc32c import crc32c, masked

FILE_VERSION = b"brain.Event:2"
WRITER_NAME = b"tbtui.readers.event_writer"

# The first byte of a field is its number times eight plus its wire type.
_VARINT = 0
_FIXED64 = 1
_BYTES = 2
_FIXED32 = 5

_DT_FLOAT = 1
_DT_DOUBLE = 2
_DT_STRING = 7

_ZERO_WALL_TIME = bytes(8)


class EventWriter:
    """Writes one event file.

    Parameters
    ----------
    path : str or path-like
        The file, which must not exist yet. Missing directories are made. To be found by readers,
        its name has to contain ``tfevents``.
    wall_time : float, optional
        Seconds since 1970 that the file's first record gets; now by default.

    Raises
    ------
    FileExistsError
        Event files are never overwritten.
    """

    def __init__(self, path: str | os.PathLike[str], wall_time: float | None = None) -> None:
        directory = os.path.dirname(os.fspath(path))
        if directory:
            os.makedirs(directory, exist_ok=True)
        self._file = open(path, "xb")  # noqa: SIM115 - closed by close()
        self.write_record(
            _wall_time_field(wall_time)
            + _bytes_field(3, FILE_VERSION)
            + _bytes_field(10, _bytes_field(1, WRITER_NAME))
        )

    def __enter__(self) -> EventWriter:
        return self

    def __exit__(
        self,
        exception_type: type[BaseException] | None,
        exception: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def add_scalar(self, tag: str, value: float, step: int, wall_time: float | None = None) -> None:
        """Add one number, as PyTorch's ``add_scalar`` does: a ``simple_value``, in float32."""
        self.add_scalars_event({tag: value}, step, wall_time)

    def add_scalars_event(
        self, values: Mapping[str, float], step: int, wall_time: float | None = None
    ) -> None:
        """Add several numbers, by tag, that share one event."""
        summary = b"".join(
            _value(tag, _key(2, _FIXED32) + _float32(value)) for tag, value in values.items()
        )
        self._add_summary(summary, step, wall_time)

    def add_tensor_scalar(
        self, tag: str, value: float, step: int, wall_time: float | None = None
    ) -> None:
        """Add one number, as TensorFlow 2 does: a tensor without dimensions, in float32."""
        tensor = _tensor(_DT_FLOAT, (), _bytes_field(4, _float32(value)))
        self._add_summary(_value(tag, tensor + _metadata(b"scalars")), step, wall_time)

    def add_histogram(
        self,
        tag: str,
        rows: Iterable[Iterable[float]],
        step: int,
        wall_time: float | None = None,
    ) -> None:
        """Add a histogram, as TensorFlow 2 does.

        Parameters
        ----------
        tag : str
        rows : array-like [k, 3]
            Left edge, right edge and count of every bucket.
        step : int
        wall_time : float, optional
            Seconds since 1970; now by default.
        """
        encoded_rows = [struct.pack("<3d", *row) for row in rows]
        content = b"".join(encoded_rows)
        elements = _bytes_field(4, content) if content else b""
        tensor = _tensor(_DT_DOUBLE, (len(encoded_rows), 3), elements)
        self._add_summary(_value(tag, tensor + _metadata(b"histograms")), step, wall_time)

    def add_graph(self, graph_def: bytes, wall_time: float | None = None) -> None:
        """Add the graph of the run: a serialized ``GraphDef``."""
        self.write_record(_wall_time_field(wall_time) + _bytes_field(4, graph_def))

    def add_run_metadata(
        self, tag: str, run_metadata: bytes, step: int, wall_time: float | None = None
    ) -> None:
        """Add what one run of the graph cost: a serialized ``RunMetadata``."""
        tagged = _bytes_field(1, tag.encode()) + _bytes_field(2, run_metadata)
        self.write_record(_wall_time_field(wall_time) + _step_field(step) + _bytes_field(8, tagged))

    def add_text(self, tag: str, text: str, step: int, wall_time: float | None = None) -> None:
        """Add a text, as TensorFlow 2 does: a string tensor without dimensions."""
        tensor = _tensor(_DT_STRING, (), _bytes_field(8, text.encode()))
        self._add_summary(_value(tag, tensor + _metadata(b"text")), step, wall_time)

    def add_session_start(
        self, hyperparameters: Mapping[str, bool | float | str], wall_time: float | None = None
    ) -> None:
        """Add the hyperparameters of the run, as TensorFlow's API of hyperparameters does.

        Parameters
        ----------
        hyperparameters : mapping
            Their values; all numbers become float64.
        wall_time : float, optional
            Seconds since 1970; now by default.
        """
        started = time.time() if wall_time is None else wall_time
        entries = b"".join(
            _bytes_field(1, _bytes_field(1, name.encode()) + _bytes_field(2, _any_value(value)))
            for name, value in hyperparameters.items()
        )
        start = entries + _key(5, _FIXED64) + struct.pack("<d", started)
        self._add_hparams("_hparams_/session_start_info", _bytes_field(3, start), started)

    def add_experiment(
        self,
        hyperparameters: Mapping[str, bool | float | str],
        metrics: Iterable[str],
        wall_time: float | None = None,
    ) -> None:
        """Say which hyperparameters and which scalar tags a search is about.

        Parameters
        ----------
        hyperparameters : mapping
            Of each an example, which tells its type.
        metrics : iterable of str
            Scalar tags, of the runs that have hyperparameters.
        wall_time : float, optional
            Seconds since 1970; now by default.
        """
        experiment = b"".join(
            _bytes_field(4, _bytes_field(1, name.encode()) + _key(4, _VARINT) + _data_type(value))
            for name, value in hyperparameters.items()
        ) + b"".join(
            _bytes_field(5, _bytes_field(1, _bytes_field(2, tag.encode()))) for tag in metrics
        )
        self._add_hparams("_hparams_/experiment", _bytes_field(2, experiment), wall_time)

    def write_record(self, payload: bytes) -> None:
        """Add a record that holds any bytes, usually a serialized ``Event``."""
        length = struct.pack("<Q", len(payload))
        self._file.write(
            length
            + struct.pack("<I", masked(crc32c(length)))
            + payload
            + struct.pack("<I", masked(crc32c(payload)))
        )

    def flush(self) -> None:
        """Hand everything over to the operating system, so that readers see it."""
        self._file.flush()

    def close(self) -> None:
        """Flush and close the file; a second call does nothing."""
        self._file.close()

    def _add_hparams(self, tag: str, data: bytes, wall_time: float | None) -> None:
        # TensorBoard's own tags have a tensor, too: one without elements.
        tensor = _tensor(_DT_FLOAT, (0,), b"")
        self._add_summary(_value(tag, tensor + _metadata(b"hparams", data)), 0, wall_time)

    def _add_summary(self, values: bytes, step: int, wall_time: float | None) -> None:
        self.write_record(_wall_time_field(wall_time) + _step_field(step) + _bytes_field(5, values))


def _step_field(step: int) -> bytes:
    return _key(2, _VARINT) + _varint(step) if step else b""


def _wall_time_field(wall_time: float | None) -> bytes:
    encoded = struct.pack("<d", time.time() if wall_time is None else wall_time)
    # Protobuf leaves zeros out, but not the negative zero.
    return b"" if encoded == _ZERO_WALL_TIME else _key(1, _FIXED64) + encoded


def _value(tag: str, fields: bytes) -> bytes:
    """Encode one ``Summary.Value`` within its summary."""
    name = _bytes_field(1, tag.encode()) if tag else b""
    return _bytes_field(1, name + fields)


def _tensor(dtype: int, shape: tuple[int, ...], elements: bytes) -> bytes:
    """Encode the field ``tensor`` of a value, without writing default values."""
    dimensions = b"".join(_bytes_field(2, _dimension(size)) for size in shape)
    return _bytes_field(
        8, _key(1, _VARINT) + _varint(dtype) + _bytes_field(2, dimensions) + elements
    )


def _dimension(size: int) -> bytes:
    return _key(1, _VARINT) + _varint(size) if size else b""


def _metadata(plugin: bytes, content: bytes = b"") -> bytes:
    """Encode the field ``metadata`` of a value, which names its plugin and holds its data."""
    data = _bytes_field(2, content) if content else b""
    return _bytes_field(9, _bytes_field(1, _bytes_field(1, plugin) + data))


def _any_value(value: bool | float | str) -> bytes:
    """Encode a ``google.protobuf.Value``."""
    if isinstance(value, str):
        return _bytes_field(3, value.encode())
    if isinstance(value, bool):
        return _key(4, _VARINT) + _varint(value)
    return _key(2, _FIXED64) + struct.pack("<d", value)


def _data_type(value: bool | float | str) -> bytes:
    """Encode the ``DataType`` of a hyperparameter: a string, a bool, or a float64."""
    if isinstance(value, str):
        return _varint(1)
    return _varint(2 if isinstance(value, bool) else 3)


def _float32(value: float) -> bytes:
    try:
        return struct.pack("<f", value)
    except OverflowError:
        # Protobuf rounds what is too large to infinity.
        return struct.pack("<f", float("inf") if value > 0 else float("-inf"))


def _bytes_field(number: int, content: bytes) -> bytes:
    return _key(number, _BYTES) + _varint(len(content)) + content


def _key(number: int, wire_type: int) -> bytes:
    return _varint(number << 3 | wire_type)


def _varint(value: int) -> bytes:
    """Encode an integer, seven bits to a byte, the lowest first; negative ones as 64 bits."""
    remaining = int(value) & 0xFFFFFFFFFFFFFFFF
    encoded = bytearray()
    while remaining > 0x7F:
        encoded.append(remaining & 0x7F | 0x80)
        remaining >>= 7
    encoded.append(remaining)
    return bytes(encoded)
