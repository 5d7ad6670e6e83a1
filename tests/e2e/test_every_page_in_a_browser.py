"""Every page, in light and dark: axe finds nothing against WCAG 2.2 AA, and no phone has to scroll sideways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.e2e.conftest import ROOT, Site

pytestmark = pytest.mark.browser
AXE = ROOT / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (1280, 360, 320)


@pytest.mark.parametrize("username", ["", "giam-doc"])
def test_pages_are_accessible_and_fit_a_phone(
    visit: Callable[..., Any], sessions: Callable[[str], Any], site: Site, username: str
) -> None:
    page = visit(bypass_csp=True, reduced_motion="reduce", storage_state=sessions(username) if username else None)
    axe, wrong = AXE.read_text(encoding="utf-8"), []
    for address in site.said["pages"][username]:
        page.set_viewport_size({"width": 1280, "height": 860})
        page.emulate_media(color_scheme="light")
        page.goto(address)
        page.evaluate(axe)
        wrong += _found(page, address, "light")
        page.set_viewport_size({"width": 360, "height": 780})
        page.emulate_media(color_scheme="dark")
        wrong += _found(page, address, "dark")
        wrong += [f"{address}: {over} px too wide at {width}" for width in WIDTHS if (over := _overflow(page, width))]
    assert not wrong, "\n".join(wrong)


def _found(page: Any, address: str, theme: str) -> list[str]:
    answer = page.evaluate("rules => axe.run(document, { runOnly: rules })", RULES)
    return [
        f"{address} ({theme}): {each['id']} at {node['target']}: {node['failureSummary'][:200]}"
        for each in answer["violations"]
        for node in each["nodes"][:3]
    ]


def _overflow(page: Any, width: int) -> int:
    page.set_viewport_size({"width": width, "height": 780})
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
