"""Prints line F1, header accuracy, review share and silent errors of the general reader, by medium and form."""

# ruff: noqa: E501

import argparse
import random
import sys
import time
from collections import defaultdict
from pathlib import Path

from bench.layouts.forms import CONTENT, COUNTS, FORMS, Sheet
from bench.layouts.held_out import HELD_OUT
from bench.layouts.render import MEDIA, TYPES, render
from bench.layouts.scoring import Score, judge
from bench.layouts.speech import WORDS, Speech
from bench.layouts.strangers import STRANGERS, speak
from bench.layouts.truth import make_payment
from domain.pages import Document
from domain.ports import ReadingAids
from domain.words import Medium
from extractors.readers import csv, pdf, text, xlsx
from extractors.readers import html as html_reader
from extractors.recognition.reader import GeneralReader

READERS = {
    "pdf": (pdf.PLUGIN, Medium.PDF),
    "html": (html_reader.PLUGIN, Medium.HTML),
    "csv": (csv.PLUGIN, Medium.CSV),
    "xlsx": (xlsx.PLUGIN, Medium.SHEET),
    "text": (text.PLUGIN, Medium.TEXT),
}
STYLES = {
    "en": ["point", "plain"],
    "fr": ["space", "comma"],
    "de": ["comma", "apostrophe"],
    "es": ["comma"],
    "it": ["comma"],
    "nl": ["comma"],
    "pt": ["comma", "space"],
}
DATES = {"en": ["%d/%m/%Y", "%d-%b-%Y", "%Y-%m-%d", "%B %d, %Y"], "de": ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]}


def make(rng: random.Random, name: str) -> tuple[Sheet, Speech]:
    language = rng.choice(list(WORDS))
    say = Speech(
        language,
        rng.choice(STYLES[language]),
        rng.choice(DATES.get(language, ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"])),
        rng.choice(["lead", "trail", "brackets", "lead"]),
    )
    fewest, most, count = COUNTS[name]
    currency = rng.choice(["EUR", "GBP", "CHF"]) if language in ("en", "de") else "EUR"
    pays = [
        make_payment(
            rng,
            currency=currency,
            lines=rng.randint(fewest, most),
            credits=most > 1,
            reductions=CONTENT[name],
        )
        for _ in range(count)
    ]
    return (FORMS | HELD_OUT)[name](rng, say, pays), say


def make_stranger(rng: random.Random, name: str) -> tuple[Sheet, str, bytes]:
    maker, reductions, credits = STRANGERS[name]
    say = speak(rng, Speech("en", "point", "%d/%m/%Y", rng.choice(["lead", "trail", "brackets"])))
    currency = rng.choice(["EUR", "GBP"]) if say.language == "en" else "EUR"
    pay = make_payment(
        rng, currency=currency, lines=rng.randint(1, 9), credits=credits, reductions=reductions
    )
    made = maker(rng, say, pay)
    return made.sheet, made.kind, made.content


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--n", type=int, default=364)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--form")
    parser.add_argument("--medium")
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--strangers", action="store_true")
    options = parser.parse_args()
    rng = random.Random(options.seed)
    names = [options.form] if options.form else list(HELD_OUT if options.held_out else FORMS)
    media = [options.medium] if options.medium else list(MEDIA)
    combos = [(name, medium) for name in names for medium in media]
    if options.strangers:
        combos = [(name, "") for name in ([options.form] if options.form else STRANGERS)]
    by_medium, by_form = defaultdict(Score), defaultdict(Score)
    spent = 0.0
    for count in range(options.n):
        name, medium = combos[count % len(combos)]
        if options.strangers:
            sheet, kind, raw = make_stranger(rng, name)
            medium = kind
        else:
            sheet, _ = make(rng, name)
            raw = render(sheet, medium, rng)
            kind = medium.split("_")[0]
        plugin, own = READERS[kind]
        document = Document(f"advice.{kind}", "", own, TYPES[kind], plugin.read(raw, "advice"))
        started = time.process_time()
        read = GeneralReader().extract(document, ReadingAids())
        spent += time.process_time() - started
        score = judge(sheet, read)
        if options.show and not score.whole and (score.silent or options.show > 1):
            _show(name, medium, document, sheet, read, score, silent_only=options.show == 1)
            if options.keep:
                (options.keep / f"{name}.{medium}.{kind}").write_bytes(raw)
        by_medium[medium].add(score)
        by_form[name].add(score)
    for title, scores in (("medium", by_medium), ("form", by_form)):
        print(f"\n{title:22} docs  lineF1  columns headers whole review silent  faults")
        for key, s in scores.items():
            _row(key, s)
    whole = Score()
    for s in by_medium.values():
        whole.add(s)
    _row("all", whole)
    print(f"{spent / options.n * 1000:.1f} ms CPU a document in the reader of lines")


def _row(key: str, s: Score) -> None:
    n = s.documents
    faults = ", ".join(f"{k} {v}" for k, v in s.faults.most_common(5))
    print(
        f"{key:22} {n:4}  {s.f1:.3f}   {s.columns_right / max(s.columns, 1):.3f}   {s.headers_right / max(s.headers, 1):.3f}   {s.whole / n:.2f}  {s.review / n:.2f}   {s.silent}/{n}   {faults}"
    )


def _show(name, medium, document, sheet, read, score, silent_only) -> None:
    print("=" * 100, name, medium, "SILENT" if score.silent else "", dict(score.faults), file=sys.stderr)
    print(document.text[:1800], file=sys.stderr)
    for r in read:
        print(
            "->",
            r.layout,
            r.payer_name,
            "|",
            r.payee_name,
            "|",
            r.payment_reference,
            r.payment_date,
            r.currency,
            r.total_amount,
            r.needs_review,
            r.problems,
            file=sys.stderr,
        )
        for x in r.lines[:12]:
            print(
                "    ",
                x.document_number,
                x.document_type.value,
                x.document_date,
                x.po_number,
                x.gross_amount,
                x.discount_amount,
                x.deduction_amount,
                x.deduction_reason,
                x.net_amount,
                file=sys.stderr,
            )
    for p in sheet.payments:
        print("TRUE", p.payer, "|", p.payee, "|", p.reference, p.day, p.currency, p.total, file=sys.stderr)


main()
