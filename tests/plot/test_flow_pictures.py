"""Pictures of small flows, as they are seen."""

import numpy as np
import pytest

from tbtui.analysis.flow.model import Annotation, Arrow, Box, BoxKind, EdgeKind, Flow
from tbtui.plot.flow_boxes import Form, Look
from tbtui.plot.flow_lines import Lines
from tbtui.plot.flow_picture import FlowPicture, Highlight, Window, fitting_picture
from tbtui.plot.flow_symbols import flow_symbols
from tbtui.plot.symbols import ASCII, CONSOLE, use_symbols
from tbtui.plot.theme import DARK

NETWORK = Flow(
    (
        Box(0, "input", kind=BoxKind.OUTSIDE),
        Box(
            1,
            "conv1",
            "Conv2D",
            before=(Annotation(9, "kernel"), Annotation(8, "init", is_control=True)),
        ),
        Box(2, "block", "12 nodes", BoxKind.SCOPE),
        Box(3, "add", "AddV2"),
        Box(4, "output", kind=BoxKind.OUTSIDE),
    ),
    (
        Arrow(0, 1, label="?x3x224x224"),
        Arrow(1, 2, label="?x64x112x112"),
        Arrow(1, 3, label="?x64x112x112"),
        Arrow(2, 3, label="2 tensors"),
        Arrow(3, 4),
    ),
)
LOOP = Flow(
    (
        Box(0, "enter", "Enter"),
        Box(1, "merge", "Merge"),
        Box(2, "body", "NextIteration"),
        Box(3, "exit", "Exit"),
    ),
    (
        Arrow(0, 1),
        Arrow(1, 2),
        Arrow(2, 1),
        Arrow(1, 3),
        Arrow(0, 3, EdgeKind.CONTROL),
    ),
)


def picture_of(flow, form=Form(), width=60, height=60, **options):  # noqa: B008
    return FlowPicture(flow, form, width, height, **options)


def cells_of(picture, highlight=Highlight(), looks=None):  # noqa: B008
    window = Window(0, 0, picture.width, picture.height)
    return picture.draw(window, DARK, highlight, looks or {})


def text_of(picture, **options):
    cells = cells_of(picture, **options)
    return "\n" + "\n".join(cells.text(row).rstrip() for row in range(cells.height)) + "\n"


def test_a_network_with_a_skipped_block():
    assert (
        text_of(picture_of(NETWORK), highlight=Highlight(1))
        == """
            ‹ input ›
                ▼ ?x3x224x224
kernel▸┏━━━━━━━━━━━━━━━━━┓
  init┄┃  conv1 Conv2D   ┃
       ┗━━━━━━━━━━━━━━━━━┛
                │?x64x112x112
                ├──────────────╮
                ▼              │
      ╔═══════════════════╗    │
      ║▸ block 12 nodes   ║    │
      ╚═══════════════════╝    │
                │2 tensors     │
                ├──────────────╯
                ▼
         ╭─────────────╮
         │  add AddV2  │
         ╰─────────────╯
                ▼
           ‹ output  ›
"""
    )


def test_in_rows_of_one_cell():
    assert (
        text_of(picture_of(NETWORK, Form(True, 20)), highlight=Highlight(1))
        == """
        ‹ input ›
            ▼ ?x3x224x224
+2▸▌  conv1 Conv2D   )
?x64x112x112├──────────────╮
            ▼              │
  [▸ block 12 nodes   ]    │
   2 tensors├──────────────╯
            ▼
     (  add AddV2  )
            ▼
       ‹ output  ›
"""
    )


def test_turned_so_that_inputs_are_at_the_bottom():
    assert (
        text_of(picture_of(NETWORK, upwards=True))
        == """
           ‹ output  ›
                ▲
         ╭─────────────╮
         │  add AddV2  │
         ╰─────────────╯
                ▲
                ├──────────────╮
                │2 tensors     │
      ╔═══════════════════╗    │
      ║▸ block 12 nodes   ║    │
      ╚═══════════════════╝    │
                ▲              │
                ├──────────────╯
                │?x64x112x112
kernel▸╭─────────────────╮
  init┄│  conv1 Conv2D   │
       ╰─────────────────╯
                ▲ ?x3x224x224
            ‹ input ›
"""
    )


def test_a_loop_leads_back_up_and_control_edges_are_dotted():
    assert (
        text_of(picture_of(LOOP))
        == """
    ╭───────────────╮
    │  enter Enter  │
    ╰───────────────╯
            │ ╰┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄╮
            ▼                      ┆
    ╭───────────────╮              ┆
    │  merge Merge  │              ┆
    ╰───────────────╯              ┆
            │ ▲                    ┆
            ├─│──────────────────╮ ┆
            ▼ │                  ▼ ▼
╭───────────────────────╮   ╭─────────────╮
│  body NextIteration   │   │  exit Exit  │
╰───────────────────────╯   ╰─────────────╯
"""
    )


def test_in_ascii():
    use_symbols(ASCII)
    assert (
        text_of(picture_of(LOOP), highlight=Highlight(1))
        == """
    +---------------+
    |  enter Enter  |
    +---------------+
            | +....................+
            v                      :
    #===============#              :
    #  merge Merge  #              :
    #===============#              :
            | ^                    :
            +-|------------------+ :
            v |                  v v
+-----------------------+   +-------------+
|  body NextIteration   |   |  exit Exit  |
+-----------------------+   +-------------+
"""
    )


def test_inputs_of_a_series_meet_on_a_bus_and_the_rest_is_said():
    inputs = tuple(Box(index, f"w{index}", "Const") for index in range(3))
    flow = Flow(
        (
            *inputs,
            Box(3, "conv[0-5]", "6 nodes", BoxKind.SERIES),
            Box(9, "7", kind=BoxKind.MORE),
            Box(5, "step", "Variable", is_extracted=True),
        ),
        (Arrow(0, 3), Arrow(1, 3), Arrow(2, 3), Arrow(3, 4)),
    )
    assert (
        text_of(picture_of(flow, width=90))
        == """
     ╭─────────────╮   ╭─────────────╮   ╭─────────────╮    ╭─────────────────╮
     │  w0 Const   │   │  w1 Const   │   │  w2 Const   │    │  step Variable  │
     ╰─────────────╯   ╰─────────────╯   ╰─────────────╯    ╰─────────────────╯
            ├─────────────────┴─────────────────╯
            ▼
╭──────────────────────╮╮
│  conv[0-5] 6 nodes   ││
╰──────────────────────╯╯
            ▼
      … and 7 more
"""
    )


def test_without_room_beside_it_auxiliary_nodes_stand_below():
    flow = Flow((Box(0, "a", "Add"), Box(1, "step", "Variable", is_extracted=True)), ())
    assert (
        text_of(picture_of(flow, width=20))
        == """
╭─────────╮
│  a Add  │
╰─────────╯

╭─────────────────╮
│  step Variable  │
╰─────────────────╯
"""
    )


def test_names_from_files_are_escaped_and_clipped():
    flow = Flow((Box(0, "a\x1b[31m" + "b" * 500, "Op\n"), Box(1, "3", kind=BoxKind.MORE)), ())
    picture = picture_of(flow, Form(name_width=16))
    assert "│  a\\x1b[3…bbbbbbbb Op\\n  │" in text_of(picture)


def test_large_tensors_have_heavy_lines():
    boxes = (Box(0, "a", "A"), Box(1, "b", "B"), Box(2, "c", "C"))
    heavy = Flow(boxes, (Arrow(0, 2, size=5_000_000), Arrow(1, 2, size=5_000_000)))
    assert "━┛" in text_of(picture_of(heavy))


def test_what_is_traced_stands_out_and_the_rest_steps_back():
    picture = picture_of(NETWORK)
    cells = cells_of(picture, Highlight(2, inputs=frozenset({0, 1})))
    inks = {
        name: cells.palette[cells.foreground[area.top + area.height // 2, area.left]]
        for name, area in ((box.name, picture.area(i)) for i, box in enumerate(NETWORK.boxes))
    }
    assert inks["block"] == DARK.border_focus
    assert inks["add"] == DARK.border
    assert inks["conv1"] == DARK.text_muted
    first_arrow = picture.path(0)[0]
    assert cells.palette[cells.foreground[first_arrow.y, first_arrow.x]] == DARK.accent


def test_a_coloured_box_is_filled_and_marked():
    picture = picture_of(NETWORK)
    cells = cells_of(picture, looks={3: Look(ink=DARK.series[0], mark="■")})
    area = picture.area(3)
    assert "■ add AddV2" in text_of(picture, looks={3: Look(ink=DARK.series[0], mark="■")})
    assert cells.palette[cells.foreground[area.top, area.left]] == DARK.series[0]
    inside = cells.background[area.top + 1, area.left + 1]
    assert cells.palette[inside] not in (DARK.background, DARK.series[0])


def test_a_window_shows_a_part_of_the_picture():
    picture = picture_of(NETWORK)
    whole = cells_of(picture)
    part = picture.draw(Window(4, 3, 20, 9), DARK)
    assert [part.text(row) for row in range(9)] == [
        whole.text(row)[4:24].ljust(20) for row in range(3, 12)
    ]


def test_a_window_beside_the_picture_is_empty():
    cells = picture_of(NETWORK).draw(Window(500, 500, 8, 2), DARK)
    assert [cells.text(row) for row in range(2)] == [" " * 8] * 2


def test_what_is_where():
    picture = picture_of(NETWORK)
    area = picture.area(1)
    assert picture.box_at(area.left, area.top) == 1
    assert picture.box_at(area.left - 1, area.top) == -1
    assert picture.extent(1).left == area.left - len("kernel▸")


@pytest.mark.parametrize("form", [ASCII, CONSOLE])
def test_lines_have_a_character_for_every_meeting(form):
    use_symbols(form)
    assert len(flow_symbols().light) == len(flow_symbols().heavy) == 16


def test_lines_that_cross_stay_apart():
    from tbtui.analysis.flow.layout import Point
    from tbtui.plot.cells import Cells

    lines, cells = Lines(0, 0, 5, 3), Cells(5, 3, DARK.text, DARK.background)
    lines.add([Point(0, 0), Point(0, 1), Point(4, 1), Point(4, 2)], 0)
    lines.add([Point(2, 0), Point(2, 2)], 0)
    lines.draw(cells)
    assert [cells.text(row) for row in range(3)] == ["│ │  ", "╰─│─╮", "  │ │"]
    assert np.unique(cells.foreground).tolist() == [0]


def test_boxes_lose_details_where_the_picture_then_fits():
    boxes = tuple(Box(index, f"node{index}", "Operation") for index in range(4))
    flow = Flow(boxes, tuple(Arrow(index, 3) for index in range(3)))
    whole = fitting_picture(flow, Form(), 90, 20)
    assert "Operation" in text_of(whole)
    narrow = fitting_picture(flow, Form(), 60, 20)
    assert whole.width > 60 >= narrow.width
    assert "Operation" not in text_of(narrow)
    # Where it does not fit in any case, nothing is lost.
    assert "Operation" in text_of(fitting_picture(flow, Form(), 30, 20))


def test_a_few_boxes_are_as_wide_as_their_names_where_there_is_room():
    name = "a_function_with_a_long_name_of_its_own"
    few = Flow((Box(0, name, "9 nodes", BoxKind.SCOPE), Box(1, "n")), (Arrow(0, 1),))
    assert name in text_of(fitting_picture(few, Form(name_width=20), 70, 20))
    assert "…" in text_of(fitting_picture(few, Form(name_width=20), 45, 20))


def test_a_long_chain_is_broken_into_pages_as_high_as_the_window():
    boxes = tuple(Box(index, f"n{index}", "Op") for index in range(30))
    chain = Flow(boxes, tuple(Arrow(index, index + 1) for index in range(29)))
    pages = picture_of(chain, width=40, height=20)
    assert pages.height <= 20
    assert pages.width > 40
    columns = [place.port for place in pages.places]
    assert columns == sorted(columns)


def test_boxes_without_arrows_stand_in_columns():
    boxes = tuple(Box(index, "n" * length) for index, length in enumerate((2, 4, 3, 4, 2, 3)))
    picture = picture_of(Flow(boxes, ()), width=45)
    lefts = [picture.extent(index).left for index in range(6)]
    assert lefts[:3] == lefts[3:]
    assert len(set(lefts)) == 3
