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

HPARAMS: WriterCalls = (
    (
        "PyTorch and tensorboardX",
        (
            'writer.add_hparams({"lr": 0.1, "batch": 32}, {"hparam/accuracy": accuracy})',
            "# tags that the run logs with add_scalar are metrics, too",
        ),
    ),
    (
        "TensorFlow",
        (
            "from tensorboard.plugins.hparams import api as hp",
            'with tf.summary.create_file_writer("runs/trial-1").as_default():',
            '    hp.hparams({"lr": 0.1, "batch": 32})',
            '    tf.summary.scalar("accuracy", accuracy, step=1)',
        ),
    ),
    (
        "Keras",
        (
            'board = keras.callbacks.TensorBoard("runs/trial-1")',
            'model.fit(x, y, callbacks=[board, hp.KerasCallback("runs/trial-1", {"lr": 0.1})])',
        ),
    ),
    (
        "Lightning",
        (
            "self.save_hyperparameters()",
            'Trainer(logger=TensorBoardLogger("runs", default_hp_metric=False))',
            'self.logger.log_hyperparams(self.hparams, {"hp/accuracy": 0})',
            'self.log("hp/accuracy", accuracy)',
        ),
    ),
)

GRAPHS: WriterCalls = (
    (
        "PyTorch",
        (
            'writer = SummaryWriter("runs/first")',
            "writer.add_graph(model, example_batch)",
        ),
    ),
    (
        "TensorFlow",
        (
            "tf.summary.trace_on(graph=True)",
            "train_step(x, y)  # a tf.function",
            'tf.summary.trace_export("train_step", step=0)',
        ),
    ),
    (
        "Keras",
        (
            'board = keras.callbacks.TensorBoard("runs/first", write_graph=True)',
            "model.fit(x, y, callbacks=[board])",
        ),
    ),
    (
        "Lightning",
        (
            'logger = TensorBoardLogger("runs", log_graph=True)',
            "model.example_input_array = example_batch",
            "Trainer(logger=logger)",
        ),
    ),
)
