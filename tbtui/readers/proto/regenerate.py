"""Make the descriptor set, the modules and the stubs anew from the .proto files.

Run ``python -m tbtui.readers.proto.regenerate`` after changing a .proto file, and commit what
changed. It needs grpcio-tools, which brings protoc.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

DIRECTORY = Path(__file__).parent
ROOT = DIRECTORY.parents[2]

DESCRIPTOR_SET = "messages.binpb"

MODULE = '''\
"""Messages of {name}.proto. Made by regenerate.py; {name}.pyi names their fields."""

from __future__ import annotations

from tbtui.readers.proto.loading import messages_of

__getattr__ = messages_of(__name__)
'''

STUB_HEADER = """\
# Made from {name}.proto by regenerate.py with {version}: change those, not this.
# ruff: noqa
# fmt: off

"""


def protoc_version() -> str:
    """Say which protoc grpcio-tools brings, such as ``libprotoc 35.1``."""
    return _protoc("--version").strip()


def generate() -> dict[str, bytes]:
    """Compile every .proto file beside this module.

    Returns
    -------
    dict[str, bytes]
        Contents by file name: the descriptor set, and a module and a stub for each .proto file.

    Raises
    ------
    subprocess.CalledProcessError
        protoc refused a file, or grpcio-tools is not installed.
    """
    sources = sorted(DIRECTORY.glob("*.proto"))
    version = protoc_version()
    contents = {}
    with tempfile.TemporaryDirectory() as directory:
        output = Path(directory)
        _protoc(
            "--proto_path=.",
            f"--descriptor_set_out={output / DESCRIPTOR_SET}",
            f"--pyi_out={output}",
            *(source.relative_to(ROOT).as_posix() for source in sources),
        )
        contents[DESCRIPTOR_SET] = (output / DESCRIPTOR_SET).read_bytes()
        for source in sources:
            name = source.stem
            generated = output / source.relative_to(ROOT).with_name(f"{name}_pb2.pyi")
            stub = STUB_HEADER.format(name=name, version=version) + _adapt_stub(
                generated.read_text(encoding="utf-8")
            )
            contents[f"{name}.pyi"] = stub.encode()
            contents[f"{name}.py"] = MODULE.format(name=name).encode()
    return contents


def _protoc(*arguments: str) -> str:
    command = [sys.executable, "-m", "grpc_tools.protoc", *arguments]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout


def _adapt_stub(stub: str) -> str:
    """Fit protoc's stub to our modules, which have no ``_pb2`` in their names, and to mypy."""
    without_suffix = re.sub(r"(\w)_pb2\b", r"\1", stub)
    return without_suffix.replace("_Mapping]", "_Mapping[str, object]]")


def main() -> None:
    """Write what is generated beside the .proto files."""
    for name, content in generate().items():
        (DIRECTORY / name).write_bytes(content)


if __name__ == "__main__":
    main()
