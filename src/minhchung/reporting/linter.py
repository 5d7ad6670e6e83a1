"""No orphan number (P2): every claim a reader could check is bound to what says it, or marked as no claim.

Pure: it reads blocks and values. Whether files can be read is asked by the caller.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from minhchung.reporting.known import Known, KnownDocument, KnownFigure
from vanban import citations, claims
from vanban.citations import Citation
from vanban.claims import Claim, ClaimKind, NotAClaim, NotClaim, Period
from vanban.layout.flat import FlatText, flatten
from vanban.layout.model import Blocks, ListBlock, Mark, MarkKind, walk
from vanban.number import normalise
from vanban.pack.printed import dates_in, says, tidy
from vanban.text.folding import fold
from vanban.text.sentences import Sentence, sentences

MOST_CANDIDATES = 3


@dataclass(frozen=True, slots=True)
class Orphan:
    """A claim that nothing in the records stands behind, where it stands, and what the writer may have meant.

    `reason`: unbound (no mark covers it), differs (its mark says otherwise), unknown (its mark names nothing), unread
    (digits that no reader could make sense of).
    `candidates` are references ready to paste.
    """

    kind: str
    text: str
    sentence: str
    start: int
    end: int
    reason: str
    candidates: tuple[str, ...] = ()


def lint(blocks: Blocks, known: Known) -> tuple[Orphan, ...]:
    """Every orphan of rendered *blocks*, in the order in which a reader meets them; empty means the text is bound.

    Each paragraph, heading and table is read by itself: what stands before it must not excuse a number in it.
    """
    found: list[Orphan] = []
    offset = 0
    for block in walk(blocks):
        if isinstance(block, ListBlock):
            continue
        flat = flatten((block,))
        found += (_moved(orphan, offset) for orphan in _lint(flat, known))
        offset += len(flat.text)
    return tuple(found)


def _lint(flat: FlatText, known: Known) -> list[Orphan]:
    cited = citations.find(flat.text)
    read = claims.find_all(flat.text, cited=cited)
    wrong = [
        (span.start, span.end, span.mark.kind.value, reason)
        for span in flat.spans
        if (reason := fault_of(span.mark, known))
    ]
    loose = [
        (each.start, each.end, "document", "unbound") for each in cited if not _is_bound(flat, each.start, each.end)
    ]
    loose += [
        (each.start, each.end, _kind(each), "unbound")
        for each in read
        if isinstance(each, Claim) and not _is_claim_bound(flat, each) and not _is_own_year(each, known)
    ]
    seen = [(each.start, each.end) for each in (*cited, *read) if not _is_doubtful(each, flat.text)]
    loose += [
        (start, end, "figure", "unread")
        for start, end in _digits(flat.text)
        if not _is_bound(flat, start, end) and not _is_within(start, end, seen)
    ]
    spoken = list(sentences(flat.text))
    return [_orphan(flat, spoken, *each, known) for each in sorted({*wrong, *loose})]


def _digits(text: str) -> list[tuple[int, int]]:
    """Every stretch of digits with what joins them ("42/08/2022", "1.5"): the net under the readers."""
    return [match.span() for match in re.finditer(r"\d+(?:[./,:-]\d+)*%?", text)]


def _is_doubtful(each: Claim | NotClaim | Citation, text: str) -> bool:
    """Whether something called no claim looks too much like one: a day that no calendar has, a percentage."""
    if not isinstance(each, NotClaim):
        return False
    is_day = re.search(r"\d/\d{1,2}/\d", each.text) is not None and each.reason is not NotAClaim.PART_OF_CITATION
    return is_day or text[each.end : each.end + 2].lstrip().startswith("%")


def _is_within(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low <= start and end <= high for low, high in spans)


def _moved(orphan: Orphan, offset: int) -> Orphan:
    return replace(orphan, start=orphan.start + offset, end=orphan.end + offset)


def fault_of(mark: Mark, known: Known) -> str:
    """What is wrong with a mark: "unknown" when it names nothing, "differs" when its words say something else."""
    if mark.kind is MarkKind.NOT_A_CLAIM:
        return ""
    if mark.kind is MarkKind.ORPHAN:
        return "unbound"
    keys = known.keys(mark.kind.value)
    if mark.key not in keys:
        return "unknown"
    if mark.kind is MarkKind.FIGURE:
        is_said = _says_figure(mark.text, known.figures[mark.key])
    elif mark.kind is MarkKind.DATE:
        is_said = dates_in(mark.text) == [known.dates[mark.key].isoformat()]
    elif mark.kind is MarkKind.DOCUMENT:
        is_said = cites(mark.text, known.documents[mark.key])
    else:
        is_said = tidy(mark.text) == tidy(known.printed(mark.kind.value, mark.key))
    return "" if is_said else "differs"


def cites(text: str, document: KnownDocument) -> bool:
    """Whether *text* cites *document* and nothing else: what it says of type, number, date and title is the document's."""
    if tidy(text) == tidy(document.citation):
        return True
    found = [each for each in citations.find(text) if isinstance(each, Citation)]
    if len(found) != 1:
        return False
    issued_on = document.issued_on.isoformat() if document.issued_on else ""
    return _agrees(found[0], document, issued_on) and all(day == issued_on for day in dates_in(text))


def _agrees(cited: Citation, document: KnownDocument, issued_on: str) -> bool:
    if cited.type and document.type and cited.type != document.type:
        return False
    if cited.number and normalise(cited.number) != normalise(document.number):
        return False
    if cited.date and not issued_on.startswith(cited.date):
        return False
    if cited.number:
        return bool(document.number)
    return bool(cited.title or cited.text) and _is_named(cited, document)


def _is_named(cited: Citation, document: KnownDocument) -> bool:
    """Whether a citation without a number names the document by its title."""
    names = [fold(tidy(name)) for name in (document.title, document.subject) if name]
    said = [fold(tidy(name)) for name in (cited.title, cited.text) if name]
    return any(name and (name in text or text in name) for name in names for text in said if len(text) > 8)


def _says_figure(text: str, figure: KnownFigure) -> bool:
    value = figure.value
    typed = int(value) if value.lstrip("-").isdigit() and not figure.is_percentage else value or None
    return any(says(text, typed, form.value) for form in figure.forms)


def _is_bound(flat: FlatText, start: int, end: int) -> bool:
    """Whether the whole stretch lies in the words of one mark (that are right or faulted on their own)."""
    return flat.covering(start, end) is not None


def _is_claim_bound(flat: FlatText, claim: Claim) -> bool:
    """Whether a claim is bound: in one mark, or, for "26/26" and "3 - 5", each of its numbers in a mark of its own."""
    if _is_bound(flat, _first(claim), claim.end):
        return True
    if claim.kind not in (ClaimKind.FRACTION, ClaimKind.RANGE):
        return False
    return all(
        _is_bound(flat, claim.start + number.start(), claim.start + number.end())
        for number in re.finditer(r"\d[\d.,]*", claim.text)
    )


def _first(claim: Claim) -> int:
    """Where the claim itself begins: after the word "ngày", which a writer leaves outside the reference."""
    word = re.match(r"ngày\s+", claim.text, re.IGNORECASE) if claim.kind is ClaimKind.DATE else None
    return claim.start + (word.end() if word else 0)


def _is_own_year(claim: Claim, known: Known) -> bool:
    """Whether a claim only names the reported year, or the year the report looks ahead to."""
    value = claim.value
    if not isinstance(value, Period):
        return False
    is_whole = (value.first.month, value.first.day, value.last.month, value.last.day) == (1, 1, 12, 31)
    return is_whole and value.first.year == value.last.year and value.first.year in known.years


def _kind(claim: Claim) -> str:
    """The kind of an orphan: a date, a period, or a figure of any sort."""
    return claim.kind.value if claim.kind in (ClaimKind.DATE, ClaimKind.PERIOD) else "figure"


def _orphan(
    flat: FlatText, spoken: Sequence[Sentence], start: int, end: int, kind: str, reason: str, known: Known
) -> Orphan:
    text = flat.text[start:end]
    sentence = next((each.text for each in spoken if each.start <= start < each.end), text)
    return Orphan(kind, text, sentence, start, end, reason, candidates(text, kind, sentence, known))


def candidates(text: str, kind: str, sentence: str, known: Known) -> tuple[str, ...]:
    """References that could stand for an orphan: figures of the same value or phrase, documents of a similar number."""
    if kind == "document":
        return _documents_like(text, known)
    if kind == "date":
        days = dates_in(text)
        return tuple(f"{{date:{key}}}" for key, day in known.dates.items() if day.isoformat() in days)[:MOST_CANDIDATES]
    folded = fold(sentence)
    ranked = [
        (not _says_figure(text.strip(), figure), -_phrase_length(figure, folded), figure.key)
        for figure in known.figures.values()
    ]
    good = sorted(each for each in ranked if not each[0] or each[1])
    return tuple(f"{{figure:{key}}}" for _, _, key in good[:MOST_CANDIDATES])


def _documents_like(text: str, known: Known) -> tuple[str, ...]:
    cited = next((each for each in citations.find(text) if isinstance(each, Citation) and each.number), None)
    if cited and cited.number:
        numbers = {normalise(document.number): key for key, document in known.documents.items() if document.number}
        near = get_close_matches(normalise(cited.number), list(numbers), n=MOST_CANDIDATES, cutoff=0.6)
        return tuple(f"{{document:{numbers[number]}}}" for number in near)
    titles = {fold(document.title or document.subject): key for key, document in known.documents.items()}
    near = get_close_matches(fold(text), list(titles), n=MOST_CANDIDATES, cutoff=0.5)
    return tuple(f"{{document:{titles[title]}}}" for title in near)


def _phrase_length(figure: KnownFigure, folded: str) -> int:
    return max((len(phrase) for phrase in figure.phrases if fold(phrase) in folded), default=0)
