"""What the public pages show. Nothing here touches a working table."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from minhchung.portal.enums import PublicationKind, TagKind
from minhchung.portal.models import Publication, PublicationTag, Section
from minhchung.portal.related import LEAST_WORDS, STRONGEST_FIRST, searchable

PAGE_SIZE = 30
_MOST_SHARED = 2_000
_MOST_WORDS = 12


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
    asked = searchable(words).split()[:_MOST_WORDS]
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
    """The publications that share most with this one: one shared instruction outweighs any number of tasks, a task any
    number of topics, a topic all words; among equals the newest. What was replaced is never among them."""
    names = list(publication.tags.values_list("name", flat=True))
    shared = (
        PublicationTag.objects.filter(name__in=names, publication__in=standing().values("pk"))
        .exclude(publication=publication)
        .order_by("-publication_id", "name")[:_MOST_SHARED]
    )
    bonds: defaultdict[int, list[PublicationTag]] = defaultdict(list)
    for tag in shared:
        bonds[tag.publication_id].append(tag)
    strength = {pk: _strength(tags) for pk, tags in bonds.items()}
    bound = [pk for pk, counts in strength.items() if any(counts[:-1]) or counts[-1] >= LEAST_WORDS]
    strongest = sorted(bound, key=lambda pk: (strength[pk], pk), reverse=True)[:most]
    found = standing().in_bulk(strongest)
    return [Related(found[pk], _reasons(bonds[pk])) for pk in strongest]


def _strength(tags: list[PublicationTag]) -> tuple[int, ...]:
    """How many tags of each kind are shared, the strongest kind first."""
    counts = Counter(tag.kind for tag in tags)
    return tuple(counts[kind] for kind in STRONGEST_FIRST)


def _reasons(tags: list[PublicationTag]) -> tuple[tuple[TagKind, tuple[str, ...]], ...]:
    by_kind: defaultdict[TagKind, list[str]] = defaultdict(list)
    for tag in tags:
        by_kind[TagKind(tag.kind)].append(tag.label)
    ordered = [kind for kind in STRONGEST_FIRST if kind in by_kind]
    strong = [kind for kind in ordered if kind is not TagKind.WORD] or ordered
    return tuple((kind, tuple(by_kind[kind][:3])) for kind in strong)
