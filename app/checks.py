"""What `ardoise check` tries: each finding says what works, or what is wrong and how to mend it."""

from collections.abc import Callable, Iterator
from datetime import timedelta

from app.blobs import open_blobs, place_of
from app.companies import companies_of
from app.credentials import outgoing_credential, outgoing_of, tokens_of
from app.installation import Installation, open_installation
from app.names import refuse_foreign_names
from app.service.alarms import mail_credential, refuse_unreadable
from app.service.exposure import is_served, refuse_clear_text, refuse_taken_port
from app.settings import Settings
from app.wiring import needed_erp
from domain.clock import SystemClock
from domain.errors import ArdoiseError
from domain.mailbox_policy import Mailbox
from domain.policy import ReadingLimits
from domain.words import Mode
from extractors.fence import Fence
from extractors.ocr.engines import described
from extractors.ocr.room import sample_picture
from extractors.reading import read
from intake.source_kind import Finding
from ledger.loading import load
from pipeline.alarms.channels import mail_problems
from pipeline.companies import ledger_settings_of, side_of
from responders.delivery import FolderSubmission, SmtpSubmission, open_submission
from responders.message import sender_address
from store.migrations import head
from store.repositories import ledger as ledgers
from store.repositories import settings as switches
from store.repositories import users
from store.s3_blobs import S3Blobs

Check = Callable[[Settings], Iterator[Finding]]


def findings(settings: Settings, *, offline: bool) -> Iterator[tuple[str, Finding]]:
    """Yield (part, finding) of every check; `offline` leaves mailboxes and the outgoing server out.

    What stops several parts alike is told once.
    """
    told: set[str] = set()
    for name, check, needs_network in CHECKS:
        if offline and needs_network:
            continue
        try:
            yield from ((name, finding) for finding in check(settings))
        except ArdoiseError as error:
            if str(error) not in told:
                told.add(str(error))
                yield name, Finding(False, str(error))


def _installation(settings: Settings) -> Iterator[Finding]:
    refuse_foreign_names()
    yield Finding(True, "the packages are Ardoise's own.")
    installation = open_installation(settings)
    yield Finding(True, f"the database is at revision {head()}.")
    yield Finding(True, f"mails and documents are kept in {place_of(installation.engines.blobs)}.")
    yield from _people(installation)


def _people(installation: Installation) -> Iterator[Finding]:
    with installation.engines.store.read() as session:
        count = len(users.list_users(session))
    if count:
        yield Finding(True, f"{count} people may sign in.")
    else:
        yield Finding(False, "nobody may sign in; make an account with `ardoise user add NAME --role admin`.")


def _ledger(settings: Settings) -> Iterator[Finding]:
    companies = companies_of(settings)
    for name in companies.names:
        yield from _ledger_of(settings, name, f"{name}: " if companies.several else "")


def _ledger_of(settings: Settings, name: str, whose: str) -> Iterator[Finding]:
    wanted = ledger_settings_of(companies_of(settings), name, settings.ledger)
    if wanted.folder is not None:
        now = SystemClock().now()
        ledger, warnings = load(wanted.folder, wanted.document_pattern, now)
        yield Finding(True, f"{whose}{wanted.folder} holds {len(ledger.open_items)} open items.")
        yield from (Finding(True, f"warning: {warning}") for warning in warnings[:10])
    installation = open_installation(settings)
    with installation.engines.store.read() as session:
        newest = ledgers.current_import(session, name)
    if newest is None:
        option = f' --company "{name}"' if name else ""
        yield Finding(False, f"{whose}no ledger was imported yet; run `ardoise ledger import DIR{option}`.")
        return
    age = installation.engines.clock.now() - newest.imported_at
    old = age > timedelta(days=settings.ledger.max_age_days)
    advice = "; import it again, nothing is answered by itself meanwhile" if old else ""
    yield Finding(not old, f"{whose}the ledger was imported {age.days} days ago{advice}.")


def _erp(settings: Settings) -> Iterator[Finding]:
    companies = companies_of(settings)
    for name in companies.names:
        if ledger_settings_of(companies, name, settings.ledger).sql is None:
            continue
        erp = needed_erp(settings, SystemClock(), name)
        reading = erp.resume(None, "", whole=True)
        whose = f"{name}: " if name else ""
        yield Finding(True, f"{whose}{erp.source} holds {len(reading.ledger.open_items)} open items.")
        yield from (Finding(True, f"warning: {warning}") for warning in reading.warnings[:10])


def _routing(settings: Settings) -> Iterator[Finding]:
    from router.learned.files import shipped  # numpy: commands that route no mail do without it
    from router.learned.thresholds import thresholds

    model = shipped()
    if model is None:
        yield Finding(False, "the routing model is missing, rules alone decide; make it with `make model`.")
        return
    needed = thresholds(model.points, settings.routing.precision) | settings.routing.thresholds
    told = ", ".join(f"{route.value} {least:.3f}" for route, least in needed.items())
    yield Finding(True, f"the routing model {model.version} is loaded; routes act from: {told}.")


def _readers(settings: Settings) -> Iterator[Finding]:
    with Fence(settings.reading) as fence:
        document = read(b"reference;amount\nA-1;10.00\n", "check.csv", "text/csv", fence)
        missing = fence.weaknesses
    yield Finding(bool(document.pages), "a document was read in a child process of its own.")
    if not missing:
        yield Finding(True, "every fence around reading children holds on this machine.")
    yield from (Finding(True, f"warning: {weakness}") for weakness in missing)
    yield _ocr(settings.reading)


def _ocr(reading: ReadingLimits) -> Finding:
    """Read a small picture behind the fence, as every scan is."""
    with Fence(reading) as fence:
        document = read(sample_picture(), "check.png", "image/png", fence)
    if document.problems:
        return Finding(True, f"warning: scans go to a person: {'; '.join(document.problems)}")
    return Finding(
        "1.234,56" in document.text,
        f"scans are read by {described(reading.ocr)} in processes of their own.",
    )


def _web(settings: Settings) -> Iterator[Finding]:
    refuse_clear_text(settings.web)
    if is_served(settings.web):
        yield Finding(True, f"the pages are served on {settings.web.bind}:{settings.web.port}.")
        return
    refuse_taken_port(settings.web)
    yield Finding(True, f"the pages will be served on {settings.web.bind}:{settings.web.port}.")


def _answers(settings: Settings) -> Iterator[Finding]:
    with open_installation(settings).engines.store.read() as session:
        held = switches.is_on(session, switches.HOLD_OUTGOING)
    if held:
        yield Finding(True, "warning: outgoing mail is on hold; `ardoise release` ends that.")
    answering = settings.answering
    modes = {answering.mode, *(rule.mode for rule in answering.modes)}
    if not modes & {Mode.DELAYED, Mode.AUTOMATIC}:
        yield Finding(True, "every answer is a draft that a person sends.")
        return
    companies = companies_of(settings)
    for name in companies.names:
        company, outgoing = side_of(companies, name, settings.company, settings.outgoing)
        whose = f" of {name}" if name else ""
        yield Finding(True, f"answers{whose} come from {sender_address(company, outgoing)}.")
    if answering.authentication.trusted_authserv_id is None:
        yield Finding(
            False,
            "nothing can leave by itself: set answering.authentication.trusted_authserv_id to your own "
            "receiving server's name.",
        )


def _alarms(settings: Settings) -> Iterator[Finding]:
    refuse_unreadable(settings, open_installation(settings).engines)
    told = settings.alarms
    ways = [*told.mail.to, *(["the webhook"] if told.webhook.url else [])]
    if ways:
        yield Finding(True, f"when something stands still, {', '.join(ways)} will be told.")
    else:
        yield Finding(True, "warning: nobody is told when something stands still; see docs/alarms.md.")


def _alarm_server(settings: Settings) -> Iterator[Finding]:
    mail = settings.alarms.mail
    if not mail.to:
        return
    credential = mail_credential(settings, open_installation(settings).engines)
    problems = mail_problems(mail, outgoing_of(settings), credential)
    yield from (Finding(False, problem) for problem in problems)
    if not problems:
        yield Finding(True, "the server that alarms leave by takes mail.")


def _blobs(settings: Settings) -> Iterator[Finding]:
    blobs = open_blobs(settings)
    if isinstance(blobs, S3Blobs):
        blobs.probe()
        yield Finding(True, f"{place_of(blobs)} can be written, read and deleted in.")


def _mailboxes(settings: Settings) -> Iterator[Finding]:
    if not settings.mailboxes:
        yield Finding(False, "no mailbox is configured; `ardoise init` asks for one.")
        return
    installation = open_installation(settings)
    for mailbox in settings.mailboxes:
        try:
            yield from _tokens(installation, mailbox)
            source = installation.source(mailbox)
            yield from source.check()
            source.close()
        except ArdoiseError as error:
            yield Finding(False, str(error))


def _tokens(installation: Installation, mailbox: Mailbox) -> Iterator[Finding]:
    """Get a fresh token: one that still works says nothing of a secret that has expired meanwhile."""
    if mailbox.kind != "imap" or mailbox.sign_in == "password":
        return
    held = tokens_of(installation.settings, installation.engines, mailbox).renew()
    ends = "" if held.expires_at is None else f", good until {held.expires_at:%Y-%m-%d %H:%M} UTC"
    yield Finding(True, f"account {mailbox.name!r} gets a token from {mailbox.sign_in.capitalize()}{ends}.")


def _outgoing(settings: Settings) -> Iterator[Finding]:
    credential = outgoing_credential(settings, open_installation(settings).engines)
    submission = open_submission(outgoing_of(settings), credential, settings.data / "outbox")
    if not isinstance(submission, SmtpSubmission | FolderSubmission):
        yield Finding(True, "warning: this way out cannot be tried.")
        return
    problems = submission.check()
    yield from (Finding(False, problem) for problem in problems)
    if not problems:
        place = "the folder outbox" if settings.outgoing.kind == "folder" else settings.outgoing.host
        yield Finding(True, f"answers can be handed to {place}.")


CHECKS: tuple[tuple[str, Check, bool], ...] = (
    ("installation", _installation, False),
    ("ledger", _ledger, False),
    ("ERP", _erp, True),
    ("routing", _routing, False),
    ("readers", _readers, False),
    ("web", _web, False),
    ("answers", _answers, False),
    ("alarms", _alarms, False),
    ("alarms", _alarm_server, True),
    ("blobs", _blobs, True),
    ("mailboxes", _mailboxes, True),
    ("outgoing", _outgoing, True),
)
