"""Values of the kinds that were there before every value became a tensor, and are still written.

Each function takes the serialized message that stands in its field of ``Summary.Value`` and gives
what a modern value of the same kind holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tbtui.readers.proto.summary import HistogramProto


class LegacyValueError(ValueError):
    """A legacy value that cannot be decoded; the message says why."""


class LegacyHistogram(NamedTuple):
    """One histogram.

    Attributes
    ----------
    rows : float64[k, 3]
        Left edge, right edge and count of every bucket.
    value_count, sum, square_sum : float
        How many values there were, their sum and that of their squares; NaN where the writer did
        not say.
    """

    rows: NDArray[np.float64]
    value_count: float
    sum: float
    square_sum: float


class LegacyImage(NamedTuple):
    """One image.

    Attributes
    ----------
    width, height : int
        Pixels, as the writer says.
    encoded : bytes
        A PNG, JPEG or GIF file.
    """

    width: int
    height: int
    encoded: bytes


class LegacyAudio(NamedTuple):
    """One clip.

    Attributes
    ----------
    sample_rate : float
        Hertz, as the writer says.
    encoded : bytes
        A WAV file.
    """

    sample_rate: float
    encoded: bytes


def histogram(data: bytes) -> LegacyHistogram:
    """Decode a serialized HistogramProto.

    Empty buckets at both ends are dropped, as TensorBoard does: TensorFlow 1 writes outermost
    limits of ±1.8e308, and PyTorch begins with an empty bucket left of the least value. What
    remains then begins at the least value and ends at the greatest. Unlike TensorBoard, which
    rounds to float32, nothing is rounded, and no bucket runs backwards.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    LegacyHistogram

    Raises
    ------
    LegacyValueError
        The bytes are no HistogramProto, or it lacks edges.
    """
    from google.protobuf.message import DecodeError

    from tbtui.readers.proto.summary import HistogramProto

    try:
        message = HistogramProto.FromString(data)
    except DecodeError as error:
        raise LegacyValueError("the bytes are not a histogram") from error
    # A field that was not written reads as 0.
    value_count = message.num if message.num > 0 else np.nan
    sums = (message.sum, message.sum_squares) if message.sum_squares > 0 else (np.nan, np.nan)
    return LegacyHistogram(_histogram_rows(message), value_count, *sums)


def _histogram_rows(message: HistogramProto) -> NDArray[np.float64]:
    counts = np.array(message.bucket, np.float64)
    (filled,) = np.nonzero(counts > 0)
    if not len(filled):
        return np.zeros((0, 3))
    first, last = filled[0], filled[-1]
    if len(message.bucket_limit) < last:
        raise LegacyValueError(
            f"the histogram has {len(counts)} buckets but {len(message.bucket_limit)} edges"
        )

    inner_edges = np.array(message.bucket_limit[first:last], np.float64)
    rows = np.empty((last - first + 1, 3))
    rows[0, 0] = message.min
    rows[1:, 0] = inner_edges
    rows[:-1, 1] = inner_edges
    rows[-1, 1] = message.max
    rows[:, 2] = counts[first : last + 1]
    backwards = rows[:, 0] > rows[:, 1]
    rows[backwards, 0] = rows[backwards, 1]
    return rows


def histogram_sums(data: bytes) -> tuple[float, float]:
    """Return the sum of the values of a serialized HistogramProto and that of their squares.

    Both are NaN where the writer did not say.

    Raises
    ------
    LegacyValueError
        The bytes are no HistogramProto.
    """
    from google.protobuf.message import DecodeError

    from tbtui.readers.proto.summary import HistogramProto

    try:
        message = HistogramProto.FromString(data)
    except DecodeError as error:
        raise LegacyValueError("the bytes are not a histogram") from error
    # A field that was not written reads as 0.
    return (message.sum, message.sum_squares) if message.sum_squares > 0 else (np.nan, np.nan)


def image(data: bytes) -> LegacyImage:
    """Decode a serialized ``Summary.Image``.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    LegacyImage

    Raises
    ------
    LegacyValueError
        The bytes are no image message. Whether the file within is sound is not looked at.
    """
    from google.protobuf.message import DecodeError

    from tbtui.readers.proto.summary import Summary

    try:
        message = Summary.Image.FromString(data)
    except DecodeError as error:
        raise LegacyValueError("the bytes are not an image") from error
    return LegacyImage(message.width, message.height, message.encoded_image_string)


def audio(data: bytes) -> LegacyAudio:
    """Decode a serialized ``Summary.Audio``.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    LegacyAudio

    Raises
    ------
    LegacyValueError
        The bytes are no audio message. Whether the file within is sound is not looked at.
    """
    from google.protobuf.message import DecodeError

    from tbtui.readers.proto.summary import Summary

    try:
        message = Summary.Audio.FromString(data)
    except DecodeError as error:
        raise LegacyValueError("the bytes are not audio") from error
    return LegacyAudio(message.sample_rate, message.encoded_audio_string)
