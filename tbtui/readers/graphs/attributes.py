"""Attributes of nodes: serialized ``AttrValue`` messages, read one by one as they are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from tbtui.readers.graphs.content import Shape, Shapes
from tbtui.readers.graphs.parsing import parsed

if TYPE_CHECKING:
    from tbtui.readers.proto.graph import AttrValue, NameAttrList
    from tbtui.readers.proto.tensor import TensorProto, TensorShapeProto

LONG_ATTRIBUTE = 1024
"""Bytes beyond which TensorBoard does not send an attribute, and tbtui shows it on demand."""

_TYPES_OF_REFERENCES = 100
_MOST_ITEMS = 1000
"""Of a list. A list of a million numbers is not read by anybody."""
_Item = TypeVar("_Item")
_UNREADABLE = "(damaged)"


def attribute_text(value: bytes, *, most_items: int = _MOST_ITEMS) -> str:
    """Write an attribute for people.

    Parameters
    ----------
    value : bytes
        A serialized ``AttrValue``.
    most_items : int
        Of a list or a tensor; how many more there are is said.

    Returns
    -------
    str
        Such as ``3``, ``float32``, ``[2, 3]`` or ``float32[2, 3] 1, 2, 3, ...``. Text is given as
        it is, an empty one as two quotes; bytes that are not UTF-8 as escapes.
    """
    message = _parsed(value)
    return _UNREADABLE if message is None else _value_text(message, most_items)


def attribute_shapes(value: bytes) -> Shapes:
    """Return the shapes that an attribute holds, alone or in a list; of a tensor, its shape."""
    message = _parsed(value)
    if message is None:
        return ()
    if message.HasField("shape"):
        return (shape_of(message.shape),)
    if message.HasField("tensor"):
        return (shape_of(message.tensor.tensor_shape),)
    return tuple(shape_of(shape) for shape in message.list.shape)


def attribute_functions(value: bytes) -> list[str]:
    """Return the names of the functions that an attribute holds, alone or in a list."""
    # Most attributes hold none, which their first bytes tell.
    if value[:1] not in (b"\x52", b"\x0a"):
        return []
    message = _parsed(value)
    if message is None:
        return []
    functions = [message.func] if message.HasField("func") else message.list.func
    return [function.name for function in functions]


def attribute_string(value: bytes) -> str:
    """Return the text that an attribute holds, or an empty one."""
    message = _parsed(value)
    return message.s.decode("utf-8", "surrogateescape") if message is not None else ""


def attribute_type(value: bytes) -> str:
    """Return the element type that an attribute holds, such as ``float32``, or an empty text."""
    message = _parsed(value)
    if message is None or not message.HasField("type"):
        return ""
    return _type_text(message.type)


def text_attribute(content: str) -> bytes:
    """Make an attribute that holds a text, for what is no ``AttrValue`` where it is written."""
    from tbtui.readers.proto.graph import AttrValue

    return AttrValue(s=content.encode("utf-8", "surrogateescape")).SerializeToString()


def shape_of(shape: TensorShapeProto) -> Shape:
    """Return a shape as sizes."""
    if shape.unknown_rank:
        return None
    return tuple([max(dimension.size, -1) for dimension in shape.dim])


def shape_text(shape: Shape) -> str:
    """Write a shape: ``?x3x3``, ``scalar`` or, where nothing is known, ``?``."""
    if shape is None:
        return "?"
    if not shape:
        return "scalar"
    return "x".join(["?" if size < 0 else str(size) for size in shape])


def _parsed(value: bytes) -> AttrValue | None:
    from tbtui.readers.proto.graph import AttrValue

    return parsed(AttrValue, value)


def _value_text(value: AttrValue, most_items: int) -> str:
    kind = value.WhichOneof("value")
    if kind == "s":
        return _bytes_text(value.s) or '""'
    if kind == "i":
        return str(value.i)
    if kind == "f":
        return _float_text(value.f)
    if kind == "b":
        return _truth_text(value.b)
    if kind == "type":
        return _type_text(value.type)
    if kind == "shape":
        return shape_text(shape_of(value.shape))
    if kind == "tensor":
        return _tensor_text(value.tensor, most_items)
    if kind == "placeholder":
        return f"placeholder {value.placeholder}"
    if kind == "func":
        return _function_text(value.func, most_items)
    if kind == "list":
        return _list_text(value.list, most_items)
    return ""


def _list_text(values: AttrValue.ListValue, most_items: int) -> str:
    texts: list[str] = []
    count = 0

    def add(items: Sequence[_Item], write: Callable[[_Item], str]) -> None:
        nonlocal texts, count
        count += len(items)
        texts += [write(item) for item in items[: max(0, most_items - len(texts))]]

    add(values.s, _bytes_text)
    add(values.i, str)
    add(values.f, _float_text)
    add(values.b, _truth_text)
    add(values.type, _type_text)
    add(values.shape, lambda item: shape_text(shape_of(item)))
    add(values.tensor, lambda item: _tensor_text(item, most_items))
    add(values.func, lambda item: _function_text(item, most_items))
    return f"[{_shortened(texts, count)}]"


def _shortened(texts: list[str], count: int) -> str:
    rest = [f"... {count - len(texts):,} more"] if count > len(texts) else []
    return ", ".join(texts + rest)


def _function_text(function: NameAttrList, most_items: int) -> str:
    given = [
        f"{name}={_value_text(value, most_items)}" for name, value in sorted(function.attr.items())
    ]
    return f"{function.name}({', '.join(given)})" if given else function.name


def _tensor_text(tensor: TensorProto, most_items: int) -> str:
    head = f"{_type_text(tensor.dtype)}[{', '.join(_sizes(tensor.tensor_shape))}]"
    values = _tensor_values(tensor, most_items)
    return f"{head} {values}" if values else head


def _tensor_values(tensor: TensorProto, most_items: int) -> str:
    from tbtui.readers.tensors import TensorError, decode_tensor

    if tensor.string_val:
        texts = [_bytes_text(item) for item in tensor.string_val[:most_items]]
        return _shortened(texts, len(tensor.string_val))
    try:
        values = decode_tensor(tensor.SerializeToString())
    except TensorError:
        return ""
    texts = [_number_text(item) for item in values.flat[:most_items].tolist()]
    return _shortened(texts, values.size)


def _number_text(value: object) -> str:
    return _float_text(value) if isinstance(value, float) else str(value)


def _float_text(value: float) -> str:
    """Write a float32 as briefly as it can be read back, as far as six digits do."""
    return f"{value:.6g}"


def _truth_text(value: bool) -> str:
    return "true" if value else "false"


def _sizes(shape: TensorShapeProto) -> Iterator[str]:
    for dimension in shape.dim:
        yield "?" if dimension.size < 0 else str(dimension.size)


def _bytes_text(value: bytes) -> str:
    return value.decode("utf-8", "backslashreplace")


def _type_text(number: int) -> str:
    from tbtui.readers.proto.tensor import TensorProto

    names: Mapping[int, str] = {value: name for name, value in TensorProto.DataType.items()}
    is_reference = number > _TYPES_OF_REFERENCES
    name = names.get(number - _TYPES_OF_REFERENCES if is_reference else number)
    if name is None:
        return f"type {number}"
    short = _SHORT_NAMES.get(name, name.removeprefix("DT_").lower())
    return f"{short} reference" if is_reference else short


_SHORT_NAMES = {"DT_FLOAT": "float32", "DT_DOUBLE": "float64", "DT_HALF": "float16"}
