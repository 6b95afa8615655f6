"""The pages around the work: no serious finding of axe, nothing foreign, usable in the dark and narrow."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from domain.hook_policy import Hook
from review.office import Office
from tests.review import offices
from tests.web.conftest import Watched, enter

PAGES = (
    *("/settings", "/people", "/mailboxes", "/modes", "/ledger", "/tokens", "/webhooks", "/audit"),
    "/account/sessions",
)
GRAVE = ("serious", "critical")
KEPT = os.environ.get("ARDOISE_PICTURES")
"""A folder for pictures of the pages, to be looked at."""


@pytest.fixture
def office(office: Office) -> Office:
    """An office with a mailbox and a webhook."""
    hook = Hook(name="erp", url="https://erp.tarvenne.example/hook", events=("confirmed", "closed"))
    return replace(
        office,
        mailboxes=(offices.MAILBOX,),
        hooks=(hook,),
        web=office.web.model_copy(update={"second_person": True}),
        try_mailbox=lambda name: ((True, "signed in"), (False, "the folder Desk is not there")),
    )


@pytest.mark.parametrize(("width", "dark"), [(1366, False), (420, True)])
def test_pages_around_are_sound(office: Office, window: Watched, width: int, dark: bool) -> None:
    enter(window, office, offices.ADMIN)
    page = window.page
    page.set_viewport_size({"width": width, "height": 768})
    page.emulate_media(color_scheme="dark" if dark else "light")
    page.goto(f"{window.origin}/tokens")
    page.fill("[name='name']", "ERP robot")
    page.check("[name='scope'][value='read']")
    page.click("button.main")
    assert page.inner_text(".secret").startswith("ard_")
    page.goto(f"{window.origin}/modes")
    page.select_option("[name='mode:dispute']", "off")
    page.click("main button.main")
    page.goto(f"{window.origin}/mailboxes")
    page.click("text=Try it")
    for address in ("", *PAGES):
        if address:
            page.goto(f"{window.origin}{address}")
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in GRAVE] == [], (
            address
        )
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        if KEPT:
            name = f"{(address or '/tried').strip('/').replace('/', '-')}-{width}.png"
            page.screenshot(path=Path(KEPT) / name, full_page=True)
    assert (window.foreign, window.dialogs, window.complaints) == ([], [], [])


def test_accounts_and_modes_work_without_scripts(office: Office, plain_window: Watched) -> None:
    enter(plain_window, office, offices.ADMIN)
    page = plain_window.page
    page.goto(f"{plain_window.origin}/people")
    page.fill("form.stack [name='name']", "emil")
    page.fill("form.stack [name='password']", "another long password")
    page.click("form.stack button.main")
    assert "emil" in page.inner_text("main")
    page.goto(f"{plain_window.origin}/audit?action=user_added")
    assert "User added" in page.inner_text("tbody")
