"""verify.html in a real browser, from file:// with the network off, agrees with the verifier in Python."""

from __future__ import annotations

import pytest

from vanban.pack.assemble import verifier_html
from vanban.pack.verify import verify
from vanban.pack.wording import as_object

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
        )
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser, tmp_path):
    address = tmp_path / "verify.html"
    address.write_bytes(verifier_html())
    context = browser.new_context(offline=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.troubles = []
    page.on("pageerror", lambda error: page.troubles.append(str(error)))
    page.on("console", lambda message: page.troubles.append(message.text) if message.type == "error" else None)
    page.on(
        "request",
        lambda request: page.troubles.append(request.url) if not request.url.startswith(("file:", "blob:")) else None,
    )
    page.goto(address.as_uri())
    yield page
    assert page.troubles == []
    context.close()


def judged(page, pack):
    page.set_input_files("#file", [])
    page.evaluate("() => { delete document.documentElement.dataset.verdict; globalThis.verdict = undefined; }")
    page.set_input_files("#file", {"name": "pack.zip", "mimeType": "application/zip", "buffer": pack})
    page.wait_for_selector("html[data-verdict]")
    return page.evaluate("globalThis.verdict")


def essence(verdict):
    claims = [(claim["id"], claim["text"], claim["status"]) for claim in verdict["claims"]]
    findings = {(each["code"], each["file"], tuple(sorted(each["claims"]))) for each in verdict["findings"]}
    return (
        {name: verdict[name] for name in ("valid", "bound", "sha256", "fingerprint", "root", "public_key")},
        claims,
        findings,
    )


@pytest.mark.parametrize("name", ["full_pack", "public_pack"])
def test_browser_says_valid_as_python_does(page, request, name):
    pack = request.getfixturevalue(name)
    found = judged(page, pack)
    assert found["valid"]
    assert essence(found) == essence(as_object(verify(pack)))
