"""Typed fields of an activity: one mechanism for the types in the folder and for those an agency names itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from minhchung.work.errors import TextRefusedError
from minhchung.work.texts import line, paragraphs
from vanban.text import parse_date

Details = dict[str, object]
MOST_FINDINGS = 50
MOST_ROWS = 500
LARGEST = 999_999_999
_TIME = re.compile(r"([01]?\d|2[0-3])[:hg]([0-5]\d)")
_NUMBER = re.compile(r"\d{1,9}")


class Kind(StrEnum):
    TEXT = "text"
    PARAGRAPHS = "paragraphs"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    FLAG = "flag"
    LIST = "list"
    TABLE = "table"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Label:
    """A name in both languages; as text it is in the language of the reader."""

    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "vi").startswith("en") else self.vi


@dataclass(frozen=True, slots=True)
class Choice:
    code: str
    label: Label


@dataclass(frozen=True, slots=True)
class Field:
    """One typed field: `least` and `most` bound a number, the length of a text or the count of rows.

    `columns` are the fields of one row of a table; `of` names what a reference points at ("standard").
    """

    name: str
    label: Label
    kind: Kind
    required: bool = False
    choices: tuple[Choice, ...] = ()
    columns: tuple[Field, ...] = ()
    least: int = 0
    most: int | None = None
    of: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one field: its place ("missed[1].reason"), a stable rule and a sentence."""

    place: str
    rule: str
    sentence: str


Exists = Callable[[str, str], bool]
"""Whether a thing of a kind exists: exists("standard", "antt-2022")."""


def clean(fields: Sequence[Field], details: object, *, exists: Exists) -> tuple[Details, list[Finding]]:
    """Return the typed values of *details* in the order of *fields*, and what is wrong with the rest.

    Values are str, int, bool, list[str] or list of rows; dates are ISO texts and times "HH:MM". Empty values are left
    out. What no field names is a finding, never silently dropped. At most MOST_FINDINGS findings are returned.
    """
    findings: list[Finding] = []
    cleaned = _clean_row(fields, details, exists, "", findings)
    return cleaned, findings[:MOST_FINDINGS]


def _clean_row(
    fields: Sequence[Field], details: object, exists: Exists, prefix: str, findings: list[Finding]
) -> Details:
    if not isinstance(details, Mapping):
        findings.append(Finding(prefix.rstrip(".") or "details", "shape", _("phải gồm các ô có tên")))
        return {}
    names = {field.name for field in fields}
    unknown = [name for name in details if name not in names]
    findings.extend(
        Finding(f"{prefix}{str(name)[:40]}", "unknown", _("loại hoạt động này không có ô đó")) for name in unknown[:10]
    )
    cleaned: Details = {}
    for field in fields:
        value = _clean_field(field, details.get(field.name), exists, f"{prefix}{field.name}", findings)
        if value is not None:
            cleaned[field.name] = value
    return cleaned


def _clean_field(field: Field, value: object, exists: Exists, place: str, findings: list[Finding]) -> object:
    if value is None or value in ("", [], ()) or (isinstance(value, str) and not value.strip()):
        if field.required:
            findings.append(Finding(place, "required", _("bắt buộc phải có")))
        return None
    if len(findings) >= MOST_FINDINGS:
        return None
    if field.kind is Kind.TABLE:
        return _clean_table(field, value, exists, place, findings)
    try:
        return _READERS[field.kind](field, value, exists)
    except TextRefusedError as refusal:
        findings.append(Finding(place, "text", str(refusal.data["reason"])))
    except _Unreadable as refusal:
        findings.append(Finding(place, refusal.rule, refusal.sentence))
    return None


def _clean_table(field: Field, value: object, exists: Exists, place: str, findings: list[Finding]) -> object:
    rows = _rows(field, value)
    if isinstance(rows, Finding):
        findings.append(Finding(place, rows.rule, rows.sentence))
        return None
    return [
        _clean_row(field.columns, row, exists, f"{place}[{index}].", findings)
        for index, row in enumerate(rows)
        if len(findings) < MOST_FINDINGS
    ]


def _rows(field: Field, value: object) -> list[object] | Finding:
    most = field.most or MOST_ROWS
    if not isinstance(value, list | tuple):
        return Finding("", "shape", _("phải là danh sách các dòng"))
    if len(value) > most:
        return Finding("", "too_many", _("quá %(most)d dòng") % {"most": most})
    return list(value)


class _Unreadable(Exception):
    def __init__(self, rule: str, sentence: str) -> None:
        self.rule, self.sentence = rule, sentence


def _text(field: Field, value: object, _exists: Exists) -> str:
    return line(value, field=field.name, most=field.most or 300)


def _paragraphs(field: Field, value: object, _exists: Exists) -> str:
    return paragraphs(value, field=field.name, most=field.most or 4_000)


def _number(field: Field, value: object, _exists: Exists) -> int:
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _Unreadable("number", _("phải là số nguyên, viết bằng chữ số, không dấu chấm phẩy"))
    most = LARGEST if field.most is None else field.most
    if not field.least <= value <= most:
        raise _Unreadable("range", _("phải từ %(least)d đến %(most)d") % {"least": field.least, "most": most})
    return value


def _date(_field: Field, value: object, _exists: Exists) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, str) and len(value) <= 60:
        value = _iso_date(value.strip()) or parse_date(value)
    if not isinstance(value, date):
        raise _Unreadable("date", _("phải là ngày có thật, như 15/06/2022"))
    return value.isoformat()


def _iso_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _time(_field: Field, value: object, _exists: Exists) -> str:
    match = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    if not match:
        raise _Unreadable("time", _("phải là giờ và phút, như 07:30"))
    return f"{int(match[1]):02d}:{match[2]}"


def _choice(field: Field, value: object, _exists: Exists) -> str:
    codes = [choice.code for choice in field.choices]
    if not isinstance(value, str) or value not in codes:
        raise _Unreadable("choice", _("phải là một trong: %(codes)s") % {"codes": ", ".join(codes)})
    return value


def _flag(_field: Field, value: object, _exists: Exists) -> bool:
    if not isinstance(value, bool):
        raise _Unreadable("flag", _("phải là có hoặc không"))
    return value


def _list(field: Field, value: object, _exists: Exists) -> list[str]:
    rows = _rows(field, value)
    if isinstance(rows, Finding):
        raise _Unreadable(rows.rule, rows.sentence)
    texts = [line(row, field=field.name, most=200) for row in rows]
    if len(set(texts)) < len(texts):
        raise _Unreadable("duplicate", _("có mục lặp lại"))
    return texts


def _reference(field: Field, value: object, exists: Exists) -> str:
    code = line(value, field=field.name, most=80)
    if not exists(field.of, code):
        raise _Unreadable("reference", _("chưa có “%(code)s” trong hệ thống") % {"code": code})
    return code


_READERS: dict[Kind, Callable[[Field, object, Exists], object]] = {
    Kind.TEXT: _text,
    Kind.PARAGRAPHS: _paragraphs,
    Kind.NUMBER: _number,
    Kind.DATE: _date,
    Kind.TIME: _time,
    Kind.CHOICE: _choice,
    Kind.FLAG: _flag,
    Kind.LIST: _list,
    Kind.REFERENCE: _reference,
}
