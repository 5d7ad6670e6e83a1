"""verify.html in a real browser, from file:// with the network off, agrees with the verifier in Python."""

from __future__ import annotations

import io
import random
import zipfile

import pytest

from vanban.pack.assemble import verifier_html
from vanban.pack.formula import evaluate
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


def test_browser_finds_the_same_flips_as_python(page, full_pack):
    chance = random.Random(8032)
    places = [chance.randrange(len(full_pack)) for _ in range(40)] + [
        len(full_pack) - chance.randrange(1, 1500) for _ in range(20)
    ]
    for place in places:
        changed = bytearray(full_pack)
        changed[place] ^= 1 << chance.randrange(8)
        found, expected = judged(page, bytes(changed)), as_object(verify(bytes(changed)))
        assert not found["valid"]
        assert essence(found)[1] == essence(expected)[1], place
        assert {each["file"] for each in found["findings"]} == {each["file"] for each in expected["findings"]}, place


FORGERIES = {
    "value": lambda f: f["figures"][2].update(value=313),
    "formula": lambda f: f["figures"][2]["definition"].update(formula={"op": "count", "where": {"x": [[]]}}),
    "words": lambda f: f["claims"][6].update(text="ba"),
    "citation": lambda f: f["claims"][7].update(document="law"),
    "date": lambda f: f["dates"][0].update(value="2022-12-13"),
    "family": lambda f: f["families"][0]["overlaps"].pop(),
    "event": lambda f: f["ledger"]["events"][0]["event"].update(verb="forged"),
    "seal": lambda f: f["ledger"]["seal"].update(date="2022-12-16"),
    "issue": lambda f: f["edition"].update(title="Khác"),
    "hash": lambda f: f["evidence"][1]["files"][0].update(sha256="00" * 32),
    "shape": lambda f: f.update(more=1),
    "prototype": lambda f: f["figures"][2]["definition"].update(formula={"op": "constructor"}),
    "row of a prototype": lambda f: f["figures"][2]["definition"].update(
        formula={"op": "count", "where": {"constructor": None}}
    ),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_browser_finds_the_same_forgeries_as_python(page, edition, full_pack, name):
    pack = edition.forged(full_pack, FORGERIES[name])
    assert essence(judged(page, pack)) == essence(as_object(verify(pack)))


def test_browser_refuses_the_same_containers_as_python(page, edition, full_pack):
    files = edition.unpacked(full_pack)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    packs = [
        out.getvalue(),
        full_pack + b"\0",
        b"",
        b"PK\x05\x06",
        edition.packed(files | {"../up": b"x"}),
        edition.packed(files | {"more": b"x"}),
    ]
    packs += [
        edition.reissued(files | {"data/facts.json": data})
        for data in (b"{}", b"[" * 20_000 + b"]" * 20_000, b"\xff", b'{"claims":[')
    ]
    for pack in packs:
        found, expected = judged(page, pack), as_object(verify(pack))
        assert not found["valid"]
        assert {(each["code"], each["file"]) for each in found["findings"]} == {
            (each["code"], each["file"]) for each in expected["findings"]
        }


@pytest.mark.parametrize(
    ("formula", "row"),
    [
        (
            {"op": "percent", "part": {"op": "sum", "field": "n"}, "whole": {"op": "sum", "field": "m"}, "digits": 6},
            {"n": 2**52 + 1, "m": 7},
        ),
        (
            {"op": "percent", "part": {"op": "sum", "field": "n"}, "whole": {"op": "sum", "field": "m"}, "digits": 1},
            {"n": -1, "m": 3},
        ),
        ({"op": "sum", "field": "n"}, {"n": 2**53 - 1}),
        ({"op": "count_distinct", "field": "n"}, {"n": True}),
    ],
)
def test_browser_computes_the_same_decimals_as_python(page, edition, full_pack, formula, row):
    value = evaluate(formula, [row])
    pack = edition.forged(
        full_pack,
        lambda f: (
            f["figures"][2].update(value=value, rows=[row]),
            f["figures"][2]["definition"].update(formula=formula),
        ),
    )
    assert "value_differs" not in {each["code"] for each in judged(page, pack)["findings"]}


def test_browser_verifies_without_the_browsers_own_hashing(browser, tmp_path, full_pack):
    address = tmp_path / "verify.html"
    address.write_bytes(verifier_html())
    page = browser.new_page()
    page.add_init_script("Object.defineProperty(crypto, 'subtle', { value: undefined });")
    page.goto(address.as_uri())
    found = judged(page, full_pack)
    assert found["valid"]
    assert found["sha256"] == verify(full_pack).sha256
    page.close()


def test_browser_verifies_an_unpacked_folder(page, edition, full_pack, tmp_path):
    for name, data in edition.unpacked(full_pack).items():
        path = tmp_path / "unpacked" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    page.set_input_files("#folder", tmp_path / "unpacked")
    page.wait_for_selector("html[data-verdict]")
    assert page.evaluate("document.documentElement.dataset.verdict") == "valid"


def test_page_explains_each_claim_in_both_languages_and_fits_a_phone(page, full_pack):
    judged(page, full_pack)
    page.click(".claims > li:nth-child(3) summary")
    why = page.inner_text(".claims > li:nth-child(3) .why")
    assert "Con số này từ đâu?" in why
    assert "so-tuan-tra.csv" in why
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.click("#language")
    assert "The pack is valid" in page.inner_text(".banner")
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.evaluate("document.querySelectorAll('input[type=number]').length") == 1


def test_evidence_is_handed_over_as_a_download_and_never_run(page, full_pack):
    judged(page, full_pack)
    page.click(".claims > li:nth-child(5) summary")
    with page.expect_download() as download:
        page.click(".claims > li:nth-child(5) .why a[download]")
    assert download.value.suggested_filename == "xac-nhan.html"
    assert download.value.path().read_bytes() == b"<script>alert(1)</script>"


def test_hostile_words_of_a_pack_stay_words(page, edition, full_pack):
    hostile = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
    judged(
        page,
        edition.forged(
            full_pack, lambda f: (f["edition"].update(title=hostile), f["claims"][0].update(sentence=hostile))
        ),
    )
    assert hostile in page.inner_text("main")
    assert page.evaluate("document.querySelectorAll('main script, main img[src=x]').length") == 0
