"""Publish: write a bundle once, and tell the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.accounts.models import User
from minhchung.audit.ledger import record, stamp, target_name
from minhchung.documents.enums import DocumentState
from minhchung.documents.models import Document
from minhchung.portal import sources
from minhchung.portal.bundle import BundleFile, write_bundle
from minhchung.portal.enums import PublicationKind
from minhchung.portal.errors import AlreadyPublishedError, NotPublishableError
from minhchung.portal.models import Publication, PublicationTag, Section
from minhchung.portal.permissions import require_can_publish
from minhchung.portal.related import Tag, searchable, word_tags
from minhchung.reporting.models import Edition
from minhchung.work.texts import key, line, paragraphs
from vanban.text import fold

_SLUG_LENGTH = 100


@transaction.atomic
def open_section(*, slug: str, name: str, by: User, ordinal: int = 1) -> Section:
    """The section *slug* of the portal, opened if it is new."""
    require_can_publish(by)
    said = {"name": line(name, field="name", most=160), "ordinal": ordinal}
    section, is_new = Section.objects.get_or_create(slug=key(slug), defaults=said)
    if is_new:
        record("section.opened", target=section, by=by, facts={"slug": section.slug, "name": section.name})
    return section


@transaction.atomic
def publish_edition(*, edition: Edition, section: Section, by: User, summary: str = "") -> Publication:
    """Publish an issued edition; it takes the place of the report's earlier edition, if one is published.

    Once a later edition is out, an earlier one is refused: readers would take it for the news.
    """
    require_can_publish(by, unit=edition.report.unit)
    _publish_alone()
    source = target_name(edition)
    _refuse_twice(source, edition.title)
    standing = _standing_edition(edition)
    if standing is not None and standing.ordinal > edition.ordinal:
        raise NotPublishableError(title=edition.title, reason=_("bản đính chính sau đó đã được công bố"))
    page, files, fingerprint = sources.of_edition(
        edition, paragraphs(summary, field="summary", most=2000, required=False)
    )
    replaced = standing and Publication.objects.get(source=target_name(standing))
    return _publish(
        Publication(
            slug=_free_slug(edition.title),
            kind=PublicationKind.REPORT,
            section=section,
            title=edition.title,
            summary=page["summary"],
            number=edition.number,
            issued_on=edition.issued_on,
            source=source,
            fingerprint=fingerprint,
            is_illustrative=edition.report.is_illustrative,
            replaces=replaced,
        ),
        page,
        files,
        sources.tags_of_edition(edition),
        by=by,
    )


@transaction.atomic
def publish_document(*, document: Document, section: Section, by: User) -> Publication:
    """Publish one of the agency's documents with its file, its number, dates and subject (NĐ 42/2022 Art. 4)."""
    require_can_publish(by, unit=document.unit)
    _publish_alone()
    if document.state != DocumentState.ISSUED:
        raise NotPublishableError(title=document.subject, reason=_("văn bản chưa ban hành hoặc đã thu hồi"))
    if document.sensitivity != Sensitivity.OPEN:
        raise NotPublishableError(title=document.subject, reason=_("văn bản không ở mức dùng chung toàn cơ quan"))
    source = target_name(document)
    _refuse_twice(source, document.subject)
    page, files = sources.of_document(document)
    return _publish(
        Publication(
            slug=_free_slug(f"{document.number} {document.subject}"),
            kind=PublicationKind.DOCUMENT,
            section=section,
            title=document.subject,
            number=document.number,
            issued_on=document.issued_on,
            source=source,
            is_illustrative=document.is_illustrative,
        ),
        page,
        files,
        sources.tags_of_document(document),
        by=by,
    )


@transaction.atomic
def publish_article(
    *,
    title: str,
    body: Iterable[str],
    section: Section,
    by: User,
    tags: Iterable[Tag] = (),
    illustrative: bool = False,
) -> Publication:
    """Publish a short article of plain paragraphs; *tags* say what it is about."""
    require_can_publish(by)
    _publish_alone()
    title = line(title, field="title", most=300)
    texts = paragraphs("\n".join(body), field="body", most=50_000).splitlines()
    texts = [text for text in texts if text.strip()]
    named = [
        Tag(tag.kind, line(tag.key, field="tag", most=100), line(tag.label, field="tag", most=500)) for tag in tags
    ]
    slug = _free_slug(title)
    page = sources.of_article(title, texts)
    publication = Publication(
        slug=slug,
        kind=PublicationKind.ARTICLE,
        section=section,
        title=title,
        summary=texts[0][:300],
        source=f"portal.article:{slug}",
        is_illustrative=illustrative,
    )
    return _publish(publication, page, [], named, by=by)


def _publish(
    publication: Publication, page: dict[str, Any], files: list[BundleFile], tags: list[Tag], *, by: User
) -> Publication:
    publication.published_at, publication.published_by = clock.now(), by
    text = page["text"]
    publication.folded = searchable(f"{publication.number} {publication.title} {publication.summary} {text}")
    described = {
        **page,
        "slug": publication.slug,
        "kind": publication.kind,
        "section": publication.section.slug,
        "title": publication.title,
        "number": publication.number,
        "issued_on": publication.issued_on.isoformat() if publication.issued_on else "",
        "published_at": stamp(publication.published_at),
    }
    publication.folder, publication.page_sha256 = write_bundle(publication.slug, described, files)
    publication.save()
    named = {tag.name: tag for tag in [*tags, *word_tags(f"{publication.title}. {text}")]}
    PublicationTag.objects.bulk_create(
        PublicationTag(publication=publication, kind=tag.kind, name=name, label=tag.label[:500])
        for name, tag in sorted(named.items())
    )
    facts = {"slug": publication.slug, "source": publication.source, "page_sha256": publication.page_sha256}
    record("publication.published", target=publication, by=by, facts=facts)
    return publication


def _publish_alone() -> None:
    """One publishes at a time: what is taken (slug, source, the place of an earlier edition) is asked under this lock."""
    list(Section.objects.select_for_update().order_by("pk"))


def _standing_edition(edition: Edition) -> Edition | None:
    """The edition of the same report that readers find on the portal now."""
    editions = {target_name(each): each for each in Edition.objects.filter(report=edition.report_id)}
    published = Publication.objects.filter(source__in=editions, replaced_by__isnull=True).first()
    return editions[published.source] if published else None


def _refuse_twice(source: str, title: str) -> None:
    if Publication.objects.filter(source=source).exists():
        raise AlreadyPublishedError(title=title)


def _free_slug(title: str) -> str:
    slug = slugify(fold(title))[:_SLUG_LENGTH].strip("-") or "cong-bo"
    taken = set(Publication.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    return next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
