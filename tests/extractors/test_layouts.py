"""Taught layouts: one example makes the next document right, and nothing that differs passes silently."""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.layouts.reading import read_whole
from bench.layouts.series import Made, drift, series
from domain.errors import ConfigurationError
from domain.layouts import LayoutTemplate, LineForm, Sample, TruePayment
from domain.pages import Document
from domain.ports import ReadingAids
from extractors.extraction import extract
from extractors.layouts.choosing import best_reading
from extractors.layouts.differences import differences
from extractors.layouts.folder import load_folder, samples_of, save
from extractors.layouts.kinds import fits_form
from extractors.layouts.learn import learn
from extractors.layouts.refine import refine
from extractors.layouts.shelf import TemplateShelf
from extractors.layouts.taught import read_taught
from extractors.layouts.truth import LearningError
from extractors.layouts.yaml_form import from_yaml, to_yaml
from extractors.recognition.words import fold

SEED = 41
FORMS = (
    "plain_full",
    "two_line_rows",
    "grouped_subtotals",
    "negative_discount",
    "key_value_letter",
    "blocks_per_invoice",
    "several_payments",
    "headerless_columns",
    "wrapped_numbers",
    "wide_landscape",
    "on_account_and_debit",
    "bare_list",
)
MEDIA = ("pdf_free", "pdf_ruled", "html", "csv", "xlsx", "text")
LETTERS = frozenset({"key_value_letter", "blocks_per_invoice", "bare_list"})
"""Forms that nobody writes as CSV: unquoted, their decimal commas would part the amounts."""


def taught(made: Made, name: str = "payer-1", payer: str = "Payer") -> LayoutTemplate:
    return learn(Sample(made.document, made.truth), name, payer)


def read(document: Document, *templates: LayoutTemplate) -> list[object]:
    aids = ReadingAids(templates=TemplateShelf(templates))
    return list(extract((document,), aids, advice_expected=True))


@pytest.mark.parametrize("form", FORMS)
def test_one_taught_document_makes_the_next_of_its_layout_right(form: str) -> None:
    for number, medium in enumerate(MEDIA):
        if form in LETTERS and medium == "csv":
            continue
        first, second = series(SEED + number, form, medium)
        template = taught(first)
        assert not differences(read_taught(template, first.document, ReadingAids()).remittances, first.truth)
        made = read_taught(template, second.document, ReadingAids()).remittances
        faults = differences(made, second.truth)
        assert not faults or any(payment.needs_review for payment in made), (medium, faults)


@pytest.mark.parametrize(
    ("form", "medium"), [("deductions_after_sum", "text"), ("summary_first", "pdf_free")]
)
def test_lines_that_only_first_sight_finds_are_taught_by_what_they_mean(form: str, medium: str) -> None:
    first, second = series(31000008, form, medium)
    template = taught(first)
    assert template.lines.form is LineForm.FIRST_SIGHT
    again = from_yaml(to_yaml(template), "a file")
    assert not differences(read_taught(again, first.document, ReadingAids()).remittances, first.truth)
    made = read_taught(again, second.document, ReadingAids()).remittances
    faults = differences(made, second.truth)
    assert not faults or any(payment.needs_review for payment in made), faults


def test_a_layout_says_what_first_sight_takes_for_another_value() -> None:
    first, second = series(SEED, "deductions_after_sum", "text")
    drawn = [
        TruePayment(
            payment.fields,
            tuple(
                {**line, "gross_amount": line.get("net_amount"), "net_amount": None} for line in payment.lines
            ),
        )
        for payment in first.truth
    ]
    template = learn(Sample(first.document, tuple(drawn)), "odd", "Payer")
    made = read_taught(template, second.document, ReadingAids()).remittances
    assert all(
        line.net_amount is None and line.gross_amount is not None for one in made for line in one.lines
    )


def test_a_template_survives_its_readable_file() -> None:
    for form in FORMS:
        template = taught(series(SEED, form, "pdf_free")[0])
        again = from_yaml(to_yaml(template), "a file")
        first = series(SEED, form, "pdf_free")[0]
        assert not differences(read_taught(again, first.document, ReadingAids()).remittances, first.truth)
        assert to_yaml(again) == to_yaml(template)


def test_two_payers_with_the_same_form_are_told_apart() -> None:
    ours = series(SEED, "plain_full", "pdf_free", 2, payer="Vellmar Tools Ltd")
    theirs = series(SEED, "plain_full", "pdf_free", 2, payer="Ostrow Mills Ltd")
    shelf = [
        taught(ours[0], "vellmar-1", "Vellmar Tools Ltd"),
        taught(theirs[0], "ostrow-1", "Ostrow Mills Ltd"),
    ]
    for made, name in ((ours[1], "Vellmar Tools Ltd"), (theirs[1], "Ostrow Mills Ltd")):
        (payment,) = read(made.document, *shelf)
        assert payment.payer_name == name  # type: ignore[attr-defined]
        assert not differences([payment], made.truth)  # type: ignore[list-item]


def test_one_payer_with_three_forms_is_read_by_the_form_at_hand() -> None:
    forms = ("plain_full", "two_line_rows", "single_amount")
    made = [series(SEED, form, "pdf_free", 2, payer="Vellmar Tools Ltd") for form in forms]
    shelf = [taught(pair[0], f"vellmar-{n}", "Vellmar Tools Ltd") for n, pair in enumerate(made, 1)]
    for number, (_, second) in enumerate(made, 1):
        (payment,) = read(second.document, *shelf)
        assert payment.template == f"vellmar-{number}"  # type: ignore[attr-defined]
        assert not differences([payment], second.truth)  # type: ignore[list-item]


def test_a_strangers_document_in_a_taught_form_never_gets_the_taught_payers_name() -> None:
    ours = series(SEED, "plain_full", "pdf_free", 1, payer="Vellmar Tools Ltd")[0]
    stranger = series(SEED, "plain_full", "pdf_free", 2, payer="Ostrow Mills Ltd")[1]
    (payment,) = read(stranger.document, taught(ours, "vellmar-1", "Vellmar Tools Ltd"))
    assert payment.payer_name != "Vellmar Tools Ltd"  # type: ignore[attr-defined]
    assert [line.document_number for line in payment.lines] == [  # type: ignore[attr-defined]
        line["document_number"] for line in stranger.truth[0].lines
    ]


def test_a_form_that_has_lost_its_words_is_said_to_have_changed() -> None:
    first, second = series(SEED, "plain_full", "pdf_free")
    template = taught(first)
    strange = tuple(f"gone {number}" for number in "abcdefghij")
    changed = replace(template, landmarks=(*template.landmarks, *strange))
    assert read_taught(changed, second.document, ReadingAids()).changes
    (alone,) = best_reading(second.document, ReadingAids(templates=TemplateShelf([changed])), ())
    assert alone.needs_review
    assert any("has changed" in problem for problem in alone.problems)


@pytest.mark.parametrize("change", ["renamed", "language", "added", "moved", "shortened"])
def test_a_changed_form_of_a_known_payer_is_said_and_the_taught_form_is_not(change: str) -> None:
    before, after = drift(SEED, "plain_full", "pdf_free", change)
    documents = [read_whole(one) for one in (*before, *after)]
    payer = str(before[0].truth[0].fields["payer_name"])
    template = refine([Sample(documents[0], before[0].truth)], "payer-1", payer)
    told = []
    for document in documents:
        payments = extract(
            (document,), ReadingAids(templates=TemplateShelf([template])), advice_expected=True
        )
        told.append(
            any(
                "form has changed" in text or "this form is none of them" in text
                for one in payments
                for text in (*one.problems, *one.notes)
            )
        )
    assert told == [False, False, True, True]


def test_a_value_that_only_a_second_label_leads_to_is_no_quiet_reading_of_a_changed_form() -> None:
    before, after = drift(9_000_025, "on_account_letter", "pdf_lines", "renamed")
    template = learn(Sample(read_whole(before[0]), before[0].truth), "payer-1", "Payer")
    for one in after:
        payments = extract(
            (read_whole(one),), ReadingAids(templates=TemplateShelf([template])), advice_expected=True
        )
        assert payments[0].needs_review or not differences(payments, one.truth)


def test_among_many_templates_the_right_one_is_found() -> None:
    forms = ("plain_full", "two_line_rows", "single_amount", "extra_columns", "total_row_under")
    made = [series(100 + n, forms[n % 5], "pdf_free", 2) for n in range(40)]
    templates = [taught(pair[0], f"payer-{n}", f"Payer {n}") for n, pair in enumerate(made)]
    shelf = TemplateShelf(templates)
    for number, (_, second) in enumerate(made):
        best = shelf.candidates(second.document)[0]
        own = next(c for c in shelf.candidates(second.document) if c.template.name == f"payer-{number}")
        assert own.fit >= best.fit - 0.1


def test_a_value_in_a_column_that_was_empty_is_a_doubt() -> None:
    first, second = series(SEED, "extra_columns", "xlsx")
    template = taught(first)
    used = {cell.column for cell in template.lines.cells}
    columns = tuple(replace(c, idle=n not in used) for n, c in enumerate(template.lines.columns))
    strict = replace(template, lines=replace(template.lines, columns=columns))
    (payment,) = read_taught(strict, second.document, ReadingAids()).remittances
    assert any("was empty when taught" in problem for problem in payment.problems)


def test_a_second_document_refines_the_layout_and_both_are_read(tmp_path: Path) -> None:
    first, second = series(SEED, "plain_full", "pdf_free")
    samples = [Sample(made.document, made.truth) for made in (first, second)]
    template = refine(samples, "payer-1", "Payer")
    path = save(tmp_path, template, samples)
    assert [stored.template.name for stored in load_folder(tmp_path)] == ["payer-1"]
    for sample in samples_of(path):
        assert not differences(
            read_taught(template, sample.document, ReadingAids()).remittances, sample.payments
        )


def test_a_truth_that_the_document_does_not_hold_is_not_learnt() -> None:
    first = series(SEED, "plain_full", "pdf_free", 1)[0]
    wrong = TruePayment(first.truth[0].fields, ({"document_number": "NOT-THERE-1", "net_amount": "1.11"},))
    with pytest.raises(LearningError):
        learn(Sample(first.document, (wrong,)), "payer-1", "Payer")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("absent: [nonsense]", "'nonsense', which does not exist"),
        ("media: [papyrus]", "media"),
        ("colour: red", "colour"),
        ("version: 0", "version"),
    ],
)
def test_a_bad_template_file_is_named_with_what_to_mend(change: str, said: str) -> None:
    text = to_yaml(taught(series(SEED, "plain_full", "pdf_free", 1)[0]))
    key = change.split(":")[0]
    kept = "\n".join(line for line in text.splitlines() if not line.startswith(f"{key}:"))
    with pytest.raises(ConfigurationError, match="a file") as caught:
        from_yaml(f"{kept}\n{change}\n", "a file")
    assert said in str(caught.value)


def test_a_pattern_of_a_persons_own_takes_linear_time() -> None:
    assert fits_form("INV-7", ["re:INV-[0-9]+"])
    assert not fits_form("INV-7", ["re:INV-[0-9]{3}"])
    assert not fits_form("a" * 100_000, ["re:(a+)+$b"])
    template = taught(series(SEED, "plain_full", "pdf_free", 1)[0])
    broken = replace(template, lines=replace(template.lines, number_forms=("re:(?=a)b",)))
    with pytest.raises(ConfigurationError, match="which is none"):
        from_yaml(to_yaml(broken), "a file")


def test_first_sight_that_read_the_taught_document_right_is_believed_where_it_proves_more() -> None:
    first, second = series(SEED, "plain_full", "pdf_free")
    template = refine([Sample(first.document, first.truth)], "payer-1", "Payer")
    assert template.first_sight_right
    strange = tuple(f"gone {number}" for number in "abcdefghij")
    doubtful = replace(template, landmarks=(*template.landmarks, *strange))
    (payment,) = read(second.document, doubtful)
    assert not payment.needs_review  # type: ignore[attr-defined]
    assert not differences([payment], second.truth)  # type: ignore[list-item]
    assert any("has changed" in note for note in payment.notes)  # type: ignore[attr-defined]


def test_landmarks_are_words_without_figures_or_values_of_lines() -> None:
    first = series(SEED, "plain_full", "pdf_free", 1)[0]
    numbers = {fold(str(line["document_number"])) for line in first.truth[0].lines}
    for landmark in taught(first).landmarks:
        assert landmark not in numbers
        assert not any(letter.isdigit() for letter in landmark)
