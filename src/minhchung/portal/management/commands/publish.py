"""`minhchung publish KEY`: the newest edition of a report, or a document, onto the portal."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from minhchung.accounts.models import User
from minhchung.documents.models import Document
from minhchung.errors import MinhChungError
from minhchung.portal.actions import open_section, publish_document, publish_edition
from minhchung.portal.models import Publication, Section
from minhchung.reporting.management.asking import actor, report_named
from minhchung.reporting.models import Edition


class Command(BaseCommand):
    help = "Publish the newest edition of a report, or with --document one of the agency's documents, on the portal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key", help="key of the report, or of the document")
        parser.add_argument("--document", action="store_true", help="KEY names a document")
        parser.add_argument("--by", required=True, help="user who publishes: an editor or the head")
        parser.add_argument("--section", default="thong-tin-chi-dao-dieu-hanh", help="where it stands on the portal")
        parser.add_argument("--section-name", default="Thông tin chỉ đạo, điều hành", help="its name when it is new")

    def handle(self, *args: object, **options: str) -> None:
        try:
            by = actor(options["by"])
            section = open_section(slug=options["section"], name=options["section_name"], by=by)
            publish = _document if options["document"] else _edition
            published = publish(options["key"], section, by)
        except MinhChungError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Đã công bố: {published.get_absolute_url()}")


def _edition(key: str, section: Section, by: User) -> Publication:
    edition = Edition.objects.filter(report=report_named(key)).order_by("-ordinal").first()
    if edition is None:
        raise CommandError(f"Báo cáo “{key}” chưa ban hành nên chưa công bố được.")
    return publish_edition(edition=edition, section=section, by=by)


def _document(key: str, section: Section, by: User) -> Publication:
    document = Document.objects.filter(key=key).first()
    if document is None:
        raise CommandError(f"Không có văn bản “{key}”.")
    return publish_document(document=document, section=section, by=by)
