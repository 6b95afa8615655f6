"""Letters of a word processor: an event agency's counted rows, a club's tab stops, a school's table of two."""

# ruff: noqa: E501

import random

from docx import Document
from docx.shared import Cm

from bench.layouts.forms import Sheet
from bench.layouts.speech import Speech
from bench.layouts.truth import Payment
from bench.layouts.unseen2.phrases import ALONE, keep_only
from bench.layouts.unseen4.kit import cash
from bench.layouts.unseen4.mails_word import _saved, _table
from bench.layouts.unseen6.kit import own as drawn
from bench.layouts.unseen6.names_b import FACTS, KIT, SIX, person, plain, word


@KIT.form("agency_counts_its_events", SIX, 1, 10, media=ALONE)
def agency_counts_its_events(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """Counted rows: the middle cell tells event, bill, number and day in words; the sum closes the table."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    letter = Document()
    letter.sections[0].header.paragraphs[0].text = f"{pay.payer} - {KIT(say, 'street')}"
    letter.add_heading(KIT(say, "title"), 1)
    for label, value in KIT.pairs(say, pay, "payee", "day", "ref", "method", "currency"):
        letter.add_paragraph(f"{label}: {value}")
    rows = [KIT.ws(say, "entry", "what", "net")]
    for at, x in enumerate(pay.lines, 1):
        told = KIT(
            say, "event", e=word(say, "events", at), k=KIT(say, "inv"), n=x.number or "", d=say.day(x.day)
        )
        rows.append([f"{at}.", told, say.money(x.net)])
    _table(letter, [*rows, ["", KIT(say, "total"), say.money(pay.total)]])
    letter.add_paragraph(KIT(say, "thanks"))
    return drawn(_saved(letter), pays)


@KIT.form("club_letter_at_tab_stops", SIX, 1, 9, credits=True, media=ALONE)
def club_letter_at_tab_stops(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A club's letter: no table, each document is a paragraph at tab stops, as are heads and sum."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day")
    pay.method = "transfer"
    told = KIT(say, "told", day=say.day(pay.day), sum=cash(say, pay, pay.total), ref=pay.reference)
    letter = Document()
    letter.add_paragraph("\n".join((pay.payer, KIT(say, "street"))))
    letter.add_paragraph("\n".join((str(pay.payee), KIT(say, "payee_street"))))
    letter.add_paragraph(f"{KIT(say, 'dear')}\n{told} {KIT(say, 'covers')}")
    for cells in KIT.rows(say, pay, ("kind", "doc", "doc_date", "amount"), ("amount",)):
        listed = letter.add_paragraph("\t".join(cells))
        for stop in (4, 8, 12):
            listed.paragraph_format.tab_stops.add_tab_stop(Cm(stop))
    for line in ("", KIT(say, "fans"), KIT(say, "bye"), person(say, 1), KIT(say, "treasurer")):
        letter.add_paragraph(line)
    letter.sections[0].footer.paragraphs[0].text = KIT(say, "foot")
    return drawn(_saved(letter), pays)


@KIT.form("school_values_beside_address", SIX, 1, 12, reductions="discount", credits=True, media=ALONE)
def school_values_beside_address(rng: random.Random, say: Speech, pays: list[Payment]) -> Sheet:
    """A frame of two cells: the payee's address left, the payment's values right in rows of one cell; then the list."""
    pay, say = pays[0], plain(say)
    keep_only(pay, "day", "gross", "discount")
    letter = Document()
    letter.add_heading(pay.payer, 2)
    values = "\n".join(f"{a}: {b}" for a, b in KIT.pairs(say, pay, *FACTS[1:]))
    _table(letter, [[f"{pay.payee}\n{KIT(say, 'payee_street')}", values]], "Normal Table")
    letter.add_paragraph(KIT(say, "title"))
    _table(letter, KIT.rows(say, pay, ("date", "number", "gross", "discount", "net"), ("net",)), "Light Grid")
    letter.add_paragraph(KIT(say, "thanks"))
    letter.sections[0].footer.paragraphs[0].text = KIT(say, "foot")
    return drawn(_saved(letter), pays)
