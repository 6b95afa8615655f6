"""Offices that are taught one layout, and what they keep of it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.layouts.series import series
from domain.clock import SetClock
from domain.layouts import LayoutTemplate, Sample
from domain.taught import Activation
from domain.teaching_policy import Teaching
from extractors.layouts.learn import learn
from pipeline.templates.samples import load_samples
from store.repositories import template_samples, templates
from store.tables import TemplateRow
from tests.pipeline.taught_office import PAYER, Office, advice, office_in, truth
from tests.servers import stores

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


LAYOUT = "kestwick-mills-ltd-1"


ONE = (7001, ["120.00", "80.50"], "KM-5501")


TWO = (7411, ["15.10", "2300.00", "7.77"], "KM-5617")


THREE = (7900, ["1.00", "2.00"], "KM-5700")


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stores.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture
def office(tmp_path: Path, database: Path) -> Iterator[Office]:
    with office_in(tmp_path, SetClock(NOON), database=database) as opened:
        yield opened


@pytest.fixture
def careful(tmp_path: Path, database: Path) -> Iterator[Office]:
    """An office where a person decides about every change."""
    teaching = Teaching(activate=Activation.BY_PERSON, new_layouts=Activation.BY_PERSON)
    with office_in(tmp_path, SetClock(NOON), teaching, database) as opened:
        yield opened


@pytest.fixture(scope="module")
def learnt() -> LayoutTemplate:
    (made,) = series(41, "plain_full", "xlsx", 1, payer=PAYER)
    return learn(Sample(made.document, made.truth), LAYOUT, PAYER)


def teach(office: Office) -> int:
    first = office.deliver("one", advice(*ONE))
    office.correct(first, truth(*ONE))
    office.confirm(first)
    return first


def stored(office: Office, name: str = LAYOUT) -> TemplateRow:
    with office.installation.engines.store.read() as session:
        return templates.get(session, name)


def samples(office: Office) -> tuple[Sample, ...]:
    with office.installation.engines.store.read() as session:
        rows = template_samples.samples(session, [templates.get(session, LAYOUT).id])
    return load_samples(office.installation.engines.blobs, [row.body_sha256 for row in rows])
