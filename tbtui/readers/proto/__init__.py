"""The messages of event files: our own .proto files and what protoc makes of them.

Import a module named after its .proto file and take message classes from it::

    from tbtui.readers.proto import event

    parsed = event.Event.FromString(payload)

The .pyi stubs name the fields. The classes are built from ``messages.binpb`` when the first of
them is asked for; only then is protobuf imported. After a change to a .proto file, run
``python -m tbtui.readers.proto.regenerate``.
"""
