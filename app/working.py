"""What one process works with: its desk, its worker, and who does each kind of job."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from app.credentials import outgoing_credential, outgoing_of
from app.hooks import targets_of
from app.installation import Installation
from app.link_keys import link_key
from app.messages import messenger_of
from app.sent_folders import copied_sent, sent_replies
from app.settings import Settings, own_company
from app.wiring import FencedReader, FencedUnpacker, needed_erp, text_reader
from domain.errors import ConfigurationError
from domain.job_ports import Job
from domain.ports import Submission
from extractors.fence import Fence, InProcessFence
from extractors.readers.text import PLUGIN as TEXT
from pipeline.books import refresh_from_erp, refresh_ledger
from pipeline.bulk import BulkWorker
from pipeline.cached_reading import CachedReader
from pipeline.companies import ALONE, ledger_settings_of, side_of
from pipeline.desk import Desk
from pipeline.engines import (
    BULK_JOB,
    COPY_JOB,
    DIGEST_JOB,
    HOOK_JOB,
    LEARN_JOB,
    LEDGER_JOB,
    MARK_JOB,
    RETRAIN_JOB,
    SEND_JOB,
    SETTLE_JOB,
    TIDY_JOB,
    Engines,
)
from pipeline.history import history_of
from pipeline.hooks import Teller
from pipeline.item import WorkItem
from pipeline.mailbox_marks import Marker
from pipeline.mails import KeptUnpacking
from pipeline.observer import Observer
from pipeline.outbox import Sender
from pipeline.overrides import answering_in, routing_in
from pipeline.privacy import keep_retention
from pipeline.sent_copy import Copier
from pipeline.steps.extract import own_name
from pipeline.templates.again import read_again
from pipeline.templates.learner import Learner
from pipeline.tidying import tidy
from pipeline.worker import Worker
from responders.delivery import open_submission
from responders.message import sender_address
from responders.request import History
from store.repositories import mails
from store.repositories import settings as switches
from store.repositories.threads import customers_in_thread

if TYPE_CHECKING:
    from pipeline.routing.retraining import Retrainer


@contextmanager
def open_worker(installation: Installation, name: str, observer: Observer | None = None) -> Iterator[Worker]:
    """Yield a worker with its own fence of reader processes."""
    settings = installation.settings
    with Fence(settings.reading) as fence:
        yield Worker(
            name,
            installation.engines,
            desk_maker(installation, fence),
            settings.service,
            _handlers(installation, name, observer),
            observer,
        )


def desk_maker(installation: Installation, fence: Fence | InProcessFence) -> Callable[[], Desk]:
    """Return a function that makes a desk of the newest ledger and switches."""
    settings, engines = installation.settings, installation.engines
    read = CachedReader(FencedReader(fence), engines.store, engines.blobs)
    unpack = KeptUnpacking(engines.store, engines.blobs, FencedUnpacker(fence), engines.clock.now)

    signing, companies = link_key(settings), engines.companies

    def desk(name: str = ALONE) -> Desk:
        with engines.store.read() as session:
            stopped = switches.is_on(session, switches.KILL_SWITCH)
            ledger = installation.shelf.ledger_in(session, name) if name in companies.names else None
            layouts = installation.library.live_in(session)
            answering = answering_in(session, settings.answering)
            routing = routing_in(session, settings.routing)
            routing_model = installation.routing.model_in(session)
        if stopped:
            answering = answering.model_copy(update={"kill_switch": True})
        company, outgoing = side_of(companies, name, own_company(settings), settings.outgoing)
        return Desk(
            read=read,
            read_text=text_reader(settings),
            ledger=ledger,
            now=engines.clock.now,
            company=company,
            routing=routing,
            answering=answering,
            disputes=settings.disputes,
            matching=settings.matching,
            ledger_settings=ledger_settings_of(companies, name, settings.ledger),
            outgoing=outgoing,
            links=settings.links,
            link_key=signing,
            history=lambda item: _history(engines, item),
            in_thread=lambda item: _in_thread(engines, item),
            unpack=unpack,
            routing_model=routing_model,
            templates=layouts,
            memory=layouts,
            sampling=settings.sampling,
            companies=companies,
            company_name=name,
            of_company=desk if companies.several else None,
        )

    return desk


def retrainer_of(installation: Installation, name: str) -> "Retrainer":
    """Return what makes routing models of confirmed mails; it reads plain text alone, in this process."""
    from pipeline.routing.retraining import Retrainer  # numpy: only what retrains loads it

    fence = InProcessFence(installation.settings.reading, readers=(TEXT,))
    desk = desk_maker(installation, fence)
    return Retrainer(name, installation.engines, installation.routing, desk)


def learner_of(installation: Installation, name: str) -> Learner:
    """Return what learns from confirmed work items, for that worker."""
    return Learner(
        worker=name,
        engines=installation.engines,
        library=installation.library,
        settings=installation.settings.teaching,
        company_name=own_name(own_company(installation.settings)),
        read_again=lambda template, customer: read_again(installation.engines, template, customer),
    )


def _handlers(
    installation: Installation, name: str, observer: Observer | None
) -> dict[str, Callable[[Job], None]]:
    settings, engines = installation.settings, installation.engines
    way_out, credential = outgoing_of(settings), outgoing_credential(settings, engines)

    def submission() -> Submission:
        return open_submission(way_out, credential, installation.outbox_folder)

    sender = _sender(installation, name, observer, submission)
    return {
        SEND_JOB: sender.send,
        SETTLE_JOB: sender.settle,
        LEDGER_JOB: lambda job: _refresh(installation, name, job),
        TIDY_JOB: lambda job: _clean(installation, name, job),
        MARK_JOB: Marker(name, engines, installation.markable).mark,
        LEARN_JOB: learner_of(installation, name).work,
        COPY_JOB: Copier(name, engines, lambda: copied_sent(settings, installation.source)).copy,
        BULK_JOB: BulkWorker(name, engines).work,
        DIGEST_JOB: messenger_of(settings, engines, name, _address(settings), submission).work,
        HOOK_JOB: Teller(name, engines, targets_of(settings)).work,
        RETRAIN_JOB: lambda job: retrainer_of(installation, name).work(job),
    }


def _sender(
    installation: Installation, name: str, observer: Observer | None, submission: Callable[[], Submission]
) -> Sender:
    settings, engines = installation.settings, installation.engines
    return Sender(
        worker=name,
        engines=engines,
        outgoing=settings.outgoing,
        address=_address(settings),
        open_submission=submission,
        has_sent=installation.has_sent,
        books=installation.sent_books(),
        replies=sent_replies(engines, settings.mailboxes, installation.source),
        shelf=installation.shelf,
        answer_within=timedelta(hours=settings.answering.answer_within_hours),
        observer=observer,
    )


def _refresh(installation: Installation, worker: str, job: Job) -> None:
    settings, engines = installation.settings, installation.engines
    for company in engines.companies.names:
        wanted = ledger_settings_of(engines.companies, company, settings.ledger)
        if wanted.sql is not None:
            erp = partial(needed_erp, settings, engines.clock, company)
            refresh_from_erp(engines.store, engines.clock, erp, company)
        elif wanted.folder is not None:
            refresh_ledger(engines.store, engines.clock, wanted.folder, wanted, company)
    engines.jobs.finish(job, worker)


def _clean(installation: Installation, name: str, job: Job) -> None:
    tidy(installation.engines)
    keep_retention(installation.engines, installation.settings.retention)
    installation.engines.jobs.finish(job, name)


def _history(engines: Engines, item: WorkItem) -> History:
    if item.mail is None or item.understanding is None:
        return History()
    with engines.store.read() as session:
        mail_id = mails.mail_id_of(session, item.mail.identity)
        return history_of(session, mail_id, item.mail, item.understanding, engines.clock.now())


def _in_thread(engines: Engines, item: WorkItem) -> frozenset[str]:
    if item.mail is None:
        return frozenset()
    with engines.store.read() as session:
        mail_id = mails.mail_id_of(session, item.mail.identity)
        return customers_in_thread(session, mail_id, item.company) if mail_id is not None else frozenset()


def _address(settings: Settings) -> str:
    """The address that answers come from; "" where none is set, which only matters once something leaves."""
    try:
        return sender_address(settings.company, settings.outgoing)
    except ConfigurationError:
        return ""
