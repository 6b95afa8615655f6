"""What people confirm and correct teaches the router of an installation; a worse model never goes live."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from app.working import desk_maker
from domain.clock import SetClock
from domain.errors import ConflictError, NotFoundError
from domain.mail import Delivered, DeliveryKey
from domain.policy import ReadingLimits, RouterLearning
from domain.routing_models import ModelState
from domain.states import WorkState
from domain.words import Intent, Route
from extractors.fence import InProcessFence
from pipeline import clerk
from pipeline.collect import upload
from pipeline.desk import Desk
from pipeline.routing.choosing import activate_model, roll_back_model
from pipeline.routing.confirmed import own_examples
from pipeline.routing.differing import differences_between
from pipeline.routing.library import RoutingLibrary
from pipeline.routing.retraining import Retrainer
from pipeline.routing.shadow import shadow
from router.learned.example import Example
from router.learned.figures import Figures, figures
from router.learned.fitting import prepare, train, version_of
from store.repositories import routing_models
from tests.pipeline.taught_office import CLERK, Office, office_in
from tests.router.labelled import Words, some
from tests.servers import stores

NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
TOPICS = ("payment_advice", "invoice_copy_request", "po_inquiry", "dispute_price")
SAID = (
    "Our driver waited at gate four and nobody knew where the goods were to go.",
    "The colleague who looked after your account has left, write to the team from now on.",
    "Please note the new opening hours of our warehouse in the week before the holidays.",
    "Would you be at the trade fair next spring? We would like to see the new catalogue.",
)
ORDERS = (
    "Which purchase order does your invoice belong to? Our system needs the order number.",
    "Please tell us the purchase order number of the delivery of last week.",
    "We cannot find the order number on your invoice. Which order is it?",
    "To which of our purchase orders does this invoice refer?",
)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stores.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="module")
def shipped() -> tuple[Example, ...]:
    return some(TOPICS, ("en", "de"), 8)


@pytest.fixture(scope="module")
def told(shipped: tuple[Example, ...]) -> tuple[str, Figures]:
    trained = train(prepare(shipped, Words()))
    return version_of(shipped), figures(
        trained.outcomes, trained.model.also_from, trained.model.doubt.flag_from
    )


@pytest.fixture
def office(tmp_path: Path, database: Path) -> Iterator[Office]:
    with office_in(tmp_path, SetClock(NOON), database=database) as opened:
        yield opened


@pytest.fixture
def retrainer(office: Office, shipped: tuple[Example, ...], told: tuple[str, Figures]) -> Retrainer:
    learning = RouterLearning(least_mails=2, never=("secret.example",))
    plain = desk_maker(office.installation, InProcessFence(ReadingLimits()))

    def desk() -> Desk:
        made = plain()
        return replace(made, routing=made.routing.model_copy(update={"learning": learning}))

    engines = office.installation.engines
    return Retrainer(
        "test", engines, office.installation.routing, desk, Words, lambda _: shipped, lambda: told
    )


def deliver(office: Office, number: int, sender: str = "", said: Sequence[str] = SAID) -> int:
    message = EmailMessage()
    message["From"] = sender or f"clerk@house{number}.example"
    message["Subject"] = f"A word, {number}"
    message["Date"] = "Mon, 16 Nov 2026 11:00:00 +0000"
    message["Message-ID"] = f"<{number}@house{number}.example>"
    message.set_content(said[number % len(said)])
    key = DeliveryKey("desk", "INBOX", 1, str(number))
    item_id = upload(office.installation.engines, Delivered(key, message.as_bytes(), office.clock.now()))
    assert item_id is not None
    office.work()
    return item_id


def correct(office: Office, item_id: int, intent: Intent = Intent.PO_INQUIRY) -> None:
    row = office.row(item_id)
    engines = office.installation.engines
    if row.state is WorkState.CLOSED:
        clerk.reopen(engines, item_id, row.version, CLERK)
    clerk.correct_route(engines, item_id, office.row(item_id).version, intent, CLERK)
    office.work()


def test_only_reviewed_mails_teach_and_never_those_left_out(office: Office, retrainer: Retrainer) -> None:
    untouched, corrected, left_out = (
        deliver(office, 1),
        deliver(office, 2),
        deliver(office, 3, "a@secret.example"),
    )
    correct(office, corrected)
    correct(office, left_out)
    found = own_examples(office.installation.engines, retrainer.desk())
    assert [(one.source, one.intent) for one in found] == [(str(corrected), Intent.PO_INQUIRY)]
    assert untouched not in [int(one.source) for one in found]


def test_a_confirmed_mail_teaches_until_it_is_reopened(office: Office, retrainer: Retrainer) -> None:
    item_id = deliver(office, 2)
    engines = office.installation.engines
    if office.row(item_id).state is WorkState.CLOSED:
        clerk.reopen(engines, item_id, office.row(item_id).version, CLERK)
    assert own_examples(engines, retrainer.desk()) == ()
    clerk.confirm(engines, item_id, office.row(item_id).version, CLERK)
    assert [one.source for one in own_examples(engines, retrainer.desk())] == [str(item_id)]
    clerk.reopen(engines, item_id, office.row(item_id).version, CLERK)
    clerk.close(engines, item_id, office.row(item_id).version, "done by phone", CLERK)
    assert own_examples(engines, retrainer.desk()) == ()


def weaker(told: Figures) -> Figures:
    """Of so few mails a figure moves by a tenth with each that is added."""
    return replace(
        told,
        macro_f1=told.macro_f1 - 0.1,
        intents_right=told.intents_right - 0.1,
        by_route={route: value - 0.1 for route, value in told.by_route.items()},
        by_language={language: value - 0.1 for language, value in told.by_language.items()},
        calibration_error=told.calibration_error + 0.1,
    )


def test_new_model_routes_for_every_worker_and_is_rolled_back(
    office: Office, retrainer: Retrainer, told: tuple[str, Figures]
) -> None:
    retrainer = replace(retrainer, shipped_figures=lambda: (told[0], weaker(told[1])))
    assert "2 are needed" in retrainer.retrain("test").sentence
    for number in (1, 2, 3):
        correct(office, deliver(office, number, said=ORDERS))
    engines = office.installation.engines
    first = retrainer.retrain("test")
    assert (first.number, first.state) == (1, ModelState.ACTIVE), first
    another_worker = RoutingLibrary(engines.blobs)
    with engines.store.read() as session:
        live = another_worker.model_in(session)()
    assert live is not None and live.version == retrainer.desk().routing_model().version  # type: ignore[union-attr]
    assert "nothing is new" in retrainer.retrain("test").sentence
    assert roll_back_model(engines, CLERK) == routing_models.SHIPPED
    assert retrainer.desk().routing_model() is None
    with pytest.raises(ConflictError, match="none before"):
        roll_back_model(engines, CLERK)
    correct(office, deliver(office, 4, said=ORDERS))
    second = retrainer.retrain("test")
    assert (second.number, second.state) == (2, ModelState.KEPT), second
    activate_model(engines, 2, CLERK)
    assert roll_back_model(engines, CLERK) == 1
    with engines.store.read() as session:
        rows = {row.name: row for row in differences_between(session, 0, 2)}
    assert rows["own mails right"].one == "-" and rows["own mails right"].other.endswith("/4")


def test_worse_model_is_kept_with_its_reasons_and_never_routes(
    office: Office, retrainer: Retrainer, shipped: tuple[Example, ...]
) -> None:
    chance = random.Random(5)
    flipped = [
        replace(one, intent=Intent.PROMISE_TO_PAY, reason=None) if chance.random() < 0.3 else one
        for one in shipped
    ]
    done = retrainer.judge(train(prepare(flipped, Words())), shipped, (), "test")
    assert done.state is ModelState.REFUSED and done.number == 1
    assert any("fell from" in reason for reason in done.reasons)
    engines = office.installation.engines
    assert retrainer.desk().routing_model() is None
    with pytest.raises(ConflictError, match="was refused"):
        activate_model(engines, 1, CLERK)
    with pytest.raises(NotFoundError, match="no routing model 9"):
        activate_model(engines, 9, CLERK)


def test_model_that_cannot_be_read_gives_way_to_the_shipped_one(office: Office) -> None:
    engines = office.installation.engines
    (digest,) = engines.blobs.put([b"no model"])
    assert office.installation.routing.model(digest) is None
    assert office.installation.routing.model("0" * 64) is None


def test_shadow_tells_what_was_said_when_the_mail_came(office: Office) -> None:
    item_id = deliver(office, 1)
    before = office.row(item_id)
    correct(office, item_id)
    deliver(office, 2)
    found = shadow(office.installation.engines.store)
    assert (found.reviewed, found.told, found.corrected) == (1, 1, 1)
    (row,) = [steps for route, steps in found.table.items() if route != "all"]
    assert before.route is not None and list(found.table) == ["all", before.route.value]
    assert before.route is not Route.PO_INQUIRY and (row[0].mails, row[0].right) == (1, 0)
