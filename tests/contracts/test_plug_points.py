"""Every registered plug-in of every kind keeps its contract over the samples."""

from dataclasses import replace
from pathlib import Path

import pytest

import extractors.readers
import extractors.recognisers
import ledger.connectors
import responders.kinds
import router.rules
from domain.clock import SystemClock
from domain.content_type import sniff
from domain.errors import ReadingError
from domain.ledger import Ledger
from domain.mailbox_policy import Mailbox
from domain.pages import Document, Page
from domain.plugins import discover
from domain.ports import Extractor, LedgerConnector, Reader, ReadingAids, RoutingRule, RuleSubject
from domain.words import Intent, Layout, ReplyKind
from extractors.fence import Fence, InProcessFence
from extractors.reading import read
from intake.mime import parse_mail
from intake.sources import source_kinds
from ledger.connectors.sql import ErpDatabase
from responders.port import Responder
from router.references import references_of
from tests.ledger.erp import MadeUpErp
from tests.servers.installations import ROOT, SAMPLES

DOCUMENTS = sorted(
    path for path in (SAMPLES / "documents").iterdir() if path.suffix in (".pdf", ".xlsx", ".csv")
)
MAILS = sorted((SAMPLES / "inbox").glob("*.eml"))
READERS: tuple[Reader, ...] = discover(extractors.readers, "ardoise.readers")
EXTRACTORS: tuple[Extractor, ...] = discover(extractors.recognisers, "ardoise.extractors")
RULES: tuple[RoutingRule, ...] = discover(router.rules, "ardoise.routing_rules")
RESPONDERS: tuple[Responder, ...] = discover(responders.kinds, "ardoise.responders")
CONNECTORS: tuple[LedgerConnector, ...] = discover(ledger.connectors, "ardoise.ledgers")


def named(plugins: tuple) -> list:  # type: ignore[type-arg]
    return [pytest.param(plugin, id=plugin.name) for plugin in plugins]


@pytest.fixture(scope="module")
def books() -> Ledger:
    return CONNECTORS[0].load(SAMPLES / "ledger")[0]


@pytest.fixture(scope="module")
def fence() -> InProcessFence:
    return InProcessFence()


def placed(page: Page) -> bool:
    """Every token has a box, or a row and a column; boxes lie the right way round."""
    boxes = [token.box for token in page.tokens if token.box is not None]
    return all(
        token.box is not None or (token.row is not None and token.column is not None) for token in page.tokens
    ) and all(x0 <= x1 and top <= bottom for x0, top, x1, bottom in boxes)


@pytest.mark.parametrize("reader", named(READERS))
def test_a_reader_places_every_token_or_names_its_reason(reader: Reader) -> None:
    assert reader.content_types
    taken = 0
    for path in DOCUMENTS:
        content = path.read_bytes()
        if sniff(content, path.name) not in reader.content_types:
            continue
        taken += 1
        pages = reader.read(content, path.name)
        assert [page.number for page in pages] == list(range(1, len(pages) + 1))
        assert all(placed(page) for page in pages)
        for table in (table for page in pages for table in page.tables):
            assert all(
                0 <= cell.row < table.rows and 0 <= cell.column < table.columns for cell in table.cells
            )
    with pytest.raises(ReadingError) as raised:
        reader.read(b"", "empty.file")
    assert raised.value.reason in ("empty", "broken", "unsupported")


@pytest.mark.parametrize("extractor", named(EXTRACTORS))
def test_an_extractor_states_only_sound_values(
    extractor: Extractor, fence: InProcessFence, books: Ledger
) -> None:
    for path in DOCUMENTS:
        content = path.read_bytes()
        document = read(content, path.name, sniff(content, path.name), fence)
        for payment in extractor.extract(document, ReadingAids(ledger=books)):
            assert payment.document == path.name
            assert payment.layout in Layout
            assert 0 <= payment.confidence <= 1
            assert payment.needs_review or not payment.problems
            for line in payment.lines:
                assert line.page is None or 1 <= line.page <= len(document.pages)


@pytest.mark.parametrize("rule", named(RULES))
def test_a_routing_rule_votes_for_known_intents_with_a_reason(rule: RoutingRule, books: Ledger) -> None:
    for path in MAILS:
        mail = parse_mail(path.read_bytes())
        references = references_of(mail, books, "en", ())
        for vote in rule.votes(RuleSubject(mail, (), books, references, "en")):
            assert Intent(vote.intent)
            assert 0 <= vote.weight <= 1
            assert vote.reason


def test_every_kind_of_answer_has_at_most_one_responder() -> None:
    kinds = [responder.kind for responder in RESPONDERS]
    assert len(kinds) == len(set(kinds))
    assert set(kinds) <= set(ReplyKind)
    answered = [[one.name for one in RESPONDERS if one.matters(intent)] for intent in Intent]
    assert all(len(names) <= 1 for names in answered)


def ready(connector: LedgerConnector, folder: Path) -> LedgerConnector:
    """Return the connector with something to read: the one to an ERP's database needs an ERP."""
    if not isinstance(connector, ErpDatabase):
        return connector
    made = MadeUpErp(f"sqlite:///{folder / 'erp.sqlite'}")
    made.fill(SAMPLES / "ledger")
    made.close()
    return replace(connector, settings=made.settings())


@pytest.mark.parametrize("connector", named(CONNECTORS))
def test_a_ledger_connector_returns_a_whole_ledger(connector: LedgerConnector, tmp_path: Path) -> None:
    loaded, warnings = ready(connector, tmp_path).load(SAMPLES / "ledger")
    owners = {customer.customer_id for customer in loaded.customers}
    assert owners
    assert {item.customer_id for item in loaded.open_items} <= owners
    assert all(isinstance(warning, str) for warning in warnings)


@pytest.mark.parametrize("kind", sorted(source_kinds()))
def test_a_mail_source_opens_without_connecting(kind: str, tmp_path: Path) -> None:
    box = Mailbox.model_validate(
        {"name": "a", "host": "127.0.0.1", "user": "a", "path": tmp_path, "kind": kind}
    )
    source = source_kinds()[kind].open(box, "secret", SystemClock(), tmp_path)
    assert source.name == "a"
    assert source.folders()
    source.close()
    source.close()


def test_every_plug_point_is_documented() -> None:
    page = (ROOT / "docs" / "plug-points.md").read_text()
    groups = {
        "ardoise.sources",
        "ardoise.readers",
        "ardoise.extractors",
        "ardoise.routing_rules",
        "ardoise.responders",
        "ardoise.ledgers",
    }
    used = {
        word.strip("\"'(),")
        for path in ROOT.glob("*/**/*.py")
        if path.parts[len(ROOT.parts)] not in ("tests", ".venv")
        for word in path.read_text().split()
        if word.strip("\"'(),").startswith("ardoise.") and word.strip("\"'(),") in groups
    }
    assert used <= groups
    assert all(group in page for group in groups)


def test_documents_read_alike_in_this_process_and_behind_the_fence(fence: InProcessFence) -> None:
    with Fence() as real:
        for path in DOCUMENTS:
            content = path.read_bytes()
            here: Document = read(content, path.name, sniff(content, path.name), fence)
            assert read(content, path.name, sniff(content, path.name), real) == here
