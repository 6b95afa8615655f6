"""Keeps what a person taught: as a version that reads from now on, as a draft, or as a proposal."""

from domain.errors import ConflictError
from domain.layouts import LayoutTemplate
from domain.taught import TemplateState, Why
from pipeline.engines import Engines
from pipeline.templates.again import read_again
from pipeline.templates.deciding import Origin, propose
from pipeline.templates.life import add_version
from pipeline.templates.proposing import Change
from pipeline.templates.samples import LARGEST, keep_sample, packed, thin_out
from pipeline.templates.trial import Trial, Wish
from store.repositories import templates
from store.session import Session


def keep_version(
    engines: Engines, trial: Trial, wish: Wish, who: str, note: str, *, active: bool = True
) -> LayoutTemplate:
    """Keep a tried layout with the document that taught it; `active`: it reads from now on.

    Raises ConflictError when it may not go live, or another version became active meanwhile.
    """
    change = _kept(trial)
    if trial.known and active:
        _keep_document(engines, change, wish, who)
        return change.template
    if active and not trial.live:
        raise ConflictError(f"{change.template.name} was not changed: {trial.why_not}")
    _add(engines, change, wish, who, note, active=active)
    if active:
        _keep_document(engines, change, wish, who)
        read_again(engines, change.template, wish.customer)
    return change.template


def keep_proposal(
    engines: Engines, trial: Trial, wish: Wish, who: str, note: str, item_id: int
) -> int | None:
    """Keep a tried layout as a proposal; None for one that was made and decided before."""
    change, verdict = _kept(trial), trial.verdict
    body = packed(wish.sample)
    if verdict is None or len(body) > LARGEST:
        raise ConflictError("the document is too large to be kept beside a layout.")
    (digest,) = engines.blobs.put([body])
    origin = Origin(item_id, wish.customer, who, note or f"{who} taught {wish.sample.document.name}.")
    return propose(engines, change, wish.sample, digest, verdict, origin)


def _add(engines: Engines, change: Change, wish: Wish, who: str, note: str, *, active: bool) -> None:
    now = engines.clock.now()
    why = Why.EDITED if wish.body else Why.TAUGHT
    with engines.store.write() as session:
        _refuse_stale(session, change)
        add_version(
            session,
            change.template,
            why,
            who,
            now,
            note=note,
            customer=wish.customer,
            active=active,
        )


def _keep_document(engines: Engines, change: Change, wish: Wish, who: str) -> None:
    """Keep the document among the confirmed ones of a layout that reads it as it is."""
    body = packed(wish.sample)
    if len(body) > LARGEST:
        return
    (digest,) = engines.blobs.put([body])
    now = engines.clock.now()
    with engines.store.write() as session:
        row = templates.get_for_change(session, change.template.name)
        keep_sample(session, row.id, wish.sample.document.sha256, digest, wish.customer, who, now)
        row_id = row.id
    thin_out(engines, row_id)


def _kept(trial: Trial) -> Change:
    if trial.change is None:
        raise ConflictError(f"nothing was taught: {trial.why_not}")
    return trial.change


def _refuse_stale(session: Session, change: Change) -> None:
    row = templates.find(session, change.template.name)
    held = row is not None and row.state is TemplateState.ACTIVE
    now = row.active_version if row is not None and held else None
    if now != (change.base.version if change.base else None):
        raise ConflictError(
            f"{change.template.name} was changed by somebody else meanwhile; look at the result again."
        )
