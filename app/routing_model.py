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
from pipeline.routing_examples import examples
from router.learned.example import Example
from router.learned.figures import Figures, figures
from router.learned.files import EVALUATION, FOLDER, to_files
from router.learned.fitting import Trained, prepare, train
from router.learned.training import training_mails
from router.learned.vectors import encoder


def main() -> int:
    """Write model and evaluation beside the router's code; prints the figures."""
    started = time.perf_counter()
    learnt = labelled()
    print(f"{len(learnt)} mails are read.", file=sys.stderr)
    trained = train(prepare(learnt, encoder()))
    print(f"The model is made, {time.perf_counter() - started:.0f} s.", file=sys.stderr)
    found = evaluation(trained)
    write(trained, found, FOLDER)
    print(json.dumps(found["families"], indent=1))
    return 0


def labelled(settings: Settings | None = None) -> tuple[Example, ...]:
    """Return the repository's training mails as the router sees mails."""
    chosen = settings or Settings()
    with Fence(chosen.reading) as fence:
        return tuple(examples(training_mails(), desk_of(chosen, fence, None, SystemClock())))


def evaluation(trained: Trained) -> dict[str, dict[str, object]]:
    """Return the figures on unseen families and on unseen languages."""
    also_from = trained.model.also_from
    sets: dict[str, Figures] = {"families": figures(trained.outcomes, also_from)}
    if trained.foreign:
        sets["languages"] = figures(trained.foreign, also_from)
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
