"""The trials in the pictures of hyperparameters: a search for a learning rate, mostly."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from example_logs import NOW

from tbtui.readers.event_writer import EventWriter

STEPS = range(0, 2_001, 50)


def write_trials(directory: Path, count: int = 60) -> None:
    """Write so many trials; the same ones whenever this runs."""
    for number in range(count):
        random = np.random.default_rng([11, number])
        hyperparameters: dict[str, bool | float | str] = {
            "lr": float(10 ** random.uniform(-4.5, -1.5)),
            "dropout": float(round(random.uniform(0.0, 0.5), 3)),
            "batch_size": float(2 ** random.integers(4, 8)),
            "optimizer": str(random.choice(["adam", "sgd"])),
        }
        off = abs(np.log10(float(hyperparameters["lr"])) + 3.0)
        loss = 0.35 + 0.28 * off**1.5 + 0.25 * float(hyperparameters["dropout"])
        loss += 0.06 * (hyperparameters["optimizer"] == "sgd") + random.normal(0.0, 0.03)
        _write_trial(directory / f"trial-{number:02}", hyperparameters, float(loss))


def _write_trial(
    directory: Path, hyperparameters: dict[str, bool | float | str], loss: float
) -> None:
    began = NOW - 90_000.0
    with EventWriter(directory / "events.out.tfevents.1.example", began) as writer:
        writer.add_session_start(hyperparameters, began)
        for step in STEPS:
            now = loss + (2.3 - loss) * 2.0 ** (-step / 300.0)
            values = {"val/accuracy": 1.0 - 0.4 * now, "val/loss": now}
            writer.add_scalars_event(values, step, began + step)
