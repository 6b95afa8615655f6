"""The teaching page: what it proposes, how it judges, who may do what; whole without scripts."""

from dataclasses import replace

from domain.teaching_policy import Teaching
from review.office import Office
from store.repositories import template_proposals, template_samples, templates
from tests.review.offices import ADMIN, XSS, Visitor, fields_of, work
from tests.review.taught_pages import FIRST, PAYER, SECOND, advice, taught, uploaded


def test_page_proposes_everything_that_was_read(office: Office, admin: Visitor) -> None:
    page = uploaded(admin, office, advice(FIRST, "KW-1"))
    html = admin.get(page).text
    fields = fields_of(html)
    assert fields["p0.payer_name"] == PAYER and fields["p0.payment_reference"] == "KW-1"
    assert [(fields[f"p0.l{n}.document_number"], fields[f"p0.l{n}.net_amount"]) for n in range(3)] == list(
        FIRST
    )
    assert "This document is read right." in html and 'data-learnt="yes"' in html
    assert fields["g.columns"] == "3" and fields["g.f0"] == "document_number"


def test_value_that_the_layout_cannot_read_is_named_beside_its_field(office: Office, admin: Visitor) -> None:
    page = uploaded(admin, office, advice(FIRST, "KW-1"))
    fields = fields_of(admin.get(page).text)
    html = admin.post(page, {**fields, "p0.l1.net_amount": "999.99", "action": "check"}).text
    assert "Nothing could be learnt yet." in html and "read as 192.10" in html and 'data-live="no"' in html
    refused = admin.post(f"{page}/activate", {**fields, "p0.l1.net_amount": "999.99"})
    assert refused.status_code == 422 and "nothing was taught" in refused.text


def test_text_that_is_no_amount_is_named_and_nothing_is_tried(office: Office, admin: Visitor) -> None:
    page = uploaded(admin, office, advice(FIRST, "KW-1"))
    fields = fields_of(admin.get(page).text)
    html = admin.post(page, {**fields, "p0.l1.net_amount": "a lot", "action": "live"}).text
    assert "Mend the values that are marked" in html


def test_taught_layout_reads_the_second_document(office: Office, admin: Visitor) -> None:
    address = taught(admin, office, note="first")
    page = uploaded(admin, office, advice(SECOND, "KW-2"), "KW-2.pdf")
    html = admin.post(page, {**fields_of(admin.get(page).text), "action": "others"}).text
    name = address.rpartition("/")[2]
    assert f"{name} reads it so already." in html and "1 of 1 other stored documents" in html
    with office.engines.store.read() as session:
        row = templates.get(session, name)
        assert templates.version(session, row, 1).note == "first"
        assert len(template_samples.samples(session, [row.id])) == 1
    again = admin.post(f"{page}/activate", fields_of(admin.get(page).text))
    assert again.headers["location"].endswith("done=known")
    with office.engines.store.read() as session:
        assert len(templates.versions(session, row.id)) == 1
        assert len(template_samples.samples(session, [row.id])) == 2


def test_lines_are_read_out_of_the_marked_table(office: Office, admin: Visitor) -> None:
    page = uploaded(admin, office, advice(FIRST, "KW-1"))
    fields = fields_of(admin.get(page).text)
    emptied = {key: value for key, value in fields.items() if not key.startswith("p0.l")} | {"p0.lines": "0"}
    filled = fields_of(admin.post(page, {**emptied, "action": "grid_fill"}).text)
    assert [(filled[f"p0.l{n}.document_number"], filled[f"p0.l{n}.net_amount"]) for n in range(3)] == list(
        FIRST
    )
    assert filled["p0.l2.po_number"] == "PO-4402"
    parted = fields_of(admin.post(page, {**fields, "action": "grid_part:0"}).text)
    assert parted["g.columns"] == "4"
    joined = fields_of(admin.post(page, {**parted, "action": "grid_join:0"}).text)
    assert [joined[f"g.e{n}"] for n in range(4)] == [fields[f"g.e{n}"] for n in range(4)]
    moved = fields_of(admin.post(page, {**fields, "action": "grid_right:1"}).text)
    assert float(moved["g.e1"]) == float(fields["g.e1"]) + 2
    found = fields_of(admin.post(page, {**fields, "g.e1": "1", "action": "grid_header"}).text)
    assert found["g.e1"] == fields["g.e1"]


ODD: tuple[dict[str, str], ...] = (
    {"g.columns": "99999999", "action": "grid_fill"},
    {"g.columns": "3", "g.e0": "nan", "action": "grid_fill"},
    {"g.header": "999999", "action": "grid_header"},
    {"action": "grid_part:x"},
    {"action": "grid_left:-1"},
    {"payments": "0", "action": "check"},
    {"name": "../../etc", "action": "check"},
    {"by_hand": "yes", "body": "{", "action": "check"},
    {"by_hand": "yes", "body": "%(x)s: 100 % {{ 7 * 7 }}", "action": "check"},
)


def test_odd_forms_are_answered_calmly(admin: Visitor) -> None:
    fields = fields_of(admin.get("/teach/1/0").text)
    for odd in ODD:
        answer = admin.post("/teach/1/0", {**fields, **odd})
        assert answer.status_code == 200 and 'id="result"' in answer.text, odd
    assert admin.post("/teach/1/0", {**fields, "action": "nonsense"}).status_code == 404


def test_clerk_proposes_and_admin_accepts(office: Office, clerk: Visitor, admin: Visitor) -> None:
    page = uploaded(clerk, office, advice(FIRST, "KW-1"))
    html = clerk.get(page).text
    assert "An administrator lets it read." in html and "/activate" not in html
    fields = fields_of(html)
    assert clerk.post(f"{page}/activate", fields).status_code == 403
    proposal = clerk.post(page, {**fields, "action": "propose", "note": "like this"}).headers["location"]
    path = proposal.partition("?")[0]
    shown = clerk.get(proposal).text
    assert "like this" in shown and "It is proposed" in shown and 'value="accept"' not in shown
    assert clerk.post(path, {"action": "accept"}).status_code == 403
    done = admin.post(path, {"action": "accept"})
    assert done.status_code == 303 and done.headers["location"].startswith("/layouts/marwick-coatings-ltd-1")
    assert admin.post(path, {"action": "accept"}).status_code == 409


def test_second_person_is_needed_where_that_is_configured(office: Office) -> None:
    two = replace(office, teaching=Teaching(second_person=True))
    ben = Visitor(two)
    ben.enter(ADMIN)
    page = uploaded(ben, two, advice(FIRST, "KW-1"))
    html = ben.get(page).text
    assert "A second person lets it read." in html and "/activate" not in html
    made = ben.post(f"{page}/activate", fields_of(html)).headers["location"].partition("?")[0]
    assert made.startswith("/layout-proposals/")
    refused = ben.post(made, {"action": "accept"})
    assert refused.status_code == 422 and "another administrator" in refused.text
    with office.engines.store.read() as session:
        assert len(template_proposals.listed(session)) == 1 and not templates.all_rows(session)


def test_hostile_texts_stay_texts(office: Office, admin: Visitor) -> None:
    page = uploaded(admin, office, advice(FIRST, "KW-1", XSS), f"a{XSS}.pdf")
    fields = fields_of(admin.get(page).text)
    hostile = {**fields, "name": XSS, "note": XSS, "p0.payer_name": XSS, "by_hand": "yes", "body": XSS}
    for action in ("check", "live", "others"):
        html = admin.post(page, {**hostile, "action": action}).text
        assert "<script>alert" not in html and "<img src=x" not in html
    pasted = admin.post(page, {**fields, "pasted:0": f"{XSS}\t1.00", "action": "paste:0:0:0"}).text
    assert "<script>alert" not in pasted


def test_choosing_finds_documents_by_payer(office: Office, admin: Visitor) -> None:
    uploaded(admin, office, advice(FIRST, "KW-1"))
    assert "KW.pdf" in admin.get("/teach?words=marwick").text
    assert "KW.pdf" not in admin.get("/teach?words=%25nobody_").text
    assert admin.post("/teach").status_code == 422


def test_file_without_any_text_says_so(office: Office, admin: Visitor) -> None:
    sent = admin.client.post(
        "/teach", data={"csrf": admin.csrf}, files={"file": ("x.bin", b"\x00\x01\x02", "application/x")}
    )
    work(office)
    answer = admin.get(sent.headers["location"])
    assert answer.status_code in (200, 303)


def test_pages_speak_french(office: Office, admin: Visitor) -> None:
    address = taught(admin, office)
    page = uploaded(admin, office, advice(SECOND, "KW-2"), "KW-2.pdf")
    fields = fields_of(admin.get(page).text)
    made = admin.post(page, {**fields, "p0.payment_method": "cheque", "action": "propose"})
    admin.post("/account/language", {"language": "fr"})
    for path, told in (
        ("/teach", "Apprendre un modèle"),
        (page, "Ce document est lu juste."),
        (made.headers["location"], "C’est proposé"),
        ("/layouts", "Formes de payeurs"),
        ("/layout-matrix", "95 % et plus"),
        (f"{address}?one=1&two=1", "Les deux disent la même chose."),
        (f"{address}/edit", "Le fichier est correct"),
        ("/layout-proposals", "Propositions"),
    ):
        html = admin.get(path).text
        assert told in html and 'lang="fr"' in html, path
    html = admin.post(page, {**fields, "p0.l1.net_amount": "1.00", "action": "live"}).text
    assert "lu comme 1200.40" in html and "Montant net a été lu comme" in html
