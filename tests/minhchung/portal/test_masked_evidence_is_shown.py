"""The page of a claim shows the masked copy of hidden evidence beside its commitment, and opens what is public."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from minhchung.portal.models import Publication
from minhchung.portal.views import _explain

pytestmark = pytest.mark.django_db

PICTURE = {
    "path": f"data/evidence/{'ab' * 32}.png",
    "sha256": "ab" * 32,
    "media_type": "image/png",
    "name": "ban-che.png",
}
TABLE = {"path": f"data/evidence/{'ba' * 32}.csv", "sha256": "ba" * 32, "media_type": "text/csv", "name": "ban-che.csv"}
LAW = {
    "path": f"data/evidence/{'cd' * 32}.pdf",
    "sha256": "cd" * 32,
    "media_type": "application/pdf",
    "name": "luat.pdf",
}


def told(*files: dict[str, Any]) -> str:
    facts = {
        "claims": [{"id": "c1", "kind": "list", "text": "Ảnh", "sentence": "Ảnh.", "anchor": "c1", "evidence": ["e1"]}],
        "figures": [],
        "documents": [],
        "evidence": [{"id": "e1", "title": "Ảnh hội nghị", "files": list(files)}],
    }
    publication = Publication(slug="bao-cao", title="Báo cáo", fingerprint="f" * 64)
    context = {"publication": publication, **(_explain(facts, "c1") or {})}
    return render_to_string("portal/claim.html", context, RequestFactory().get("/"))


def hidden(masked: dict[str, Any] | None) -> dict[str, Any]:
    return {"commitment": "12" * 32, "media_type": "application/pdf", "masked": masked}


def test_a_masked_picture_is_shown_and_opened() -> None:
    page = told(hidden(PICTURE))
    assert f'src="/cong-bo/bao-cao/tep/{"ab" * 32}.png"' in page
    assert "xem bản đã che" in page


@pytest.mark.parametrize("masked", [None, TABLE])
def test_what_has_no_picture_shows_none(masked: dict[str, Any] | None) -> None:
    page = told(hidden(masked))
    assert "<img" not in page.partition("<main")[2]
    assert ("xem bản đã che" in page) == (masked is not None)


def test_a_public_file_is_opened_as_itself() -> None:
    page = told(LAW)
    assert "mở tệp" in page
    assert "xem bản đã che" not in page
