"""An installation of its own, served as an agency serves it, and a browser that reports every trouble."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from tests.e2e.furnish import PASSWORD

ROOT = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]  # fmt: skip


@dataclass(frozen=True)
class Site:
    url: str
    said: dict[str, Any]


@pytest.fixture(autouse=True)
def data_folder() -> None:
    """The installation under test has a folder and a process of its own."""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A furnished installation behind gunicorn, with the policies and the hashed files of production."""
    folder = tmp_path_factory.mktemp("installation")
    folder.chmod(0o700)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MINHCHUNG_", "DJANGO_"))}
    environment |= {
        "MINHCHUNG_DATA": str(folder),
        "MINHCHUNG_SECRET_KEY": "the browser's own key, which signs nothing that anybody will ever keep",
        "DJANGO_SETTINGS_MODULE": "minhchung.config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    asked = {"cwd": ROOT, "env": environment}
    made = subprocess.run([sys.executable, "-m", "tests.e2e.furnish"], **asked, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr
    port = _free_port()
    command = [Path(sys.executable).with_name("minhchung"), "serve", f"127.0.0.1:{port}", "--workers", "2"]
    with (folder / "served.log").open("wb") as log:
        server = subprocess.Popen(command, **asked, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/", server)
        yield Site(f"http://127.0.0.1:{port}", json.loads(made.stdout))
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        chromium = running.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Any, site: Site) -> Iterator[Callable[..., Any]]:
    """A page for one visitor; at the end nothing may have failed in it or asked another server."""
    contexts, troubles = [], []

    def begin(**options: Any) -> Any:
        context = browser.new_context(base_url=site.url, **({"viewport": {"width": 1280, "height": 860}} | options))
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda asked: asked.url.startswith((site.url, "data:")) or troubles.append(asked.url))
        return page

    yield begin
    for context in contexts:
        context.close()
    assert troubles == []


@pytest.fixture(scope="session")
def sessions(browser: Any, site: Site) -> Callable[[str], Any]:
    """The state of a browser in which somebody has signed in, each of them once."""
    kept: dict[str, Any] = {}

    def state(username: str) -> Any:
        if username not in kept:
            context = browser.new_context(base_url=site.url)
            sign_in(context.new_page(), username, PASSWORD)
            kept[username] = context.storage_state()
            context.close()
        return kept[username]

    return state


def sign_in(page: Any, username: str, password: str) -> None:
    page.goto("/tai-khoan/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "dang-nhap" not in url)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended before it answered"
        try:
            urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise AssertionError("the server did not answer within a minute")
