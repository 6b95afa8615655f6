"""The pages around the work: what is set there works, with scripts and without."""

from dataclasses import replace

import pytest

from domain.hook_policy import Hook
from review.office import Office
from tests.review import offices
from tests.web.conftest import Watched, enter


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


def test_token_is_shown_once_a_mode_is_set_and_a_mailbox_tried(office: Office, window: Watched) -> None:
    enter(window, office, offices.ADMIN)
    page = window.page
    page.goto(f"{window.origin}/tokens")
    page.fill("[name='name']", "ERP robot")
    page.check("[name='scope'][value='read']")
    page.click("button.main")
    assert page.inner_text(".secret").startswith("ard_")
    page.goto(f"{window.origin}/tokens")
    assert page.locator(".secret").count() == 0
    page.goto(f"{window.origin}/modes")
    page.select_option("[name='mode:dispute']", "off")
    page.click("main button.main")
    assert "mode:dispute" in page.inner_text("main")
    page.goto(f"{window.origin}/mailboxes")
    page.click("text=Try it")
    page.get_by_text("the folder Desk is not there").wait_for()
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
