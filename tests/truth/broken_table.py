"""What is wanted of each of the broken log directories: the manifest's words in numbers.

``points`` are the scalar points by tag, ``entries`` the other values by kind, over all runs of the
directory; ``problems`` are words that the reasons of its problems must contain, one of each.
"""

from __future__ import annotations

import os
from typing import NamedTuple

Points = dict[str, int]


class Wanted(NamedTuple):
    points: Points | tuple[int, int] = {}  # noqa: RUF012 - never changed
    """By tag, or the number of tags and that of all their points."""
    entries: dict[str, int] = {}  # noqa: RUF012 - never changed
    problems: tuple[str, ...] = ()
    state: str = "read"
    """Of at least one file."""
    runs: int = 1
    superseded: int = 0
    lives: int = 1
    """Of each tag."""


BAD_CHECKSUM = "checksum of this record does not match"
DAMAGED = "no record can be read in these bytes"
MALFORMED = "not a well-formed event"
NOT_A_FILE = "named like an event file, but not a file"
AS_ROOT = os.geteuid() == 0

TEN = Wanted({"loss": 10})
NINE = {"loss": 9}
TRUNCATED = Wanted({"loss": 5}, state="waiting")
"""Not a problem: the rest may be on its way."""
NOTHING = Wanted()


def rejected(why: str) -> Wanted:
    return Wanted(problems=(why,), state="rejected")


FRAMING = {
    "trunc_len_1B": TRUNCATED,
    "trunc_len_7B": TRUNCATED,
    "trunc_len_8B_no_crc": TRUNCATED,
    "trunc_header_11B": TRUNCATED,
    "trunc_header_only_12B": TRUNCATED,
    "trunc_payload_1B": TRUNCATED,
    "trunc_payload_mid": TRUNCATED,
    "trunc_payload_end_no_footer": TRUNCATED,
    "trunc_footer_2B": TRUNCATED,
    "empty_file": NOTHING,
    "version_only": NOTHING,
    "no_version": TEN,
    "version_1": TEN,
    "version_unknown": TEN,
    # The records behind the damage are found again.
    "flip_len_byte0": Wanted(NINE, problems=(DAMAGED,)),
    "flip_len_byte7": Wanted(NINE, problems=(DAMAGED,)),
    "flip_len_crc": Wanted(NINE, problems=(DAMAGED,)),
    "flip_payload": Wanted(NINE, problems=(BAD_CHECKSUM,)),
    "flip_payload_crc": Wanted(NINE, problems=(BAD_CHECKSUM,)),
    # Lenient, and it says so once: nothing is wrong with the numbers.
    "crc_all_data_zero": Wanted({"loss": 10}, problems=("writer stores no checksums",)),
    "crc_unmasked": Wanted({"loss": 10}, problems=("writer does not mask the checksums",)),
    "crc_one_data_bad": Wanted(NINE, problems=(BAD_CHECKSUM,)),
    "zero_tail_4k": Wanted({"loss": 10}, state="waiting"),
    "zero_hole_middle": Wanted({"loss": 10}, problems=(DAMAGED,)),
    "zero_file_1M": Wanted(state="waiting"),
    "random_64k": rejected("not an event file"),
    "huge_len_2_60": TRUNCATED,
    "huge_len_2_63": TRUNCATED,
    "huge_len_2_64_1": TRUNCATED,
    "huge_len_4G": TRUNCATED,
    "huge_len_1G": TRUNCATED,
    "len_zero_records": TEN,
    "len_zero_1M": Wanted({"loss": 1}),
    "concat_two_files": Wanted({"loss": 20}, superseded=10, lives=2),
    "junk_before": Wanted({"loss": 10}, problems=(DAMAGED,)),
    "crlf_mangled": Wanted(problems=("no record can be read from here",), state="lost"),
    "utf8_mangled": rejected("not an event file"),
    "gzip_named_gz": rejected("gzip"),
    "gzip_plain_name": rejected("gzip"),
    "zlib_tfrecord": rejected("zlib"),
    "text_file": rejected("but text"),
    "lfs_pointer": rejected("Git LFS pointer"),
}

FILE_SYSTEM = {
    "unity_meta": Wanted({"loss": 10}, problems=("but text",)),
    # Any name that contains "tfevents" but does not end in ".profile-empty".
    "tmp_names": Wanted(
        {
            "loss": 10,
            "from tfevents": 2,
            "from x.tfevents.bak": 2,
            "from .events.out.tfevents.2.hidden": 2,
            "from events.out.tfevents.3.h~": 2,
        }
    ),
    "dir_named": Wanted({"loss": 20}, runs=2, lives=2),
    # The good file, the link to it in sub/, and another case (5 points) through a link.
    "symlinks": Wanted(
        {"loss": 25},
        problems=("No such file", *["levels of symbolic links"] * 3),
        runs=3,
        lives=3,
    ),
    "fifo": Wanted({"loss": 10}, problems=(NOT_A_FILE,)),
    "socket_device": Wanted({"loss": 10}, problems=(NOT_A_FILE,) * 3),
    "unreadable": Wanted({"loss": 30}, runs=2, superseded=10, lives=3)
    if AS_ROOT
    else Wanted({"loss": 10}, problems=("Permission denied",) * 2),
    "odd_run_names": Wanted({"loss": 160}, runs=16, lives=16),
    "deep_dirs": TEN,
    "many_runs": Wanted({"loss": 6000}, runs=3000, lives=3000),
    "many_files_one_run": Wanted({"loss": 500}),
}

PROTOBUF = {
    "proto_unknown_fields": TEN,
    "proto_garbage": Wanted(NINE, problems=(MALFORMED,)),
    "proto_bad_varint": Wanted(NINE, problems=(MALFORMED,)),
    "proto_len_past_end": Wanted(NINE, problems=(MALFORMED,)),
    # As protobuf does: a field of another wire type is an unknown field.
    "proto_wrong_wiretype": Wanted({"loss": 9, "": 1}),
    "proto_duplicate_fields": Wanted({"b": 1, "c": 1}),
    "proto_value_both": Wanted({"a": 1}),
    "proto_no_tag_no_value": Wanted({"": 1}),
    # Bytes that are not UTF-8 stay what they are; they are lone surrogates in our strings.
    "proto_tag_invalid_utf8": Wanted(
        {
            "ok": 1,
            "bad\udcff\udcfe1": 1,
            "bad\udcff\udcfe2": 1,
            "\udcc0\udcafoverlong": 1,
            "\udced\udca0\udc80surrogate": 1,
            "cut\udce6\udcbc": 1,
        }
    ),
    "proto_metadata_late": Wanted({"x": 2}),
    "proto_plugin_changes": Wanted({"x": 2}, {"histograms": 1, "text": 1}),
    "deep_proto_nesting": Wanted({"loss": 10}, {"graphs": 1}),
}

VALUES = {
    "scalar_specials": Wanted(
        {"mixed": 8, "only_nan": 8, "only_inf": 8, "const": 8, "flt_max": 8, "single": 1}
    ),
    "steps_extreme": Wanted({"x": 11}, superseded=4, lives=3),
    "walltime_extreme": Wanted({"x": 9}),
    "walltime_first_nan": TEN,
    # Every point is kept; those that the restart repeats are marked.
    "session_restart": Wanted({"loss": 18}, {"session_log": 1}, superseded=5, lives=2),
    "restart_no_session": Wanted({"loss": 18}, superseded=5, lives=2),
    # Eight bytes are one number of an eight-byte type only.
    "scalar_every_dtype": Wanted(
        {f"content/DT_{name}": 1 for name in ("DOUBLE", "INT64", "UINT64")}
        | {f"content/DT_{name}_REF": 1 for name in ("DOUBLE", "INT64", "UINT64")}
        | {
            f"val/{name}": 1
            for name in ("half", "bf16", "double", "int", "i64", "bool", "float_none", "u64")
        },
        {"scalars": 62},
    ),
    "tensor_shapes": Wanted(entries={"scalars": 10, "histograms": 10, "tensors_x": 10}),
    "histo_bad": Wanted(entries={"histograms": 15}),
    "tag_empty_and_slashes": Wanted((12, 12)),
    "tags_100k": Wanted((100_000, 100_000)),
    "values_in_one_event": Wanted({"x": 20_000}),
}

TEXT = {
    "escape_tags": Wanted((123, 123)),
    "escape_text": Wanted(entries={"text": 53}),
    "tag_1MB": Wanted({"t" * 10**6 + "a": 1, "t" * 10**6 + "b": 1, "loss": 10}),
}

PLUGIN_NAMES = (
    *("scalars", "histograms", "images", "audio", "text", "pr_curves", "mesh", "hparams"),
    *("custom_scalars", "graphs", "graph_keras_model", "graph_run_metadata"),
    *("graph_run_metadata_graph", "frames", "beholder", "debugger", "unknown_thing", "tensors"),
)

PLUGINS = {
    "images_bad": Wanted(entries={"images": 54}),
    "audio_bad": Wanted(entries={"audio": 25}),
    "plugin_content_garbage": Wanted(entries=dict.fromkeys(PLUGIN_NAMES, 1)),
    "pr_curves_bad": Wanted(entries={"pr_curves": 6}),
    "hparams_bad": Wanted(entries={"hparams": 4}),
    "custom_scalars_bad": Wanted({"a" * 60 + "!": 1, "aaaa": 1}, {"custom_scalars": 1}),
    "graph_deep_10k": Wanted(entries={"graphs": 1}),
    "graph_chain_20k": Wanted(entries={"graphs": 1}),
    "graph_cycle": Wanted(entries={"graphs": 1}),
    "graph_odd": Wanted(entries={"graphs": 1}),
    "graph_100k": Wanted(entries={"graphs": 1}),
    "graph_garbage": Wanted(
        {"loss": 10}, {"graphs": 1, "meta_graphs": 1, "graph_tagged_run_metadata": 1}
    ),
    "graph_function_recursion": Wanted(entries={"graphs": 1}),
    "keras_json_bad": Wanted(entries={"graph_keras_model": 6}),
    "projector_bad": TEN,
    "projector_pbtxt_garbage": TEN,
}

WITHOUT_EVENT_FILES = ("profile_bad", "tfdbg_bad")

WANTED: dict[str, Wanted] = FRAMING | FILE_SYSTEM | PROTOBUF | VALUES | TEXT | PLUGINS
