"""What the public pages show. Nothing here touches a working table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from minhchung.portal.enums import PublicationKind, TagKind
from minhchung.portal.models import Publication, PublicationTag, Section
from minhchung.portal.related import WEIGHTS
from vanban.text import fold

PAGE_SIZE = 30


@dataclass(frozen=True, slots=True)
class Related:
    """Another publication and why it is related, the strongest reason first."""

    publication: Publication
    reasons: tuple[tuple[TagKind, tuple[str, ...]], ...]


def standing() -> QuerySet[Publication]:
    """Publications that no correction has replaced, newest first."""
    return Publication.objects.filter(replaced_by__isnull=True).select_related("section")


def sections() -> QuerySet[Section]:
    return Section.objects.order_by("ordinal", "slug")


def newest(*, section: Section | None = None, kind: PublicationKind | None = None) -> QuerySet[Publication]:
    found = standing()
    if section is not None:
        found = found.filter(section=section)
    if kind is not None:
        found = found.filter(kind=kind)
    return found.order_by("-published_at", "-pk")


def matching(words: str) -> QuerySet[Publication]:
    """Publications that hold every word asked for, whatever the accents; a number may be asked as "118 STTTT"."""
    asked = fold(words).replace("/", " ").replace("-", " ").split()[:12]
    condition = Q()
    for word in asked:
        condition &= Q(folded__contains=word)
    return standing().filter(condition) if asked else Publication.objects.none()


def of_fingerprint(sha256: str) -> Publication | None:
    """The publication whose pack, page or file has this SHA-256 as its fingerprint."""
    return Publication.objects.filter(fingerprint=sha256).select_related("section").first()


def history(publication: Publication) -> list[Publication]:
    """What this publication corrected, the nearest first."""
    found, step = [], publication.replaces
    while step is not None:
        found.append(step)
        step = step.replaces
    return found


def related(publication: Publication, *, most: int = 5) -> list[Related]:
    """The publications that share most with this one: a shared instruction outweighs a task, a topic, words."""
    mine = {tag.name: tag for tag in publication.tags.all()}
    shared = (
        PublicationTag.objects.filter(name__in=mine, publication__replaced_by__isnull=True)
        .exclude(publication=publication)
        .order_by("-publication_id", "name")[:2000]
    )
    bonds: defaultdict[int, list[PublicationTag]] = defaultdict(list)
    for tag in shared:
        bonds[tag.publication_id].append(tag)
    strength = {pk: sum(WEIGHTS[TagKind(tag.kind)] for tag in tags) for pk, tags in bonds.items()}
    strongest = sorted(strength, key=lambda pk: (-strength[pk], -pk))[:most]
    found = standing().in_bulk(strongest)
    return [Related(found[pk], _reasons(bonds[pk])) for pk in strongest if pk in found and strength[pk] > 2]


def _reasons(tags: list[PublicationTag]) -> tuple[tuple[TagKind, tuple[str, ...]], ...]:
    by_kind: defaultdict[TagKind, list[str]] = defaultdict(list)
    for tag in tags:
        by_kind[TagKind(tag.kind)].append(tag.label)
    ordered = sorted(by_kind, key=lambda kind: -WEIGHTS[kind])
    strong = [kind for kind in ordered if kind is not TagKind.WORD] or ordered
    return tuple((kind, tuple(by_kind[kind][:3])) for kind in strong)
