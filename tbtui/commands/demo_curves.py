"""The made-up training runs of ``tbtui demo``: smooth laws with noise on them."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Curve = tuple[FloatArray, FloatArray]

LAST_STEP = 20_000
TRAIN_EVERY = 10
VALIDATE_EVERY = 200
SYSTEM_EVERY = 100
LAYERS = 6


@dataclass(frozen=True)
class DemoRun:
    """One made-up training job.

    ``half_life`` is the number of steps in which the distance of the loss from its floor is
    halved; ``noise`` scales the scatter from step to step.
    """

    name: str
    seed: int
    start_loss: float
    floor: float
    half_life: float
    noise: float
    peak_rate: float
    warm_up: int
    seconds_per_step: float
    batch_size: int = 256
    dropout: float = 0.0

    @property
    def hyperparameters(self) -> dict[str, bool | float | str]:
        """What a search would vary."""
        return {
            "peak_rate": self.peak_rate,
            "warm_up": self.warm_up,
            "batch_size": self.batch_size,
            "dropout": self.dropout,
        }


METRICS = ("val/loss", "val/acc")
"""What a search would look at."""
DEMO_RUNS = (
    DemoRun("baseline", 1, 2.62, 0.22, 3_100.0, 1.0, 2.1e-4, 2_000, 0.24),
    DemoRun("lr3e-4", 2, 2.58, 0.19, 2_300.0, 1.3, 3.0e-4, 3_000, 0.24),
    DemoRun("lr1e-3-warm", 3, 2.71, 0.26, 3_000.0, 1.1, 4.2e-4, 4_500, 0.25),
    DemoRun("dropout0.2", 4, 2.79, 0.16, 2_700.0, 1.0, 5.3e-4, 6_500, 0.27, dropout=0.2),
    DemoRun("bs512", 5, 2.50, 0.24, 5_600.0, 0.5, 6.2e-4, 8_000, 0.41, batch_size=512),
)


def curves(run: DemoRun, first_step: int, end_step: int) -> dict[str, Curve]:
    """Make what a run logs in a range of steps.

    The same run and range always give the same numbers.

    Parameters
    ----------
    run
        One of `DEMO_RUNS`.
    first_step, end_step
        The range, without its end.

    Returns
    -------
    dict
        For each tag its steps and values, both float64 of the same length.
    """
    random = np.random.default_rng([run.seed, first_step])
    train = _multiples(TRAIN_EVERY, first_step, end_step)
    validate = _multiples(VALIDATE_EVERY, first_step, end_step)
    system = _multiples(SYSTEM_EVERY, first_step, end_step)
    made = {
        "train/loss": (train, _train_loss(run, train, random)),
        "train/acc": (train, _accuracy(run, train, 0.06, random)),
        "train/grad_norm": (train, _gradient_norm(run, train, random)),
        "train/lr": (train, _learning_rate(run, train)),
        "val/loss": (validate, _validation_loss(run, validate, random)),
        "val/acc": (validate, _accuracy(run, validate, 0.02, random)),
    }
    for layer in range(LAYERS):
        made[f"layers/{layer}/grad_norm"] = (
            validate,
            _gradient_norm(run, validate, random) / (1.0 + layer),
        )
        made[f"layers/{layer}/weight_norm"] = (
            validate,
            (9.0 + 2.0 * layer) * (1.0 + 0.35 * (1.0 - _to_learn(run, validate))),
        )
    made["system/gpu_utilization"] = (system, _utilization(system, random))
    made["system/gpu_memory_gb"] = (system, 17.4 + run.seed + 0.02 * random.random(len(system)))
    made["system/gpu_temperature"] = (
        system,
        71.0 - 33.0 * np.exp2(-system / 700.0) + random.normal(0.0, 0.7, len(system)),
    )
    made["system/tokens_per_second"] = (
        system,
        2.1e4 / run.seconds_per_step * (1.0 - 0.08 * random.random(len(system)) ** 6),
    )
    return made


def weight_histogram(run: DemoRun, layer: int, step: int) -> list[tuple[float, float, float]]:
    """Make a histogram of a layer's weights: a bell that widens, and leans, with training.

    Returns
    -------
    list
        Left edge, right edge and count of each bucket.
    """
    random = np.random.default_rng([run.seed, layer, step])
    learnt = 1.0 - float(_to_learn(run, np.array([step], np.float64))[0])
    spread = 0.04 + 0.05 * learnt * (1.0 + 0.2 * layer)
    weights = random.normal(0.02 * learnt * (layer - LAYERS / 2), spread, 2_000)
    counts, edges = np.histogram(weights, bins=30)
    return list(
        zip(edges[:-1].tolist(), edges[1:].tolist(), counts.astype(float).tolist(), strict=True)
    )


def _multiples(interval: int, first_step: int, end_step: int) -> FloatArray:
    start = math.ceil(first_step / interval) * interval
    return np.arange(start, end_step, interval, dtype=np.float64)


def _to_learn(run: DemoRun, steps: FloatArray) -> FloatArray:
    """Return what is left to learn: 1 at the beginning, towards 0 at the end."""
    return np.exp2(-steps / run.half_life)


def _train_loss(run: DemoRun, steps: FloatArray, random: np.random.Generator) -> FloatArray:
    law = run.floor + (run.start_loss - run.floor) * _to_learn(run, steps)
    return law * np.exp(random.normal(0.0, 0.05 * run.noise, len(steps)))


def _validation_loss(run: DemoRun, steps: FloatArray, random: np.random.Generator) -> FloatArray:
    overfitting = 0.12 * (steps / LAST_STEP) ** 2
    law = run.floor + 0.13 + (run.start_loss - run.floor) * _to_learn(run, steps) + overfitting
    return law * np.exp(random.normal(0.0, 0.015, len(steps)))


def _accuracy(
    run: DemoRun, steps: FloatArray, scatter: float, random: np.random.Generator
) -> FloatArray:
    best = 0.97 - 0.3 * run.floor
    law = best - (best - 0.1) * _to_learn(run, steps)
    return np.clip(law + random.normal(0.0, scatter * run.noise, len(steps)), 0.0, 1.0)


def _gradient_norm(run: DemoRun, steps: FloatArray, random: np.random.Generator) -> FloatArray:
    floor = 0.05 * run.seed
    law = floor + 2.6 * np.exp2(-steps / (0.6 * run.half_life))
    spikes = np.where(random.random(len(steps)) < 0.003, 4.0, 1.0)
    return spikes * law * np.exp(random.normal(0.0, 0.22, len(steps)))


def _learning_rate(run: DemoRun, steps: FloatArray) -> FloatArray:
    """Warm up linearly, then fall along half a cosine."""
    rising = steps / run.warm_up
    part = np.clip((steps - run.warm_up) / (LAST_STEP - run.warm_up), 0.0, 1.0)
    falling = 0.5 * (1.0 + np.cos(np.pi * part))
    return run.peak_rate * np.where(steps < run.warm_up, rising, falling)


def _utilization(steps: FloatArray, random: np.random.Generator) -> FloatArray:
    waiting_for_data = random.random(len(steps)) < 0.06
    busy = 96.0 + random.normal(0.0, 1.2, len(steps))
    starved = 55.0 + 20.0 * random.random(len(steps))
    return np.clip(np.where(waiting_for_data, starved, busy), 0.0, 100.0)
