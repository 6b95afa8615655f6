"""Teaching in a real browser: few clicks from upload to a document read right; by keys; without scripts."""

from pathlib import Path

from playwright.sync_api import Page, expect

from pipeline.templates.library import TemplateLibrary
from review.office import Office
from tests.review.offices import ADMIN, PASSWORD, XSS, work
from tests.review.taught_pages import FIRST, ODD, SECOND, advice
from tests.web.conftest import Watched
from tests.web.test_in_a_browser import assert_calm


def test_new_layout_is_taught_from_upload_to_a_second_document_in_a_few_clicks(
    office: Office, window: Watched, tmp_path: Path
) -> None:
    page = window.page
    sign_in(window)
    clicks = 0

    def click(selector: str) -> None:
        nonlocal clicks
        page.click(selector)
        clicks += 1

    click("nav >> text=Layouts")
    click("nav.tabs >> text=Teach a layout")
    upload(page, office, tmp_path, advice(FIRST, "KW-1", heads=ODD), "first.pdf")
    clicks += 2  # the file is chosen, the button is pressed
    click("[data-pick-row='g-header']")
    click(".sheet .word[data-t='Spalte']")
    expect(page.locator("[name='p0.lines']")).to_have_value("3")
    click("[name='g.f1']")
    page.select_option("[name='g.f1']", "po_number")
    clicks += 1
    click("button[value='grid_fill']")
    expect(page.locator("[name='p0.l2.po_number']")).to_have_value("PO-4402")
    click("[name='p0.payee_name']")
    click(".sheet .word[data-t='Coatings']")
    expect(page.locator("[id='v-p0.payee_name']")).to_contain_text("✓")
    expect(page.locator("#result")).to_contain_text("This document is read right.")
    click("#confirm")
    page.wait_for_url("**/layouts/**done=taught")
    click("nav.tabs >> text=Teach a layout")
    upload(page, office, tmp_path, advice(SECOND, "KW-2", heads=ODD), "second.pdf")
    clicks += 2
    expect(page.locator("#result")).to_contain_text("reads it so already")
    expect(page.locator("#others")).to_contain_text("1 of 1 other stored documents")
    assert [page.input_value(f"[name='p0.l{n}.net_amount']") for n in range(2)] == ["55.00", "1200.40"]
    assert clicks <= 25
    assert_calm(window)


def test_column_lines_move_by_arrow_keys_and_by_mouse(
    office: Office, window: Watched, tmp_path: Path
) -> None:
    page = window.page
    sign_in(window)
    page.goto(f"{window.origin}/teach")
    upload(page, office, tmp_path, advice(FIRST, "KW-1"), "first.pdf")
    page.click("#table > summary")
    edge = page.locator(".edge[data-edge='1']")
    before = float(page.input_value("[name='g.e1']"))
    edge.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    assert float(page.input_value("[name='g.e1']")) == before + 9
    box = page.locator(".edge[data-edge='1']").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 30, box["y"] + 20, steps=3)
    with page.expect_response("**/teach/**"):
        page.mouse.up()
    assert float(page.input_value("[name='g.e1']")) > before + 20
    page.click("[data-pick-row='g-header']")
    with page.expect_response("**/teach/**"):
        page.click(".sheet .word[data-t='Your']")
    expect(page.locator("[name='g.e1']")).to_have_value(f"{before}")
    page.select_option("[name='g.f1']", "")
    with page.expect_response("**/teach/**"):
        page.click("button[value='grid_fill']")
    expect(page.locator("[name='p0.l0.document_number']")).to_have_value(FIRST[0][0])
    assert_calm(window)


def test_teaching_works_without_scripts_by_typed_values(
    office: Office, plain_window: Watched, tmp_path: Path
) -> None:
    page = plain_window.page
    sign_in(plain_window)
    page.goto(f"{plain_window.origin}/teach")
    upload(page, office, tmp_path, advice(FIRST, "KW-1"), "first.pdf")
    page.fill("[name='p0.l1.net_amount']", "1.00")
    page.get_by_role("button", name="Check on all stored documents").click()
    assert "read as 192.10" in page.inner_text("[id='v-p0.l1.net_amount']")
    page.fill("[name='p0.l1.net_amount']", "192.10")
    page.get_by_role("button", name="Check on all stored documents").click()
    assert "This document is read right." in page.inner_text("#result")
    page.click("#table > summary")
    page.click("button[value='grid_fill']")
    page.fill("[name='note']", "typed")
    page.click("#confirm")
    assert "It reads documents from now on" in page.inner_text("main")
    assert_calm(plain_window)


def test_hostile_texts_run_nothing_on_any_page(office: Office, window: Watched, tmp_path: Path) -> None:
    page = window.page
    sign_in(window)
    page.goto(f"{window.origin}/teach")
    upload(page, office, tmp_path, advice(FIRST, "KW-1", XSS), "hostile.pdf")
    page.fill("[name='note']", XSS)
    page.fill("[name='p0.payer_name']", XSS)
    expect(page.locator("#result")).to_contain_text("A new layout, script-alert")
    page.fill("[name='p0.payer_name']", "Marwick Coatings Ltd")
    expect(page.locator("#result")).to_contain_text("A new layout, marwick-coatings-ltd-1.")
    page.click("#handwork > summary")
    page.check("[name='by_hand']")
    body = page.input_value("#body")
    page.fill("#body", body.replace("payer: Marwick Coatings Ltd", f"payer: '{XSS}'"))
    with page.expect_response("**/teach/**"):
        page.fill("[name='note']", f"{XSS} {XSS}")
    expect(page.locator("#result")).to_contain_text("This document is read right.")
    page.click("#confirm")
    page.wait_for_url("**done=taught")
    address = page.url.partition("?")[0]
    for path in (address, f"{address}/edit", f"{window.origin}/layouts", f"{window.origin}/layout-matrix"):
        page.goto(path)
        assert page.locator("main img").count() == 0
    page.goto(f"{address}/edit")
    page.fill("#body", f"note: '{XSS}'\n{XSS}")
    expect(page.locator("#result")).to_contain_text("✗")
    assert_calm(window)


def upload(page: Page, office: Office, folder: Path, content: bytes, name: str) -> None:
    """Choose a file and press the button; the worker reads it while the page waits."""
    (folder / name).write_bytes(content)
    page.set_input_files("#file", str(folder / name))
    page.click("text=Upload and teach")
    page.wait_for_url("**/teach/*")
    work(office, TemplateLibrary(office.engines.store))
    page.wait_for_url("**/teach/*/*")


def sign_in(window: Watched) -> None:
    """Sign in as an admin."""
    page = window.page
    page.goto(window.origin + "/sign-in")
    page.fill("#name", ADMIN)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url(window.origin + "/")
