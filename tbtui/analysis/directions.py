"""Which values of a metric are better, as far as its name tells."""

from __future__ import annotations

import functools
import re

from tbtui.analysis.table import Direction

_WORDS = {
    Direction.DOWN: """
        loss losses error errors err mse rmse mae mape msle rmsle nll bpc bpb ppl perplexity wer cer
        eer ece brier fid kid lpips regret cost latency violation violations misclassification
    """,
    Direction.UP: """
        accuracy acc reward rewards rew return returns score scores precision recall f1 auc auroc
        auprc map miou iou dice bleu rouge meteor psnr ssim r2 correlation success wins elo
        throughput fps top1 top5 ndcg mrr likelihood mcc kappa
    """,
    # They say how something was done or seen: a loss scale is no loss.
    Direction.NONE: "scale weight weights coef coefficient threshold norm grad gradient std count",
}
_DIRECTIONS = {word: direction for direction, words in _WORDS.items() for word in words.split()}
_PARTS = re.compile(r"[A-Za-z]+[0-9]*|[0-9]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_PAIRS = {
    ("top", "1"): Direction.UP,
    ("top", "5"): Direction.UP,
    ("r", "2"): Direction.UP,
    ("f", "1"): Direction.UP,
    ("error", "rate"): Direction.DOWN,
    ("cross", "entropy"): Direction.DOWN,
    ("win", "rate"): Direction.UP,
    ("success", "rate"): Direction.UP,
}


@functools.lru_cache(maxsize=16_384)
def guessed_direction(name: str) -> Direction:
    """Guess whether high or low values of a tag are better.

    The last word that says something decides, from the end of the tag to its beginning: in
    ``accuracy/loss`` it is the loss, in ``loss/val_accuracy`` the accuracy.

    Parameters
    ----------
    name
        A tag, such as ``val/top5_accuracy`` or ``epochLoss``.

    Returns
    -------
    Direction
        `Direction.NONE` where the name says nothing, or says that it is no metric,
        as ``learning_rate`` and ``loss_scale`` do.
    """
    words = [word.casefold() for word in _PARTS.findall(_CAMEL.sub(" ", name))]
    for place in range(len(words) - 1, -1, -1):
        pair = _PAIRS.get((words[place - 1], words[place])) if place else None
        if pair is not None:
            return pair
        if words[place] in _DIRECTIONS:
            return _DIRECTIONS[words[place]]
    return Direction.NONE
