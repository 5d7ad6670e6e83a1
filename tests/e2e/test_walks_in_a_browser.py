"""What people come for, done in a real browser: sign in, acknowledge, explain a number, verify, all by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.e2e.conftest import Site, sign_in
from tests.e2e.furnish import SUBJECT

pytestmark = pytest.mark.browser


def test_one_time_password_leads_through_a_new_one_to_the_desk(visit: Callable[..., Any], site: Site) -> None:
    page = visit()
    sign_in(page, "van-thu", site.said["one_time"])
    assert "doi-mat-khau" in page.url
    page.goto("/van-ban/")
    assert "doi-mat-khau" in page.url, "nothing else opens before the password is one's own"

    page.get_by_label("Mật khẩu hiện tại").fill(site.said["one_time"])
    for field in page.locator("input[type=password]").all()[1:]:
        field.fill("Gió mùa đông bắc 58")
    page.get_by_role("button", name="Đổi mật khẩu").click()

    page.wait_for_url("**/ban-lam-viec/")
    assert page.get_by_role("heading", level=1).inner_text().startswith("Hôm nay")


def test_document_is_acknowledged_once_every_page_was_shown(
    visit: Callable[..., Any], sessions: Callable[[str], Any]
) -> None:
    page = visit(storage_state=sessions("chuyen-vien-p1"))
    page.goto("/cong-viec/ban-lam-viec/")
    page.get_by_role("link", name=f"Đọc {SUBJECT}").click()
    assert page.get_by_role("button", name="Xác nhận đã đọc").count() == 0
    assert "1/2" in page.locator("progress").text_content()

    page.get_by_role("link", name="Trang sau").click()
    page.get_by_role("button", name="Xác nhận đã đọc").click()

    page.goto("/cong-viec/xac-nhan/")
    confirmed = page.locator("section", has=page.get_by_role("heading", name="Đã xác nhận", exact=True))
    assert SUBJECT in confirmed.inner_text()


@pytest.mark.parametrize("by", ["key", "click"])
def test_every_figure_is_explained_beside_the_report(
    visit: Callable[..., Any], sessions: Callable[[str], Any], site: Site, by: str
) -> None:
    page = visit(storage_state=sessions("giam-doc"))
    page.goto(site.said["report"])
    figures = page.locator("article a[data-explain]")
    assert figures.count() >= 9
    for figure in figures.all():
        if by == "key":
            figure.focus()
            page.keyboard.press("Enter")
        else:
            figure.click()
        page.wait_for_function("link => link.classList.contains('open')", arg=figure.element_handle())
        told = page.locator("#explain")
        assert told.locator(".big").inner_text().strip()
        assert told.get_by_role("heading", name="Cách tính").is_visible()
        assert told.locator(".rows.ev li").count() >= 1, figure.inner_text()
        assert told.get_by_text("khớp").first.is_visible()
        assert page.url.endswith(site.said["report"])
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('article a[data-explain].open')")


def test_figure_has_a_page_of_its_own_without_scripts(
    visit: Callable[..., Any], sessions: Callable[[str], Any], site: Site
) -> None:
    page = visit(storage_state=sessions("giam-doc"), java_script_enabled=False)
    page.goto(site.said["report"])
    page.locator("article a[data-explain]").first.click()
    assert "/so-lieu/" in page.url
    assert page.get_by_role("heading", name="Cách tính").is_visible()
    page.locator(".crumbs a").last.click()
    assert page.url.endswith(site.said["report"])


def test_reader_goes_from_the_portal_to_a_proof_and_verifies_it(
    visit: Callable[..., Any], site: Site, tmp_path: Any
) -> None:
    page = visit()
    page.goto("/")
    page.get_by_role("link", name="Kết quả công tác quốc phòng").first.click()
    figure = page.locator(".official a.figure").nth(2)
    printed = figure.inner_text()
    figure.click()
    assert page.get_by_role("heading", level=1).inner_text() == printed
    assert page.get_by_text("có trong gói").first.is_visible()

    page.get_by_role("link", name="Kiểm chứng cả gói").click()
    assert page.get_by_role("status").get_by_text("khớp", exact=True).is_visible()

    page.get_by_role("status").get_by_role("link").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Gói minh chứng công khai").click()
    pack = tmp_path / "pack.zip"
    download.value.save_as(pack)
    page.goto("/kiem-chung/cong-cu.html")
    page.set_input_files("#file", pack)
    page.wait_for_selector("html[data-verdict]")
    assert page.evaluate("globalThis.verdict.valid") is True


def test_keyboard_alone_goes_everywhere_and_shows_where_it_is(
    visit: Callable[..., Any], sessions: Callable[[str], Any], site: Site
) -> None:
    page = visit(storage_state=sessions("giam-doc"))
    page.goto("/cong-viec/ban-lam-viec/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    page.keyboard.press("?")
    assert page.get_by_role("dialog", name="Phím tắt").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("dialog", name="Phím tắt").is_visible()

    page.keyboard.press("g")
    page.keyboard.press(page.locator("nav a[href='/bao-cao/']").get_attribute("data-key"))
    page.wait_for_url("**/bao-cao/")

    page.goto(site.said["report"])
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => { const at = document.activeElement, style = getComputedStyle(at);
            return [at.dataset.key || "", style.outlineStyle, parseFloat(style.outlineWidth)]; }"""
        )
        if page.evaluate("document.activeElement === document.body"):
            break
        reached.add(focus[0])
        assert focus[1] != "none" and focus[2] >= 2, focus
    assert {"staff", "briefing_coverage", "shifts"} <= reached


def test_page_that_travels_alone_reads_well_from_the_disk(
    visit: Callable[..., Any], sessions: Callable[[str], Any], site: Site, tmp_path: Any
) -> None:
    page = visit(storage_state=sessions("giam-doc"))
    held = tmp_path / "page.html"
    held.write_bytes(page.request.get(f"{site.said['report']}ban/1/html/").body())
    alone = page.context.browser.new_page(offline=True, viewport={"width": 360, "height": 780})
    alone.goto(held.as_uri())
    assert alone.evaluate("document.documentElement.scrollWidth") <= 360
    assert alone.evaluate("getComputedStyle(document.querySelector('.official')).maxWidth") == "820px"
    alone.locator("a.figure").first.click()
    assert alone.locator(":target").inner_text().startswith("1. ")
    alone.close()
