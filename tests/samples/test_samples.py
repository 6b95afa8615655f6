"""The samples are what samples/README.md says of them."""

import csv
import email
import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from email.message import EmailMessage
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from domain.numbers import number_key
from domain.words import DisputeReason, DocumentType, Flag, Intent, Layout, PaymentMethod, ReplyKind, Route
from samples.make.making import make

SAMPLES = Path(__file__).parents[2] / "samples"
MAILS = sorted((SAMPLES / "inbox").glob("*.eml"))
BARE = sorted(path for path in (SAMPLES / "documents").iterdir() if not path.name.endswith(".truth.json"))
MADE = {"ledger", "inbox", "documents", "README.md"}
PROCESS_KEYS = {
    "message",
    "route",
    "references",
    "customer",
    "remittances",
    "match",
    "dispute",
    "reply",
    "flags",
}
LINE_KEYS = {
    "document_number",
    "document_type",
    "document_date",
    "po_number",
    "gross_amount",
    "discount_amount",
}
LINE_KEYS |= {"deduction_amount", "deduction_reason", "net_amount", "page"}
AMOUNT = re.compile(r"-?\d+\.\d\d")
QUOTE_STARTS = re.compile(r"^(>|-----Original|On .* wrote:|-- $)")


def truth(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_name(path.name + ".truth.json").read_text("utf-8"))
    return found


@cache
def rows(name: str) -> list[dict[str, str]]:
    with (SAMPLES / "ledger" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def parsed(path: Path) -> EmailMessage:
    found = email.message_from_bytes(path.read_bytes(), policy=default)
    assert isinstance(found, EmailMessage)
    return found


def sentences(path: Path) -> Iterator[str]:
    part = parsed(path).get_body(("plain", "html"))
    if part is None or path.name == "odd-broken-mime.eml":
        return
    text = re.sub(r"<[^>]+>", "\n", part.get_content())
    for one in text.splitlines():
        if QUOTE_STARTS.match(one):
            return
        for sentence in re.split(r"(?<=[.!?])\s", one):
            words = re.findall(r"[^\W\d_]+", sentence.lower())
            if len(words) >= 4:
                yield " ".join(words)


def test_making_them_anew_gives_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    kept = {
        path.relative_to(SAMPLES): path.read_bytes()
        for path in SAMPLES.rglob("*")
        if path.is_file() and path.relative_to(SAMPLES).parts[0] in MADE
    }
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []


def test_every_sample_has_a_truth_and_every_truth_a_sample() -> None:
    for folder in ("inbox", "documents"):
        names = {path.name for path in (SAMPLES / folder).iterdir()}
        assert {name for name in names if f"{name}.truth.json" not in names} == {
            name for name in names if name.endswith(".truth.json")
        }
        assert {name.removesuffix(".truth.json") for name in names} <= names


def test_there_are_mails_enough_over_all_routes_intents_and_languages() -> None:
    told = [truth(path) for path in MAILS]
    routes = Counter(one["route"]["label"] for one in told if "route" in one)
    intents = {one["route"]["intent"] for one in told if "route" in one}
    languages = Counter(one["message"]["language"] for one in told if "message" in one)
    assert len(MAILS) >= 75
    assert min(routes[route] for route in Route) >= 5
    assert intents == set(Intent)
    assert min(languages[code] for code in ("en", "fr")) >= 25
    assert min(languages[code] for code in ("de", "es")) >= 6


def test_no_two_mails_share_a_sentence() -> None:
    said: dict[str, str] = {}
    for path in MAILS:
        if path.name == "odd-delivered-twice-b.eml":
            continue
        for sentence in set(sentences(path)):
            assert said.setdefault(sentence, path.name) == path.name, sentence


def test_the_mail_delivered_twice_differs_in_its_trace_alone() -> None:
    first, second = (parsed(SAMPLES / "inbox" / f"odd-delivered-twice-{mark}.eml") for mark in "ab")
    assert first["Message-ID"] == second["Message-ID"]
    assert first.get_all("Received") != second.get_all("Received")
    del first["Received"], second["Received"]
    assert first.as_bytes() == second.as_bytes()


def stated(value: dict[str, Any]) -> frozenset[str]:
    return frozenset(key for key, one in value.items() if one)


def test_at_least_fifteen_layouts_of_advices_exist() -> None:
    """A layout differs from another in its medium, its form or in what it states and where."""
    found = set()
    for path in [*MAILS, *BARE]:
        for one in truth(path).get("remittances") or []:
            columns = frozenset().union(*(stated(line) for line in one["lines"]))
            found.add((Path(one.get("document", path.name)).suffix, one["layout"], stated(one), columns))
    assert len(found) >= 15
    assert {layout for _, layout, _, _ in found} >= set(Layout) - {Layout.EDI}


@pytest.mark.parametrize("path", [*MAILS, *BARE], ids=lambda path: path.name)
def test_truth_speaks_the_words_of_the_interface(path: Path) -> None:
    told = truth(path)
    assert told.keys() <= PROCESS_KEYS
    route = told.get("route", {})
    for one in (route, *route.get("also", [])):
        assert one.get("label", "other") in set(Route)
        if "intent" in one:
            assert Intent(one["intent"]).route == one["label"]
    assert set(told.get("flags") or []) <= set(Flag)
    if told.get("dispute"):
        assert told["dispute"]["reason"] in set(DisputeReason)
        assert "dispute" in {route["label"], *(one["label"] for one in route["also"])}
    if told.get("reply"):
        assert told["reply"]["kind"] in set(ReplyKind)


@pytest.mark.parametrize("path", [*MAILS, *BARE], ids=lambda path: path.name)
def test_remittances_add_up(path: Path) -> None:
    for one in truth(path).get("remittances") or []:
        assert one["payment_method"] in {None, *PaymentMethod} if "payment_method" in one else True
        lines = one["lines"]
        for line in lines:
            assert line.keys() <= LINE_KEYS
            assert line["document_type"] in set(DocumentType)
            amounts = [line[f"{name}_amount"] for name in ("gross", "discount", "deduction", "net")]
            assert all(AMOUNT.fullmatch(amount) for amount in amounts if amount is not None)
            if line["gross_amount"] and line["document_type"] != "credit_note" and "short" not in path.name:
                gross, discount, deduction, net = (Decimal(amount or 0) for amount in amounts)
                assert net == gross - discount - deduction
        if one["total_amount"]:
            assert sum(Decimal(line["net_amount"]) for line in lines) == Decimal(one["total_amount"])


@pytest.mark.parametrize("path", [*MAILS, *BARE], ids=lambda path: path.name)
def test_numbers_that_the_truth_matches_stand_in_the_ledger(path: Path) -> None:
    told = truth(path)
    held = {row["document_number"]: row for row in rows("open_items")}
    for one in (told.get("match") or {}).get("applied", []):
        line = told["remittances"][one["remittance"]]["lines"][one["line"]]
        assert number_key(line["document_number"]) == number_key(one["document_number"])
        taken = sum(Decimal(line[f"{name}_amount"] or 0) for name in ("net", "discount", "deduction"))
        assert Decimal(held[one["document_number"]]["open_amount"]) - taken == Decimal(one["residual"])
    strangers = {"GL-55820", "GL-54107"}
    assert set(told.get("references", {}).get("invoice_numbers", [])) <= set(held) | strangers
    orders = {row["po_number"] for row in rows("purchase_orders")} | {"LV-PO-9917"}
    assert set(told.get("references", {}).get("po_numbers", [])) <= orders


@pytest.mark.parametrize("path", MAILS, ids=lambda path: path.name)
def test_reply_attachments_are_files_that_the_customer_owns(path: Path) -> None:
    told = truth(path)
    files = {row["file"]: row["customer_id"] for row in rows("supporting_documents")}
    for name in (told.get("reply") or {}).get("attachments", []):
        if name != "statement.pdf":
            assert files[name] in ("", told["customer"]["customer_id"])
            assert (SAMPLES / "ledger" / "documents" / name).is_file()


def test_references_stand_in_the_mail_or_its_attachments() -> None:
    for path in MAILS:
        told = truth(path)
        if told.get("remittances") or "route" not in told or told["route"]["intent"] == "supplier_invoice":
            continue
        part = parsed(path).get_body(("plain",))
        text = str(parsed(path)["Subject"]) + (part.get_content() if part else "")
        found = told.get("references", {})
        for number in [*found.get("invoice_numbers", []), *found.get("po_numbers", [])]:
            assert number in text, (path.name, number)


def test_the_ledger_is_large_and_its_keys_are_unique() -> None:
    keys = [(row["customer_id"], row["document_number"]) for row in rows("open_items")]
    assert len(rows("customers")) == 40
    assert len(keys) == len(set(keys)) >= 600
    assert {row["document_type"] for row in rows("open_items")} == {"invoice", "credit_note", "debit_note"}
    files = [row["file"] for row in rows("supporting_documents")]
    assert len(files) == len(set(files))
    copies = [row for row in rows("supporting_documents") if row["kind"] == "invoice_copy"]
    assert len(copies) >= 500
    missing = [name for name in files if not (SAMPLES / "ledger" / "documents" / name).is_file()]
    assert len(missing) == 3
    assert all(f"`{name}`" in (SAMPLES / "README.md").read_text("utf-8") for name in missing)


def test_all_samples_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLES.rglob("*") if path.is_file()) < 8_000_000
