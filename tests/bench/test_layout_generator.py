import random
from decimal import Decimal

import pytest

from bench.curve.ledgers import ledger_for
from bench.curve.picture import picture
from bench.layouts.changes import DRIFTS
from bench.layouts.drawing import MEDIA, SCANS, TECHNIQUES
from bench.layouts.forms import recipes
from bench.layouts.scoring import judge, upper_bound
from bench.layouts.series import drawn, drift, media_for, read
from bench.layouts.words import WORDS
from domain.remittance import Remittance, RemittanceLine
from domain.words import Layout

SEED = 7
FORMS = sorted(recipes(unseen=False))
QUICK = [medium for medium in MEDIA if medium != "pdf_web"]


def test_there_are_more_than_sixty_structures_in_seven_languages_and_every_medium() -> None:
    assert len(FORMS) >= 60
    assert len(WORDS) == 7
    assert {technique.kind for technique in TECHNIQUES.values()} >= {
        "pdf",
        "html",
        "text",
        "csv",
        "xlsx",
        "tiff",
    }


@pytest.mark.parametrize("form", FORMS)
def test_a_form_states_its_number_and_amounts_and_is_the_same_for_the_same_seed(form: str) -> None:
    medium = next((one for one in ("text", "pdf_free") if one in media_for(form, MEDIA)), "own")
    first, again = (drawn(SEED, form, medium, 2) for _ in range(2))
    assert [one.truth for one in first] == [one.truth for one in again]
    for one in first:
        text = "".join(read(one.raw, one.kind).text.split())
        for payment in one.truth:
            for line in payment.lines:
                number = (line["document_number"] or "").replace(" ", "")
                # A number may stand in two pieces; its last figures are together wherever it is cut.
                assert number[-3:] in text
                amount = (line["net_amount"] or "0.00").lstrip("-")
                assert amount[-2:] in text


def test_what_stays_in_a_layout_stays_and_payments_differ() -> None:
    made = drawn(SEED, "plain_full", "pdf_free", 6)
    assert len({one.truth[0].fields["payer_name"] for one in made}) == 1
    assert len({one.truth[0].fields["payment_reference"] for one in made}) == 6
    sizes = {
        len(one.truth[0].lines) for seed in range(12) for one in drawn(seed, "plain_full", "pdf_free", 6)
    }
    assert min(sizes) <= 2 and max(sizes) >= 40


@pytest.mark.parametrize("medium", QUICK)
def test_every_technique_draws_what_its_reader_reads(medium: str) -> None:
    one = drawn(SEED, "total_row_under", medium, 1)[0]
    document = read(one.raw, one.kind)
    assert (one.truth[0].lines[0]["document_number"] or "?")[-4:] in "".join(document.text.split())


@pytest.mark.parametrize("medium", ["scan_tiff", "pdf_broken"])
def test_a_scan_has_no_text_layer(medium: str) -> None:
    assert medium in SCANS
    one = drawn(SEED, "single_amount", medium, 1)[0]
    assert (one.truth[0].fields["payer_name"] or "?").encode() not in one.raw


@pytest.mark.parametrize("change", DRIFTS)
def test_a_changed_form_differs_and_its_payer_does_not(change: str) -> None:
    before, after = drift(SEED, "plain_full", "text", change)
    assert before[0].truth[0].fields["payer_name"] == after[0].truth[0].fields["payer_name"]

    def words(raw: bytes) -> set[str]:
        return {word for word in raw.decode().split() if not any(sign.isdigit() for sign in word)}

    assert change == "moved" or words(before[0].raw) != words(after[0].raw)
    assert before[0].raw != after[0].raw


def test_a_ledger_holds_what_is_paid_among_items_that_look_like_it() -> None:
    one = drawn(SEED, "plain_full", "text", 1)[0]
    ledger = ledger_for([one], random.Random(SEED))
    own = {item.document_number for item in ledger.items_by_customer["C1"]}
    assert {line["document_number"] for line in one.truth[0].lines} <= own
    assert len(ledger.open_items) > 400


def test_a_wrong_amount_that_nobody_is_asked_about_is_a_silent_error() -> None:
    one = drawn(SEED, "single_amount", "text", 1)[0]
    wrong = Remittance("a", Layout.TABLE, (RemittanceLine("X", net_amount=Decimal(1)),), needs_review=False)
    score = judge(one.truth, [wrong])
    assert (score.silent, score.whole, score.found) == (1, 0, 0)
    assert judge(one.truth, []).silent == 0


def test_the_bound_of_silent_errors_is_the_exact_binomial_one() -> None:
    assert upper_bound(0, 1000) == pytest.approx(0.002991, abs=1e-5)
    assert upper_bound(3, 1000) == pytest.approx(0.007735, abs=1e-5)
    assert upper_bound(5, 5) == 1.0


def test_the_picture_holds_a_line_for_each_group_with_and_without_a_ledger() -> None:
    counts = {"documents": 10, "found": 8, "read": 9, "true": 9, "whole": 7, "review": 3, "silent": 1}
    rows = [
        {"kind": "group", "key": "pages", "taught": step, "ledger": ledger, **counts}
        for step in (0, 1)
        for ledger in (False, True)
    ]
    drawn_picture = picture([{"rows": rows}])
    assert drawn_picture.count("<polyline") == 8
    assert "prefers-color-scheme: dark" in drawn_picture
