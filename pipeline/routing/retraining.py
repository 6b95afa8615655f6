"""Makes a new routing model of the shipped and the installation's own mails, and lets the gate judge it."""

import json
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.errors import ConfigurationError
from domain.job_ports import Job
from domain.routing_models import ModelState
from pipeline.desk import Desk
from pipeline.engines import Engines
from pipeline.routing.choosing import PINNED
from pipeline.routing.confirmed import own_examples
from pipeline.routing.library import RoutingLibrary
from pipeline.routing_examples import examples
from router.learned import files
from router.learned.comparing import Comparison
from router.learned.example import Example
from router.learned.figures import Figures, figures, from_plain
from router.learned.fitting import Trained, prepare, train, version_of
from router.learned.folder_models import encoder_named, name_of
from router.learned.gate import Proof, mark, proof_of, rights_of, verdict
from router.learned.training import training_mails
from router.learned.vectors import Encoder
from store.repositories import routing_models
from store.repositories import settings as switches
from store.tables import RoutingModelRow

log = logging.getLogger("ardoise.routing")

_ATTEMPTS = 2
"""Tries of one job; what ends the process each time is left until the next week."""


@dataclass(frozen=True, slots=True)
class Retrained:
    """What became of one retraining; `number` None: no model was made, `sentence` says why."""

    number: int | None
    state: ModelState | None
    sentence: str
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Retrainer:
    """Retrains by timetable and by command; `desk` gives a fresh desk."""

    worker: str
    engines: Engines
    library: RoutingLibrary
    desk: Callable[[], Desk]
    encoder: Callable[[], Encoder] | None = None
    """None: that of `routing.model_folder`, else the one that ships."""
    shipped: Callable[[Desk], tuple[Example, ...]] = lambda desk: tuple(examples(training_mails(), desk))
    shipped_figures: Callable[[], tuple[str, Figures]] = lambda: shipped_proof()

    def work(self, job: Job) -> None:
        """Retrain by timetable and end the job."""
        if job.attempts <= _ATTEMPTS:
            done = self.retrain("timetable")
            log.info("routing_retrained", extra={"model": done.number, "state": done.state})
        else:
            log.error("routing_retraining_given_up")
        self.engines.jobs.finish(job, self.worker)

    def retrain(self, who: str) -> Retrained:
        """Make a model, judge it, and let it go live if it is no worse."""
        desk = self.desk()
        own = own_examples(self.engines, desk)
        least = desk.routing.learning.least_mails
        if len(own) < least:
            return Retrained(None, None, f"{len(own)} mails are confirmed or corrected; {least} are needed.")
        shipped = self.shipped(desk)
        with self.engines.store.read() as session:
            known = routing_models.of_version(session, version_of((*shipped, *own)))
        if known is not None:
            sentence = f"model {known.id} was made of exactly these mails; nothing is new."
            return Retrained(None, None, sentence)
        folder = desk.routing.model_folder
        name = name_of(folder) if folder is not None else ""
        trained = train(prepare((*shipped, *own), self._vectors(name, folder)))
        trained = replace(trained, model=replace(trained.model, encoder=name))
        return self.judge(trained, shipped, own, who)

    def judge(
        self, trained: Trained, shipped: Sequence[Example], own: Sequence[Example], who: str
    ) -> Retrained:
        """Keep a model with its figures; it goes live if the gate holds and nobody chose another by hand."""
        with self.engines.store.read() as session:
            before_row = routing_models.active(session)
        version = version_of(shipped)
        folder = self.desk().routing.model_folder
        before = self._proof_before(before_row, shipped, own, folder)
        after = proof_of(trained, shipped, own, self._vectors(trained.model.encoder, folder))
        return self._keep(trained, verdict(before, after), before, after, version, who)

    def _vectors(self, name: str, folder: Path | None) -> Encoder:
        return self.encoder() if self.encoder is not None else encoder_named(name, folder)

    def _proof_before(
        self,
        row: RoutingModelRow | None,
        shipped: Sequence[Example],
        own: Sequence[Example],
        folder: Path | None,
    ) -> Proof:
        """Return the proof of the active model: what it learnt from counts as it did when it was made."""
        version = version_of(shipped)
        stored = stored_proof(row) if row is not None and row.shipped == version else None
        told = stored.own if stored else {}
        model = self.library.model(row.digest if row else None) or files.shipped()
        fresh = [one for one in own if mark(one) not in told]
        rights = rights_of(model, fresh, self._vectors(model.encoder, folder)) if model and fresh else {}
        told_shipped = stored.shipped if stored else self._shipped_figures(version, shipped, folder)
        return Proof(told_shipped, {**told, **rights})

    def _shipped_figures(self, version: str, shipped: Sequence[Example], folder: Path | None) -> Figures:
        made_of, told = self.shipped_figures()
        if made_of == version:
            return told
        # Mails are split or read otherwise than when the shipped model was made: it is counted anew.
        log.warning("shipped_figures_counted_anew", extra={"made_of": made_of, "now": version})
        trained = train(prepare(shipped, self._vectors("", folder)))
        return figures(trained.outcomes, trained.model.also_from, trained.model.doubt.flag_from)

    def _keep(
        self, trained: Trained, said: Comparison, before: Proof, after: Proof, shipped: str, who: str
    ) -> Retrained:
        (digest,) = self.engines.blobs.put([files.to_bytes(trained.model)])
        now = self.engines.clock.now()
        with self.engines.store.write() as session:
            pinned = switches.is_on(session, PINNED)
            state = ModelState.KEPT if said.accepted else ModelState.REFUSED
            row = RoutingModelRow(
                version=trained.model.version,
                digest=digest,
                shipped=shipped,
                state=state,
                own_mails=len(after.own),
                figures=_figures(before, after),
                reasons=said.reasons,
                who=who,
                made_at=now,
            )
            number = routing_models.add(session, row)
            if said.accepted and not pinned:
                routing_models.activate(session, number, who, now)
                state = ModelState.ACTIVE
        return Retrained(number, state, _sentence(number, state), said.reasons)


def shipped_proof() -> tuple[str, Figures]:
    """Return what the shipped model was made of, and its figures. Raises ConfigurationError."""
    try:
        told = json.loads((files.FOLDER / files.EVALUATION).read_text(encoding="utf-8"))
        return str(told["version"]), from_plain(told["families"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigurationError(
            f"the evaluation of the shipped routing model cannot be read ({error}); run `make model`."
        ) from error


def stored_proof(row: RoutingModelRow) -> Proof:
    """Return what a stored model said of mails that it had not learnt from."""
    told = json.loads(row.figures)
    return Proof(from_plain(told["shipped"]), {str(key): bool(right) for key, right in told["own"].items()})


def _figures(before: Proof, after: Proof) -> str:
    told = {
        "shipped": after.shipped.plain(),
        "shipped_before": before.shipped.plain(),
        "own": dict(after.own),
        "own_before": {key: right for key, right in before.own.items() if key in after.own},
    }
    return json.dumps(told)


def _sentence(number: int, state: ModelState) -> str:
    return {
        ModelState.ACTIVE: f"model {number} is active: every worker routes by it from now on.",
        ModelState.KEPT: f"model {number} is no worse, but not active since the last one was chosen by hand; "
        f"`ardoise router activate {number}` lets it route.",
        ModelState.REFUSED: f"model {number} is refused; the one before stays.",
    }[state]
