"""Calls that write what a dashboard shows, in the libraries that people train with."""

from __future__ import annotations

WriterCalls = tuple[tuple[str, tuple[str, ...]], ...]
"""Libraries, each with its lines of code."""

SCALARS: WriterCalls = (
    (
        "PyTorch",
        (
            "from torch.utils.tensorboard import SummaryWriter",
            'writer = SummaryWriter("runs/first")',
            'writer.add_scalar("train/loss", loss, step)',
        ),
    ),
    (
        "TensorFlow",
        (
            'writer = tf.summary.create_file_writer("runs/first")',
            "with writer.as_default():",
            '    tf.summary.scalar("train/loss", loss, step=step)',
        ),
    ),
    (
        "Keras",
        (
            'board = keras.callbacks.TensorBoard("runs/first")',
            "model.fit(x, y, callbacks=[board])",
        ),
    ),
    (
        "Lightning",
        (
            'Trainer(logger=TensorBoardLogger("runs"))',
            'self.log("train/loss", loss)',
        ),
    ),
)

HISTOGRAMS: WriterCalls = (
    (
        "PyTorch",
        ('writer.add_histogram("fc1/weight", model.fc1.weight, step)',),
    ),
    (
        "TensorFlow",
        (
            "with writer.as_default():",
            '    tf.summary.histogram("dense/kernel", layer.kernel, step=step)',
        ),
    ),
    (
        "Keras",
        (
            'board = keras.callbacks.TensorBoard("runs/first", histogram_freq=1)',
            "model.fit(x, y, callbacks=[board])",
        ),
    ),
    (
        "Lightning",
        ('self.logger.experiment.add_histogram("fc1/weight", self.fc1.weight, self.global_step)',),
    ),
)
