"""In a real browser: hostile texts in every field, and nothing of them ever runs, loads or opens a dialog."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings as active
from django.test import Client
from django.urls import reverse
from tests.factories.house import NOW, House, make_house
from tests.security.test_hostile_text import make_all

from minhchung import clock
from minhchung.portal.models import Publication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
]


@pytest.fixture
def data_folder(tmp_path: object, settings: object) -> object:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o700)
    return settings.DATA


@pytest.fixture
def house(transactional_db: None, data_folder: object) -> House:
    house = make_house()
    with clock.at(NOW):
        for kind in ("script", "attribute", "address", "markdown", "comment"):
            make_all(house, kind)
    return house


@pytest.fixture
def page(live_server: object) -> Iterator[object]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        context = browser.new_context()
        page = context.new_page()
        page.wrong = []
        page.on("dialog", lambda dialog: (page.wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: page.wrong.append(f"error {error}"))
        page.on(
            "request",
            lambda asked: None if asked.url.startswith((live_server.url, "data:")) else page.wrong.append(asked.url),
        )
        yield page
        browser.close()


def test_nothing_runs_on_the_main_pages(house: House, live_server: object, page: object) -> None:
    with clock.at(NOW):
        client = Client()
        client.force_login(house.head)
    key = client.cookies[active.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": active.SESSION_COOKIE_NAME, "value": key, "url": live_server.url}])
    open_, tasks = house.shelves["open"], reverse("work:tasks")
    hostile = Publication.objects.filter(title__contains="<script>").first()
    assert hostile is not None
    pages = [
        reverse("work:desk"), tasks + "?tat-ca", reverse("work:activities"), reverse("documents:registers"),
        house.register.get_absolute_url(), open_.document.get_absolute_url(), open_.draft.get_absolute_url(),
        open_.task.get_absolute_url(), reverse("reporting:reports"), house.report.get_absolute_url(),
        house.draft_report.get_absolute_url(), reverse("reporting:figure", args=[house.report.pk, "staff"]),
        reverse("work:record-activity", args=["outreach"]),
        reverse("portal:home"), house.publication.get_absolute_url(), hostile.get_absolute_url(),
        reverse("portal:search") + "?q=%3Cscript%3Ewindow.hacked%3D1%3C%2Fscript%3E",
        reverse("portal:verify") + "?ma=%22%3E%3Cscript%3Ewindow.hacked%3D1%3C%2Fscript%3E",
    ]  # fmt: skip
    seen = 0
    for address in pages:
        answer = page.goto(live_server.url + address)
        assert answer.status in (200, 404), address
        page.evaluate(
            "document.querySelectorAll('*').forEach((node) => { node.focus?.(); node.dispatchEvent(new MouseEvent('mouseover')); })"
        )
        assert page.evaluate("window.hacked") is None, address
        assert page.evaluate("document.querySelectorAll('[onerror],[onload],[onfocus],[onmouseover]').length") == 0
        seen += "window.hacked" in page.content()
    assert page.wrong == []
    assert seen >= 8, "the pages that were opened must show the payload"


def test_a_script_that_got_in_would_be_stopped_by_the_policy(live_server: object, page: object) -> None:
    """The second wall: even markup written straight into a page runs nothing."""
    page.goto(live_server.url + reverse("portal:home"))
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hacked=1\">')")
    page.evaluate(
        "{ const made = document.createElement('script'); made.textContent = 'window.hacked=1'; document.body.append(made); }"
    )
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None
