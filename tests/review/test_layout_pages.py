"""The pages of layouts: list, matrix, versions, files by hand, proposals."""

import re
from datetime import timedelta

from jinja2.ext import babel_extract

from domain.taught import ProposalState, TemplateState, UseOutcome, Why
from review.catalogues import catalogue
from review.office import Office
from review.templates_pages.matrix import Grade, Share, first_day, records_of
from store.repositories import template_samples, templates
from store.repositories.teachable import Used
from tests.review.offices import NOON, XSS, Visitor, fields_of
from tests.review.taught_pages import taught
from tests.review.texts import REVIEW

BOMB = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12))
WORDS = (TemplateState, Why, UseOutcome, ProposalState, Grade)


def test_versions_are_compared_taken_back_retired_and_deleted(office: Office, admin: Visitor) -> None:
    address = taught(admin, office)
    body = admin.get(f"{address}/file").text
    assert admin.get(f"{address}/file").headers["content-disposition"].startswith("attachment")
    mended = body.replace("number_forms: [INV-99999]", "number_forms: [INV-99999, INV-999]")
    done = admin.post(f"{address}/save", {"base": "1", "body": mended, "note": "wider", "action": "activate"})
    assert done.headers["location"] == f"{address}?done=edited"
    html = admin.get(f"{address}?one=1&two=2").text
    assert "INV-999]" in html and 'class="added"' in html and "wider" in html
    assert admin.post(address, {"action": "roll_back:1"}).status_code == 303
    assert active(office, address) == 3
    assert admin.post(address, {"action": "activate:2"}).status_code == 303 and active(office, address) == 2
    assert admin.post(address, {"action": "retire"}).status_code == 303 and active(office, address) is None
    assert admin.post(address, {"action": "delete"}).status_code == 422
    assert (
        admin.post(address, {"action": "delete", "sure": "yes"}).headers["location"].startswith("/layouts?")
    )
    assert admin.get(address).status_code == 404


def test_file_by_hand_is_checked_with_the_mend(office: Office, clerk: Visitor, admin: Visitor) -> None:
    address = taught(admin, office)
    body = admin.get(f"{address}/file").text
    for wrong, told in (
        (body.replace("layout: table", "layout: tabel"), "layout: Input should be"),
        (body.replace("column: 2", "column: 9"), "reads column 9"),
        (body.replace("template: marwick", "template: other"), "write marwick-coatings-ltd-1"),
        ("a: [", "is no YAML"),
        (BOMB, "correct it"),
    ):
        assert told in clerk.post(f"{address}/edit", {"body": wrong, "action": "live"}).text
        assert admin.post(f"{address}/save", {"body": wrong, "base": "1"}).status_code == 422
    worse = body.replace("means: Marwick Coatings Ltd", "means: Somebody Ltd")
    html = admin.post(f"{address}/edit", {"body": worse, "action": "live"}).text
    assert "One confirmed document would be read worse." in html
    refused = admin.post(f"{address}/save", {"body": worse, "base": "1", "action": "activate"})
    assert refused.status_code == 422 and "would be read worse" in refused.text
    assert admin.post(f"{address}/save", {"body": worse, "base": "1", "action": "draft"}).status_code == 303
    assert active(office, address) == 1
    late = admin.post(f"{address}/save", {"body": body, "base": "7", "action": "draft"})
    assert late.status_code == 409 and "meanwhile" in late.text
    assert clerk.post(f"{address}/save", {"body": body, "base": "1"}).status_code == 403


def test_layout_goes_from_one_file_to_another_installation(office: Office, admin: Visitor) -> None:
    address = taught(admin, office)
    body = admin.get(f"{address}/file").text.replace("ltd-1", "ltd-7")
    sent = admin.client.post("/layouts", data={"csrf": admin.csrf}, files={"file": ("x.yaml", body.encode())})
    assert sent.headers["location"] == "/layouts/marwick-coatings-ltd-7?done=imported"
    for broken in (b"\xff\xfe\x00", b"a: [", b"", XSS.encode()):
        answer = admin.client.post("/layouts", data={"csrf": admin.csrf}, files={"file": ("x", broken)})
        assert answer.status_code == 422 and "<script>alert" not in answer.text


def test_matrix_counts_what_people_judged_by_field_and_week(office: Office, admin: Visitor) -> None:
    address = taught(admin, office)
    with office.engines.store.write() as session:
        row = templates.get(session, address.rpartition("/")[2])
        for number in range(10):
            at = NOON - timedelta(days=7 * (number % 2))
            template_samples.note_use(session, 900 + number, "a.pdf", "0" * 64, row.id, 1, at)
            wrong = number == 0
            outcome = UseOutcome.CORRECTED if wrong else UseOutcome.PROVED
            template_samples.settle_use(
                session, 900 + number, None, outcome, ("lines.net_amount",) if wrong else (), at
            )
    html = admin.get("/layout-matrix").text
    assert "90 %" in html and "9/10" in html and "80 %" in html and "4/5" in html
    assert "Fair" in html
    other = admin.get("/layout-matrix?field=payment_date").text
    assert "5/5" in other
    assert admin.get("/layout-matrix?every=yes&field=nonsense").status_code == 200
    assert "9 of 10 documents" in admin.get("/layouts").text
    assert "Corrected" in admin.get(address).text


def test_shares_are_never_rounded_up() -> None:
    used = [Used(1, UseOutcome.PROVED, (), NOON)] * 199 + [Used(1, UseOutcome.CORRECTED, ("currency",), NOON)]
    record = records_of([*used, Used(1, UseOutcome.READ, (), NOON)], first_day(NOON))[1]
    assert record.whole.percent == 99 and record.whole.grade is Grade.GOOD and record.unsaid == 1
    assert record.fields["currency"].right == 199 and record.weeks[-1].all == 200
    assert Share().grade is Grade.NONE


def test_list_names_drift_and_layouts_that_are_never_used(office: Office, admin: Visitor) -> None:
    address = taught(admin, office)
    with office.engines.store.write() as session:
        templates.note_drift(session, "x", f"Halden {XSS}", NOON, 1)
    html = admin.get("/layouts").text
    assert "changed its form on" in html and "<script>alert" not in html
    assert "never in these weeks" in html and address in html


def test_declined_proposal_changes_nothing(office: Office, clerk: Visitor, admin: Visitor) -> None:
    taught(admin, office)
    page = "/teach/1/0"
    fields = fields_of(clerk.get(page).text)
    made = (
        clerk.post(page, {**fields, "action": "propose", "note": XSS}).headers["location"].partition("?")[0]
    )
    html = admin.get(made).text
    assert "<script>alert" not in html and "Confirmed documents before and after" in html
    assert "One proposed change waits." in admin.get("/layouts").text
    assert admin.post(made, {"action": "decline"}).headers["location"] == "/layout-proposals?done=declined"
    assert "Nothing is proposed." in admin.get("/layout-proposals").text
    assert "Declined" in admin.get("/layout-proposals?every=yes").text
    again = clerk.post(page, {**fields, "action": "propose", "note": "once more"})
    assert again.status_code == 422 and "decided before" in again.text


def test_plurals_and_stored_words_have_their_french() -> None:
    french = catalogue("fr").texts
    told = {word.value.replace("_", " ").capitalize() for kind in WORDS for word in kind}
    for path in sorted((REVIEW / "templates").glob("*.html")):
        with path.open("rb") as file:
            for _, _, message, _ in babel_extract(file, ("ngettext",), [], {"encoding": "utf-8"}):
                if path.name.startswith(("teach", "layout")) and isinstance(message, tuple):
                    told |= {text for text in message if isinstance(text, str)}
    told |= set(re.findall(r'trouble="([^"]+)"', (REVIEW / "teaching" / "bench.py").read_text("utf-8")))
    assert len(told) > 40
    assert sorted(text for text in told if text not in french) == []


def active(office: Office, address: str) -> int | None:
    with office.engines.store.read() as session:
        row = templates.get(session, address.rpartition("/")[2])
    return row.active_version if row.state is TemplateState.ACTIVE else None
