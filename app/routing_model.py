"""Builds the model of the learned router from the training mails: `python -m app.routing_model`."""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is first imported

from app.settings import Settings
from app.wiring import desk_of
from domain.clock import SystemClock
from extractors.fence import Fence
from pipeline.routing_examples import examples, parsed_mails
from router.learned.example import Example
from router.learned.figures import Figures, figures
from router.learned.files import EVALUATION, FOLDER, to_files
from router.learned.fitting import FOLDS, Trained, prepare, train
from router.learned.numbers import labelled_numbers, learn_numbers
from router.learned.training import training_mails
from router.learned.vectors import encoder
from router.number_judge import FILE as NUMBERS
from router.number_judge import as_text, shipped_weights


def main() -> int:
    """Write model and evaluation beside the router's code; prints the figures."""
    started = time.perf_counter()
    write_numbers(NUMBERS)
    learnt = labelled()
    print(f"{len(learnt)} mails are read.", file=sys.stderr)
    trained = train(prepare(learnt, encoder()))
    print(f"The model is made, {time.perf_counter() - started:.0f} s.", file=sys.stderr)
    found = evaluation(trained)
    write(trained, found, FOLDER)
    print(json.dumps(found["families"], indent=1))
    return 0


def write_numbers(path: Path) -> None:
    """Write what tells numbers apart without a ledger; the router's model is made of what it reads."""
    numbers = labelled_numbers(parsed_mails(training_mails()), FOLDS)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_text(learn_numbers(numbers)), encoding="utf-8")
    shipped_weights.cache_clear()


def labelled(settings: Settings | None = None) -> tuple[Example, ...]:
    """Return the repository's training mails as the router sees mails."""
    chosen = settings or Settings()
    with Fence(chosen.reading) as fence:
        return tuple(examples(training_mails(), desk_of(chosen, fence, None, SystemClock())))


def evaluation(trained: Trained) -> dict[str, dict[str, object]]:
    """Return the figures on unseen families and on unseen languages."""
    also_from, bank_from = trained.model.also_from, trained.model.doubt.flag_from
    sets: dict[str, Figures] = {"families": figures(trained.outcomes, also_from, bank_from)}
    if trained.foreign:
        sets["languages"] = figures(trained.foreign, also_from, bank_from)
    return {name: one.plain() for name, one in sets.items()}


def write(trained: Trained, found: dict[str, dict[str, object]], folder: Path) -> None:
    """Write the model's files and its evaluation."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in to_files(trained.model).items():
        (folder / name).write_bytes(content)
    text = json.dumps({"version": trained.model.version, **found}, indent=1)
    (folder / EVALUATION).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
