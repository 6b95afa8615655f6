"""Layouts between the store and their files: imported with samples, exported without unless asked."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from domain.errors import ConfigurationError
from domain.layouts import LayoutTemplate, Sample
from domain.ports import ReadingAids
from domain.taught import NO_CUSTOMER, TemplateState, Why
from extractors.layouts.folder import Stored, load_file, load_folder, samples_of, save
from extractors.layouts.yaml_form import to_yaml
from pipeline.engines import Engines
from pipeline.templates.comparing import active_template, hold_against
from pipeline.templates.library import TemplateLibrary, parsed
from pipeline.templates.life import add_version
from pipeline.templates.samples import LARGEST, keep_sample, load_samples, packed
from store.repositories import template_samples, templates
from store.session import Session

log = logging.getLogger("ardoise.templates")


@dataclass(frozen=True, slots=True)
class Moved:
    """One imported file: the layout's name, what was done, and whether it reads documents now."""

    name: str
    version: int | None
    active: bool
    why_not: str = ""


def import_folder(
    engines: Engines, library: TemplateLibrary, folder: Path, who: str, aids: ReadingAids
) -> tuple[Moved, ...]:
    """Take every layout of a folder with its samples; a file that is known unchanged does nothing.

    A changed file of a known layout becomes its newest version, active where the gate holds. Raises
    ConfigurationError, before anything was taken, for a file that is none.
    """
    if not folder.is_dir():
        raise ConfigurationError(
            f"{folder} is no folder of templates; give the folder that holds PAYER/NAME.yaml."
        )
    return tuple(import_one(engines, library, stored, who, aids) for stored in load_folder(folder))


def import_one(
    engines: Engines,
    library: TemplateLibrary,
    stored: Stored,
    who: str,
    aids: ReadingAids,
    why: Why | None = None,
) -> Moved:
    """Take one layout with the samples beside its file; `why` None: imported, or edited where it is known."""
    template, samples = stored.template, samples_of(stored.path)
    with engines.store.read() as session:
        row = templates.find(session, template.name)
        newest = templates.versions(session, row.id)[-1:] if row is not None else ()
        before = active_template(session, row) if row is not None else None
    if newest and same_rules(parsed(newest[0].body, template.name, newest[0].number), template):
        return _unchanged(engines, template, samples, who)
    why_not = ""
    if before is not None:
        verdict = hold_against(engines, template, library.live().shelf.templates, NO_CUSTOMER, aids, samples)
        if not verdict.holds:
            first = verdict.worse[0]
            why_not = f"{first.document} would be read worse. {' '.join(first.after.faults[:1])}".strip()
    why = why or (Why.EDITED if before is not None else Why.IMPORTED)
    now = engines.clock.now()
    kept = _put(engines, samples)
    with engines.store.write() as session:
        row = add_version(session, template, why, who, now, note=template.note, active=not why_not)
        for sample, digest in kept:
            keep_sample(session, row.id, sample.document.sha256, digest, NO_CUSTOMER, who, now)
        number = templates.next_number(session, row.id) - 1
    return Moved(template.name, number, not why_not, why_not)


def import_unknown(engines: Engines, folder: Path | None, who: str) -> int:
    """Take the layouts of a folder that the store never knew; return how many.

    A file that is none is named in the log and stops nothing. Deleted layouts stay deleted.
    """
    if folder is None or not folder.is_dir():
        return 0
    with engines.store.read() as session:
        known = templates.known_names(session)
    count = 0
    for path in sorted(folder.glob("*/*.yaml")):
        if path.stem in known:
            continue
        try:
            template, samples = load_file(path), samples_of(path)
        except ConfigurationError as error:
            log.error("template_refused", extra={"error": str(error)})
            continue
        count += _take(engines, template, samples, who)
    return count


def export(
    engines: Engines, folder: Path, names: Sequence[str] = (), *, samples: bool = False
) -> tuple[Path, ...]:
    """Write active layouts as files, those of the given names or all; samples only when asked for."""
    written = []
    with engines.store.read() as session:
        rows = [templates.get(session, name) for name in names] or list(templates.all_rows(session))
        chosen = [(row, one) for row in rows if (one := active_template(session, row)) is not None]
        held = {row.id: _bodies(session, row.id) for row, _ in chosen} if samples else {}
    for row, template in chosen:
        written.append(save(folder, template, load_samples(engines.blobs, held.get(row.id, []))))
    return tuple(written)


def same_rules(one: LayoutTemplate | None, other: LayoutTemplate) -> bool:
    """Tell whether two versions read alike, whatever their number and note."""
    return one is not None and to_yaml(replace(one, version=1, note="")) == to_yaml(
        replace(other, version=1, note="")
    )


def _unchanged(engines: Engines, template: LayoutTemplate, samples: Sequence[Sample], who: str) -> Moved:
    now = engines.clock.now()
    kept = _put(engines, samples)
    with engines.store.write() as session:
        row = templates.get_for_change(session, template.name)
        known = {sample.document_sha256 for sample in template_samples.samples(session, [row.id])}
        for sample, digest in kept:
            if sample.document.sha256 not in known:
                keep_sample(session, row.id, sample.document.sha256, digest, NO_CUSTOMER, who, now)
        return Moved(row.name, None, row.state is TemplateState.ACTIVE)


def _take(engines: Engines, template: LayoutTemplate, samples: Sequence[Sample], who: str) -> int:
    now = engines.clock.now()
    kept = _put(engines, samples)
    with engines.store.write() as session:
        if _is_known(session, template.name):
            return 0
        row = add_version(session, template, Why.IMPORTED, who, now, note=template.note)
        for sample, digest in kept:
            keep_sample(session, row.id, sample.document.sha256, digest, NO_CUSTOMER, who, now)
    return 1


def _bodies(session: Session, template_id: int) -> list[str]:
    return [sample.body_sha256 for sample in template_samples.samples(session, [template_id])]


def _is_known(session: Session, name: str) -> bool:
    return templates.find(session, name) is not None


def _put(engines: Engines, samples: Sequence[Sample]) -> list[tuple[Sample, str]]:
    bodies = [(sample, body) for sample in samples if len(body := packed(sample)) <= LARGEST]
    digests = engines.blobs.put([body for _, body in bodies])
    return [(sample, digest) for (sample, _), digest in zip(bodies, digests, strict=True)]
