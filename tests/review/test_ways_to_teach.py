"""From an item and from the queue one click leads to teaching its document, where there is one."""

import re

from tests.review.offices import Visitor


def test_item_page_and_queue_lead_to_teaching_its_document(clerk: Visitor) -> None:
    html = clerk.get("/items/1").text
    assert re.search(r'href="/teach/1"[^>]*>Teach this', html)
    assert clerk.get("/teach/1").headers["location"].startswith("/teach/1/")
    listed = re.findall(r'href="/teach/(\d+)"', clerk.get("/?state=closed&route=payment_advice").text)
    assert listed == [] or "1" in listed
    clerk.post("/items/1", {**clerk.form("/items/1"), "action": "reopen"})
    listed = re.findall(r'href="/teach/(\d+)"', clerk.get("/?route=payment_advice").text)
    for number in listed:
        assert clerk.get(f"/teach/{number}").headers["location"].startswith(f"/teach/{number}/")


def test_items_without_a_document_lead_nowhere(clerk: Visitor) -> None:
    for number in range(1, 9):
        if f'href="/teach/{number}"' in clerk.get(f"/items/{number}").text:
            assert clerk.get(f"/teach/{number}").status_code == 303, number
    for number, why in ((4, "a text that tells no payment"), (7, "an empty mail")):
        assert f'href="/teach/{number}"' not in clerk.get(f"/items/{number}").text, why


def test_crafted_take_without_a_candidate_changes_nothing_and_says_so(clerk: Visitor) -> None:
    clerk.post("/items/1", {**clerk.form("/items/1"), "action": "reopen"})
    fields = clerk.form("/items/1")
    before = fields["p0.l0.document_number"]
    assert before
    for action in ("take:0:0=", "take:0:0", "take:0:0=%20".replace("%20", " ")):
        answer = clerk.post("/items/1", {**fields, "action": action})
        assert answer.status_code == 422 and "nothing was changed" in answer.text
        assert re.search(rf'name="p0.l0.document_number"[^>]*value="{re.escape(before)}"', answer.text)


def test_signing_out_empties_what_the_browser_keeps_of_us(clerk: Visitor) -> None:
    headers = clerk.post("/sign-out").headers
    assert headers["clear-site-data"] == '"cache", "storage"'
