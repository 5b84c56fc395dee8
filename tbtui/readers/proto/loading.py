"""Message classes out of ``messages.binpb``, built when they are first asked for.

The modules that protoc generates refuse a protobuf runtime two major versions away from it, and
register their messages for the whole process. A descriptor set in a pool of our own does neither:
one file serves every runtime, and other packages' messages stay apart.
"""

from __future__ import annotations

import functools
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from google.protobuf.descriptor import Descriptor
    from google.protobuf.descriptor_pool import DescriptorPool
    from google.protobuf.message import Message

# Two threads that build at once would get classes that do not fit into each other.
_building = threading.Lock()


@functools.cache
def _descriptor_pool() -> DescriptorPool:
    """Read the descriptor set into a pool that nobody else uses."""
    from google.protobuf import descriptor_pb2, descriptor_pool

    content = Path(__file__).with_name("messages.binpb").read_bytes()
    pool = descriptor_pool.DescriptorPool()
    for file in descriptor_pb2.FileDescriptorSet.FromString(content).file:
        pool.AddSerializedFile(file.SerializeToString())
    return pool


def messages_of(module_name: str) -> Callable[[str], Any]:
    """Make the ``__getattr__`` of a module that stands for one .proto file.

    Parameters
    ----------
    module_name : str
        The module's full name; its .proto file has the same path.

    Returns
    -------
    Callable[[str], Any]
        Gives the message class of a name, or the file's descriptor for ``DESCRIPTOR``; raises
        AttributeError for any other name. What it gave becomes an attribute of the module.
    """

    def find(name: str) -> Any:
        # Python itself asks modules for names such as __path__: no reason to load protobuf.
        if not name.startswith("__"):
            with _building:
                found = _find(module_name, name)
            if found is not None:
                setattr(sys.modules[module_name], name, found)
                return found
        raise AttributeError(f"module {module_name!r} has no attribute {name!r}")

    return find


def _find(module_name: str, name: str) -> Any:
    file = _descriptor_pool().FindFileByName(module_name.replace(".", "/") + ".proto")
    if name == "DESCRIPTOR":
        return file
    descriptor = file.message_types_by_name.get(name)
    return None if descriptor is None else _message_class(descriptor)


def _message_class(descriptor: Descriptor) -> type[Message]:
    from google.protobuf import message_factory

    message_class = message_factory.GetMessageClass(descriptor)
    for nested in descriptor.nested_types:
        # Where protobuf runs without its C extension, it leaves this to generated modules.
        if not hasattr(message_class, nested.name):
            setattr(message_class, nested.name, _message_class(nested))
    return message_class
