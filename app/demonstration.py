"""The demo's workspace: sample ledger, sample inbox, everything in one local folder."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.installation import Installation, open_installation
from app.settings import Settings
from app.shipped import shipped
from app.working import open_worker
from domain.mail import Delivered, DeliveryKey
from domain.policy import Answering, Authentication, Company, LedgerSettings, ModeRule, Outgoing, Web
from domain.states import WorkState
from domain.words import Mode, ReplyKind
from pipeline.books import import_ledger
from pipeline.collect import upload
from review.passwords import hash_password
from store.repositories import ledger as ledgers
from store.repositories import users, work_items

MAILBOX = "ar@tarvenne.example"
USER = "demo"
Progress = Callable[[int, int], None]
"""(done, all)"""


@dataclass(frozen=True, slots=True)
class SignIn:
    """The demo's account; its password is made for this workspace and works on loopback alone."""

    name: str
    password: str


def demo_settings(folder: Path, port: int) -> Settings:
    """Return the settings of the demo: invoice copies and proofs of delivery may leave, into a folder."""
    automatic = tuple(
        ModeRule(mode=Mode.AUTOMATIC, kind=kind)
        for kind in (ReplyKind.INVOICE_COPY, ReplyKind.SUPPORTING_DOCUMENT, ReplyKind.PO_INFORMATION)
    )
    return Settings(
        data=folder.resolve(),
        company=Company(name="Tarvenne Fasteners Ltd", addresses=(MAILBOX,), signature="Accounts receivable"),
        outgoing=Outgoing(kind="folder", sender=MAILBOX),
        answering=Answering(
            modes=automatic,
            authentication=Authentication(trusted_authserv_id="mx.tarvenne.example"),
            first_mail_to_person=False,
        ),
        ledger=LedgerSettings(folder=shipped("samples") / "ledger", max_age_days=3650),
        web=Web(port=port),
    )


def prepare(settings: Settings) -> tuple[Installation, SignIn]:
    """Open the workspace; the first time the ledger is loaded, the inbox delivered, an account made."""
    installation = open_installation(settings)
    engines = installation.engines
    with engines.store.read() as session:
        fresh = ledgers.current_import_id(session) is None
    if fresh and settings.ledger.folder is not None:
        import_ledger(engines.store, engines.clock, settings.ledger.folder, settings.ledger, USER)
    _deliver(installation)
    return installation, _sign_in(installation)


def work(installation: Installation, progress: Progress) -> None:
    """Work everything that is due, in this process."""
    with open_worker(installation, "demo") as worker:
        progress(*_progress(installation))
        while worker.run_one():
            progress(*_progress(installation))


def _deliver(installation: Installation) -> None:
    """Deliver the sample inbox as if it arrived now; what is there already stays one delivery."""
    now = installation.engines.clock.now()
    for path in sorted((shipped("samples") / "inbox").glob("*.eml")):
        key = DeliveryKey("demo", "INBOX", 1, path.name)
        upload(installation.engines, Delivered(key, path.read_bytes(), internal_date=now))


def _sign_in(installation: Installation) -> SignIn:
    kept = installation.settings.data / "sign-in"
    if not kept.is_file():
        kept.write_text(secrets.token_urlsafe(12), encoding="utf-8")
        kept.chmod(0o600)
    password = kept.read_text(encoding="utf-8").strip()
    with installation.engines.store.write() as session:
        if users.find_user(session, USER) is None:
            now = installation.engines.clock.now()
            users.add_user(session, USER, hash_password(password), ("clerk", "admin"), "en", now)
    return SignIn(USER, password)


def _progress(installation: Installation) -> tuple[int, int]:
    with installation.engines.store.read() as session:
        counts = work_items.counts_by_state(session)
    every = sum(counts.values())
    return every - counts.get(WorkState.WORKING, 0), every
