"""The training loop: shuffled epochs, batches of a set number of words, averaged weights, the best on the development set kept."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.training import Example


def quick_ops() -> None:
    """Let the layers that are made from now on multiply with numpy: its BLAS is up to three times as quick on wide processors.

    For training only: what is bundled runs on spaCy's own multiplication, which gives the same figures on more kinds of machine.
    """
    from thinc.api import NumpyOps, set_current_ops

    class Ops(NumpyOps):  # type: ignore[misc]  # thinc ships no types for it
        """numpy's matrix product in the place of blis."""

        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            """The product of two matrices, each transposed first where asked."""
            import numpy

            return numpy.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    set_current_ops(Ops())


def train_loop(
    nlp: Language,
    make_epoch: Callable[[random.Random], Iterable[Example]],
    dev: list[Example],
    *,
    score: Callable[[dict[str, Any]], float],
    output: Path,
    steps: int,
    seconds: float,
    seed: int = 0,
    batch_words: tuple[int, int] = (300, 1200),
    dropout: float = 0.1,
    learn_rate: float = 0.001,
    evaluate_every: int = 500,
    log: Callable[[str], None] = print,
) -> float:
    """Train the trainable components of `nlp` until `steps` or `seconds` (of processor time) are used up; save the best, return its score.

    `make_epoch` gives the examples of one pass, shuffled by the generator it is handed. Batches grow from batch_words[0] to
    batch_words[1] words over the first half. The learning rate warms up over 250 steps and then falls linearly to a tenth.
    """
    from thinc.api import Adam, fix_random_seed

    fix_random_seed(seed)
    rng = random.Random(seed)
    warm = 250

    def rates() -> Iterable[float]:
        step = 0
        while True:
            part = max(step / steps, (time.process_time() - started) / seconds)
            yield learn_rate * (min(1.0, (step + 1) / warm) * max(0.1, 1 - 0.9 * part))
            step += 1

    started = time.process_time()
    rate = iter(rates())
    optimizer = Adam(learn_rate, beta1=0.9, beta2=0.999, eps=1e-8, L2=0.01, grad_clip=1.0, L2_is_weight_decay=True, use_averages=True)
    best, step, words, losses = -1.0, 0, 0, {}  # type: float, int, int, dict[str, float]

    def batches() -> Iterable[list[Example]]:
        while True:
            batch: list[Example] = []
            size = 0
            for example in make_epoch(rng):
                goal = batch_words[0] + (batch_words[1] - batch_words[0]) * min(1.0, 2 * step / steps)
                batch.append(example)
                size += len(example.reference)
                if size >= goal:
                    yield batch
                    batch, size = [], 0
            if batch:
                yield batch

    for batch in batches():
        optimizer.learn_rate = next(rate)
        nlp.update(batch, sgd=optimizer, drop=dropout, losses=losses)
        step += 1
        words += sum(len(e.reference) for e in batch)
        over = step >= steps or time.process_time() - started >= seconds
        if step % evaluate_every == 0 or over:
            with nlp.use_params(optimizer.averages):
                scores = nlp.evaluate(dev)
                value = score(scores)
                kept = value > best
                if kept:
                    best = value
                    nlp.to_disk(output)
            shown = {k: round(v, 4) for k, v in scores.items() if isinstance(v, float) and k not in {"speed"}}
            log(f"{time.process_time() - started:6.0f}s step {step} words {words} score {value:.4f}{'*' if kept else ''} {shown}")
            losses = {}
        if over:
            break
    return best
