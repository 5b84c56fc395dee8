"""Messages out of bytes that may be anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from google.protobuf.message import Message

    _Message = TypeVar("_Message", bound=Message)


def parsed(message_class: type[_Message], data: bytes) -> _Message | None:
    """Return the message that bytes hold, None if they are none of that kind."""
    try:
        return message_class.FromString(data)
    except Exception as error:
        from google.protobuf.message import DecodeError

        # The latter where protobuf runs without its C extension.
        if isinstance(error, (DecodeError, UnicodeDecodeError)):
            return None
        raise
