"""The line in which the value of a setting is typed."""

from __future__ import annotations

from typing import ClassVar

from tbtui.bindings import Where, bindings_for
from tbtui.widgets.line_input import LineInput


class SettingInput(LineInput):
    """Stands below the settings, where one is being typed."""

    BINDINGS = bindings_for(Where.SETTING_INPUT)
    DEFAULT_CSS = "SettingInput { margin: 0 1; display: none; }"

    pane: ClassVar[Where] = Where.SETTING_INPUT
