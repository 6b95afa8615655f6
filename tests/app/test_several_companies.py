"""Several own companies: each answers in its name, from its ledger, and of its ledger alone."""

from pathlib import Path

import pytest

from app.companies import one_company
from domain.errors import ConfigurationError, ConflictError
from domain.states import WorkState
from intake.sources.upload import uploaded
from pipeline import clerk
from pipeline.clerk_answers import draft_of
from pipeline.clerk_company import choose_company
from pipeline.uploads import hand_over
from tests.app.houses_of_companies import (
    ADDRESSES,
    INVOICES,
    NORTH,
    SOUTH,
    TwoCompanies,
    configured,
    request,
)


@pytest.fixture
def house(tmp_path: Path) -> TwoCompanies:
    return TwoCompanies(tmp_path)


@pytest.mark.parametrize(("account", "name"), [("north", NORTH), ("south", SOUTH), ("both", SOUTH)])
def test_a_company_answers_in_its_own_name_with_its_own_document(
    house: TwoCompanies, account: str, name: str
) -> None:
    item = house.deliver(account, request(INVOICES[name], to=ADDRESSES[name]))
    house.work()
    assert house.row(item).company == name, house.row(item).waits_because
    (mail,) = house.sent()
    assert mail["From"].addresses[0].addr_spec == ADDRESSES[name]
    assert mail["From"].addresses[0].display_name == name
    body = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert f"Receivables of {name}" in body and "Quay Street, Port Example" in body
    assert [part.get_filename() for part in mail.iter_attachments()] == [f"{INVOICES[name]}.pdf"]


@pytest.mark.parametrize("name", [NORTH, SOUTH])
def test_a_document_of_one_company_never_leaves_for_a_mail_to_the_other_though_the_customer_is_the_same(
    house: TwoCompanies, name: str
) -> None:
    other = SOUTH if name == NORTH else NORTH
    account = "north" if name == NORTH else "south"
    alone = house.deliver(account, request(INVOICES[other], to=ADDRESSES[name]))
    mixed = house.deliver(account, request(*INVOICES.values(), to=ADDRESSES[name]))
    house.work()
    assert house.row(alone).company == house.row(mixed).company == name
    foreign = f"{INVOICES[other]}.pdf"
    replies = [draft_of(answer) for number in (alone, mixed) for answer in house.answers(number)]
    assert foreign not in [each.file for reply in replies for each in reply.attachments]
    names = [part.get_filename() for mail in house.sent() for part in mail.iter_attachments()]
    assert foreign not in names
    assert foreign.encode() not in b"".join(mail.as_bytes() for mail in house.sent())


def test_a_contact_of_one_company_is_a_stranger_to_the_other(tmp_path: Path) -> None:
    house = TwoCompanies(tmp_path, south_contact="somebody.else@haldenbridge.example")
    item = house.deliver("south", request(INVOICES[SOUTH], to=ADDRESSES[SOUTH]))
    house.work()
    assert house.sent() == []
    assert house.row(item).state is WorkState.WAITING


def test_a_mail_whose_company_is_not_clear_goes_to_a_person_without_any_answer(house: TwoCompanies) -> None:
    nobody = house.deliver("both", request(INVOICES[NORTH], to="accounts@else.example"))
    two = house.deliver("north", request(INVOICES[NORTH], to=ADDRESSES[NORTH], cc=ADDRESSES[SOUTH]))
    house.work()
    for number in (nobody, two):
        row = house.row(number)
        assert (row.state, row.company, row.customer_id) == (WorkState.WAITING, "", None)
        assert "which of our companies" in row.waits_because[0]
        assert house.answers(number) == ()
        with pytest.raises(ConflictError, match="choose which company"):
            clerk.confirm(house.engines, number, row.version, "ida")
    assert NORTH in house.row(two).waits_because[0] and SOUTH in house.row(two).waits_because[0]
    assert house.sent() == []


def test_a_person_chooses_the_company_and_the_mail_is_worked_with_its_ledger(house: TwoCompanies) -> None:
    item = house.deliver("both", request(INVOICES[SOUTH], to="accounts@else.example"))
    house.work()
    with pytest.raises(ConflictError, match="no company"):
        choose_company(house.engines, item, house.row(item).version, "Elsewhere Ltd", "ida")
    choose_company(house.engines, item, house.row(item).version, SOUTH, "ida")
    house.work()
    row = house.row(item)
    assert (row.company, row.customer_id) == (SOUTH, "C001")
    (mail,) = house.sent()
    assert mail["From"].addresses[0].addr_spec == ADDRESSES[SOUTH]
    with pytest.raises(ConflictError):
        choose_company(house.engines, item, row.version, NORTH, "ida")


def test_what_is_uploaded_for_a_company_is_worked_with_its_ledger(house: TwoCompanies) -> None:
    rows = f"Invoice number;Date;Amount\n{INVOICES[SOUTH]};2026-10-01;120.00\nTotal;;120.00\n"
    taken = {}
    for name in (NORTH, SOUTH):
        document = uploaded(f"Remittance advice to {name}\n{rows}".encode(), "a.csv", house.engines.clock)
        taken[name] = hand_over(house.engines, document, by="ida", company=name).item_id
    house.work()
    found = {number: house.row(number) for number in taken.values() if number is not None}
    assert [row.company for row in found.values()] == [NORTH, SOUTH]
    assert [row.customer_id for row in found.values()] == [None, "C001"]


def test_a_mail_in_the_mailboxes_of_two_companies_is_shown_to_a_person_for_the_other(
    house: TwoCompanies,
) -> None:
    raw = request(INVOICES[NORTH], to="undisclosed@else.example")
    item = house.deliver("north", raw)
    house.work()
    assert house.row(item).state is WorkState.CLOSED, house.row(item).waits_because
    house.deliver("south", b"X-Trace: 1\r\n" + raw)
    house.work()
    row = house.row(item)
    assert (row.state, row.company) == (WorkState.WAITING, NORTH)
    assert SOUTH in row.waits_because[-1]
    assert len(house.sent()) == 1


def test_payments_of_one_company_are_exported_alone(house: TwoCompanies) -> None:
    with pytest.raises(ConfigurationError, match="--company"):
        one_company(house.engines.companies, "")
    assert one_company(house.engines.companies, SOUTH) == SOUTH


def test_an_import_for_one_company_closes_and_changes_nothing_of_the_other(house: TwoCompanies) -> None:
    before = house.installation.shelf.ledger(SOUTH)
    for name in ("open_items.csv", "supporting_documents.csv"):
        listed = house.folder / "ledger-1" / name
        listed.write_text(listed.read_text().splitlines()[0] + "\n")
    house.load(NORTH)
    assert house.installation.shelf.ledger(SOUTH) == before
    north = house.installation.shelf.ledger(NORTH)
    assert north is not None and north.open_items == ()
    assert house.installation.shelf.ledger("") is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"company": {"name": "Other Ltd"}}, "both set"),
        ({"ledger": {"folder": "x"}}, "for one company"),
        ({"mailboxes": [{"name": "a", "kind": "folder", "path": "a", "company": "No"}]}, "list it in"),
        ({"companies": [{"name": NORTH, "addresses": ["a@b.example"]}] * 2, "mailboxes": []}, "twice"),
        ({"companies": [{"name": "N"}], "mailboxes": []}, "no address"),
        (
            {
                "companies": [{"name": each, "addresses": ["a@b.example"]} for each in "NS"],
                "mailboxes": [],
            },
            "keep it at one",
        ),
    ],
)
def test_what_contradicts_itself_is_refused_in_one_sentence(
    tmp_path: Path, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(ConfigurationError, match=sentence) as told:
        configured(tmp_path, **changes)
    assert "trusted_authserv_id" not in str(told.value)
