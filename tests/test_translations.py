"""Every sentence of the interface stands in English too, whole and with the same placeholders."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from django.utils.translation import template as django_template

SOURCE = Path(__file__).parent.parent / "src" / "minhchung"
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/apps.py"))
OUTSIDE_ROOMS = "look"
"""The room whose catalogue holds what stands in no room (errors.py)."""
KEYWORDS = {
    "_": None,
    "_t": None,
    "_lazy": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}
VIETNAMESE = re.compile(r"[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ]", re.IGNORECASE)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*(?:[:!][^}]*)?\}")
SPOKEN = re.compile(r"“[^”]*”|‘[^’]*’|[A-ZĐ]\w+ ?›|NĐ|QĐ|TT|Tiếng Việt|Hà Nội|Minh Chứng")
"""Vietnamese that an English sentence may hold: what is quoted, abbreviations of official texts, own names."""

PATTERNS = ("*.py", "*.html", "*.txt")
SPEAKS_BOTH = ("500.html",)
"""No translation runs once the server has failed: this page says it in both languages."""


def paths_of(room: str) -> Iterator[Path]:
    for pattern in PATTERNS:
        yield from sorted(path for path in (SOURCE / room).rglob(pattern) if "migrations" not in path.parts)
    if room == OUTSIDE_ROOMS:
        yield from sorted(SOURCE.glob("*.py"))


def said_in(path: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(context, (singular[, plural])) of each message in a file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        text = django_template.templatize(text, origin=str(path))
    for _line, message, _comments, context in extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS):
        forms = message if isinstance(message, tuple) else (message,)
        if forms[0]:
            yield context or "", tuple(form for form in forms if form)


@cache
def said_by(room: str) -> dict[tuple[str, str], tuple[str, ...]]:
    said: dict[tuple[str, str], tuple[str, ...]] = {}
    for path in paths_of(room):
        for context, forms in said_in(path):
            said.setdefault((context, forms[0]), forms)
    return said


@cache
def translated_by(room: str) -> dict[tuple[str, str], Message]:
    path = SOURCE / room / "locale" / "en" / "LC_MESSAGES" / "django.po"
    if not path.exists():
        return {}
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en", abort_invalid=True)
    found = {}
    for message in catalogue:
        if message.id:
            first = message.id[0] if isinstance(message.id, tuple) else message.id
            found[(message.context or "", str(first))] = message
    return found


def strings_of(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string,)


def names_in(text: str) -> set[str]:
    return {re.split(r"[:!]", found)[0].rstrip("}") for found in PLACEHOLDER.findall(text)}


@pytest.mark.parametrize("room", ROOMS)
def test_each_sentence_of_a_room_is_translated_there(room: str) -> None:
    assert sorted(set(said_by(room)) - set(translated_by(room))) == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_translation_is_left_over(room: str) -> None:
    assert sorted(set(translated_by(room)) - set(said_by(room))) == []


@pytest.mark.parametrize("room", ROOMS)
def test_each_translation_is_whole(room: str) -> None:
    wrong = [
        key
        for key, message in translated_by(room).items()
        if message.fuzzy or not all(string.strip() for string in strings_of(message))
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_each_translation_keeps_the_placeholders(room: str) -> None:
    wrong = []
    for (_context, said), message in translated_by(room).items():
        for string in strings_of(message):
            if names_in(string) != names_in(said):
                wrong.append((said, string))
    assert wrong == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_vietnamese_is_left_in_the_english(room: str) -> None:
    strings = [string for message in translated_by(room).values() for string in strings_of(message)]
    assert [string for string in strings if VIETNAMESE.search(SPOKEN.sub("", string))] == []


def test_one_sentence_is_said_one_way_in_all_rooms() -> None:
    """Django merges the catalogues: of two translations of one sentence, readers of both rooms would get the same one."""
    ways: dict[tuple[str, str], dict[tuple[str, ...], list[str]]] = {}
    for room in ROOMS:
        for key, message in translated_by(room).items():
            ways.setdefault(key, {}).setdefault(strings_of(message), []).append(room)
    assert {key: found for key, found in ways.items() if len(found) > 1} == {}


def test_the_extraction_sees_templates_and_code_and_finds_what_is_missing(tmp_path: Path) -> None:
    page, code = tmp_path / "a.html", tmp_path / "a.py"
    page.write_text('{% load i18n %}{% translate "Tệp" %}{% blocktranslate %}Có {{ n }} tệp{% endblocktranslate %}')
    code.write_text('_("Bản %(n)s")\nngettext("một", "nhiều", 2)\n')

    assert [forms for _context, forms in [*said_in(page), *said_in(code)]] == [
        ("Tệp",),
        ("Có %(n)s tệp",),
        ("Bản %(n)s",),
        ("một", "nhiều"),
    ]
    assert names_in("Tệp “{name}” {day:%d/%m/%Y} %(n)s") == {"{name", "{day", "%(n)s"}


def test_text_in_templates_goes_through_translation() -> None:
    """Vietnamese words between tags, outside every translation, would stay Vietnamese for an English reader."""
    bare = re.compile(
        r"{%\s*(?:blocktranslate|blocktrans|comment)\b.*?{%\s*end\w+\s*%}|{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL
    )
    attribute = re.compile(r'\s(?:name|value|href|id|class|action|for|data-[\w-]+|src|lang)="[^"]*"')
    wrong = []
    for path in sorted(path for path in SOURCE.rglob("*.html") if path.name not in SPEAKS_BOTH):
        text = attribute.sub("", bare.sub("", path.read_text(encoding="utf-8")))
        wrong += [
            f"{path.name}: {line.strip()[:80]}" for line in text.splitlines() if VIETNAMESE.search(SPOKEN.sub("", line))
        ]
    assert wrong == []
