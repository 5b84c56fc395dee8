"""Several tags in one chart, while its pattern is typed and afterwards."""

from __future__ import annotations

import pytest
from driving import drive, screen_text, toasts
from fakes import RUNS, FakeLoader, FakeStore, small_run, training_runs

from tbtui.screens.combined_charts import combined_name
from tbtui.widgets.chart_scene import ChartDefinition, ChartScene
from tbtui.widgets.combine_bar import CombineInput
from tbtui.widgets.curves import curves_of

TAGS = {"train__acc": [1, 2], "train__loss": [2, 1], "val__acc": [3, 4], "val__loss": [4, 3]}
LOSS = combined_name("loss")


def store(**tags):
    return FakeStore([small_run("a", **(tags or TAGS))])


def after(*keys, size=(160, 48), loader=None):
    """Press keys and return the application as it was then."""
    found = {}

    async def scenario(pilot):
        await pilot.press(*keys)
        await pilot.pause()
        screen = pilot.app.screen
        found.update(
            state=screen.state,
            scene=screen.scene,
            text=screen_text(pilot.app),
            focused=screen.focused,
            toasts=toasts(pilot.app),
        )

    drive(scenario, None if loader else store(), loader=loader, size=size)
    return found


def retyped(pattern):
    return ["ctrl+u", *("space" if letter == " " else letter for letter in pattern)]


def test_the_line_begins_with_the_last_part_of_the_tag_and_shows_its_chart():
    found = after("C")
    assert isinstance(found["focused"], CombineInput)
    assert "2 tags: train/loss, val/loss" in found["text"]
    scene = found["scene"]
    assert scene.focused == "train/loss"
    assert scene.definition("train/loss").tags == ("train/loss", "val/loss")
    assert "━ val" in found["text"]


def test_the_chart_is_kept_first_under_its_pattern():
    found = after("C", "enter")
    assert found["state"].focused == LOSS
    assert found["state"].groups[0] == ("combined charts", (LOSS,))
    assert found["scene"].title(LOSS) == "loss"
    assert "╭─ loss ─" in found["text"]
    assert found["focused"].id == "charts"


def test_escape_leaves_everything_as_it_was():
    found = after("C", "x", "escape")
    assert found["state"].draft is None
    assert found["state"].combined.patterns == ()
    assert found["scene"].definition("train/loss").tags == ("train/loss",)
    assert found["focused"].id == "charts"


def test_what_matches_is_told_as_one_types():
    assert "no tag" in after("C", *"xyz")["text"]
    assert "1 tag: val/loss" in after("C", *retyped("val loss"))["text"]
    assert "type words of the tags" in after("C", "ctrl+u")["text"]


def test_a_broken_pattern_is_not_kept_and_its_trouble_is_told():
    found = after("C", *retyped("/(/"), "enter")
    assert found["state"].combined.patterns == ()
    assert found["state"].draft.wrong
    assert isinstance(found["focused"], CombineInput)


def test_a_pattern_without_tags_is_not_kept():
    assert after("C", *"xyz", "enter")["state"].combined.patterns == ()


def test_a_combined_chart_is_edited():
    found = after("C", "enter", "P", "s", "C", *retyped("acc"), "enter")
    state, acc = found["state"], combined_name("acc")
    assert state.combined.patterns == ("acc",)
    assert state.focused == acc
    assert state.pinned.names == (acc,)
    assert state.axes.of(acc).scale == "log"


def test_an_empty_pattern_removes_it():
    found = after("C", "enter", "P", "C", "ctrl+u", "enter")
    assert found["state"].combined.patterns == ()
    assert found["state"].pinned.names == ()
    assert "loss" in found["toasts"][-1]


def test_tags_that_arrive_join_the_chart():
    loader = FakeLoader(store())

    async def scenario(pilot):
        await pilot.press("C", "enter")
        loader.publish([small_run("a", test__loss=[1, 2], **TAGS)])
        await pilot.pause(0.3)
        definition = pilot.app.screen.scene.definition(LOSS)
        assert definition.tags == ("test/loss", "train/loss", "val/loss")
        loader.publish([small_run("a", other=[1, 2])])
        await pilot.pause(0.3)
        assert pilot.app.screen.state.charts == ("other",)

    drive(scenario, loader=loader)


@pytest.mark.parametrize(
    ("tag", "pattern"),
    [
        ("val/loss", "loss"),
        ("a/-b", '"-b"'),
        ("a/x y", "x y"),
        ("a/(", '"("'),
        ("lr", "lr"),
        ("a\x1b[31mbc", '"[31mbc"'),
    ],
)
def test_what_looks_like_an_operator_is_quoted(tag, pattern):
    async def scenario(pilot):
        await pilot.press("C")
        assert pilot.app.screen.state.draft.pattern == pattern
        assert pilot.app.screen.combine_bar.input.value == pattern

    drive(scenario, store(**{tag.replace("/", "__"): [1, 2]}))


@pytest.mark.parametrize("size", [(160, 48), (80, 24), (60, 15)])
def test_the_line_keeps_the_focus_at_every_size(size):
    found = after("C", "ctrl+u", *"acc", size=size)
    assert isinstance(found["focused"], CombineInput)
    assert found["state"].draft.pattern == "acc"


def test_backing_out_elsewhere_stops_combining():
    async def scenario(pilot):
        await pilot.press("C")
        pilot.app.screen.set_focus(pilot.app.screen.charts)
        await pilot.press("escape")
        assert pilot.app.screen.state.draft is None
        assert not pilot.app.screen.combine_bar.display

    drive(scenario, store())


def test_how_a_combined_chart_looks(snapshot):
    async def scenario(pilot):
        await pilot.press("C", "enter", "C")
        await pilot.pause()
        snapshot(pilot.app, svg=True)

    drive(scenario, FakeStore(training_runs(RUNS[:3])))


def test_a_combined_chart_goes_by_its_pattern_wherever_it_is_named():
    assert after("C", "enter", "y")["toasts"][-1].startswith("Copied 2 values of loss;")


def test_the_settings_name_it_by_its_pattern():
    async def scenario(pilot):
        await pilot.press("C", "enter", "Y")
        await pilot.pause()
        assert "Y AXIS OF loss" in screen_text(pilot.app)

    drive(scenario, store())


def curves(run_count, tag_count, palette=("#111111", "#222222"), **fields):
    tags = tuple(f"m/{number}" for number in range(tag_count))
    runs = tuple(
        small_run(f"r{index}", **{tag.replace("/", "__"): [1, 2] for tag in tags})
        for index in range(run_count)
    )
    scene = ChartScene(
        runs=runs,
        colors={run.name: "#abcdef" for run in runs},
        palette=palette,
        definitions={"chart": ChartDefinition("chart", tags)},
        **fields,
    )
    return [(one.label, one.color, one.pattern) for one in curves_of(scene, "chart")]


def test_tags_of_one_run_differ_by_colour_then_by_pattern():
    assert curves(1, 3) == [("0", "#111111", 0), ("1", "#222222", 0), ("2", "#111111", 1)]


def test_tags_of_several_runs_differ_by_pattern():
    assert curves(2, 2) == [
        ("r0 0", "#abcdef", 0),
        ("r1 0", "#abcdef", 0),
        ("r0 1", "#abcdef", 1),
        ("r1 1", "#abcdef", 1),
    ]


def test_a_single_tag_has_the_colour_of_its_run():
    assert curves(1, 1) == [("r0", "#abcdef", 0)]
