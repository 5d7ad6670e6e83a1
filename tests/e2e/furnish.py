"""Furnish an installation of its own for the browser: `python -m tests.e2e.furnish`, with MINHCHUNG_DATA set.

Prints what the tests need to know as JSON: passwords, and addresses for the head and for readers without an account.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import django
from django.core.management import call_command

PASSWORD = "Sen nở mùa hạ 2022"
SUBJECT = "Nội quy phòng cháy, chữa cháy"
_NOT_PAGES = ("file", "picture", "feed", "verifier", "panel", "favicon", "set_language", "proof")


def main() -> None:
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    json.dump(furnish(), sys.stdout)


def furnish() -> dict[str, object]:
    """A house with its shelves; somebody with a task that is late and a document of two pages to read."""
    from tests.factories.house import NOW, TODAY, make_house

    from minhchung import clock
    from minhchung.accounts.actions import reset_password
    from minhchung.accounts.models import User
    from minhchung.documents.actions import register_incoming
    from minhchung.files.actions import store
    from minhchung.organisation.actions import link_user
    from minhchung.organisation.models import RoleGrant
    from minhchung.work.actions import create_task, open_briefing

    house = make_house()
    unit, head, colleague = house.world.unit, house.head, house.people["colleague"]
    administrator = User.objects.create(username="quan-tri", display_name="quan-tri", created_at=NOW)
    RoleGrant.objects.create(user=administrator, role="administrator", unit=unit, since=TODAY)
    with clock.at(NOW):
        link_user(person=house.world.people[0], user=colleague, by=administrator)
        entry = register_incoming(
            unit=unit, by=house.world.clerk, number="12/PC07", issued_on=TODAY, issuer="Công an tỉnh Mẫu",
            document_type="cong_van", subject=SUBJECT, received_on=TODAY, text="Điều 1. Nội quy.", page_count=2,
            file=store(_two_pages(), name="noi-quy.pdf", by=house.world.clerk),
        )  # fmt: skip
        version = entry.document.versions.get()
        briefing = open_briefing(unit=unit, version=version, opened_on=TODAY, due_on=TODAY, by=head, key="noi-quy")
        create_task(
            key="viec-cua-toi", unit=unit, title="Kiểm tra bình chữa cháy", lead=house.world.people[0],
            source=entry.document, due_on=TODAY - timedelta(days=2), by=head,
        )  # fmt: skip
        one_time = reset_password(user=house.world.clerk, by=administrator)
    for user in (head, colleague):
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
    return {
        "one_time": one_time,
        "briefing": briefing.get_absolute_url(),
        "report": house.report.get_absolute_url(),
        "publication": house.publication.get_absolute_url(),
        "pages": {"giam-doc": _pages(house, place=4), "": [*_pages(house, place=0), "/khong-co-trang-nay/"]},
    }


def _two_pages() -> bytes:
    from datetime import date

    from vanban.layout.model import Header, OfficialDocument, PageBreak, Paragraph, Text
    from vanban.layout.pdf import compose_pdf

    header = Header(
        issuing_body="Công an tỉnh Mẫu", symbol="PC07", place="Mẫu", subject=SUBJECT, document_type="Nội quy",
        number=12, issued_on=date(2022, 12, 16),
    )  # fmt: skip
    body = (Paragraph((Text("Trang thứ nhất."),)), PageBreak(), Paragraph((Text("Trang thứ hai."),)))
    return compose_pdf(OfficialDocument(header=header, body=body))


def _pages(house: object, *, place: int) -> list[str]:
    """Addresses that answer with a page to the visitor at that *place* of a row of statuses."""
    from tests.factories.addresses import address, rows

    return [
        address(label, row, house)
        for label, row in rows().items()
        if row.statuses.split()[place] == "200" and not any(word in label for word in _NOT_PAGES)
    ]


if __name__ == "__main__":
    main()
