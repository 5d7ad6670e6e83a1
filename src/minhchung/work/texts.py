"""What may stand in a field that people read: composed, bounded, without what a reader cannot see."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from minhchung.work.errors import KeyRefusedError, TextRefusedError
from vanban.text import nfc

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]")  # pasted from word processors; carry no meaning
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_KEY = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def line(text: object, *, field: str, most: int, required: bool = True) -> str:
    """Return *text* as one line in NFC of at most *most* code points; raise TextRefusedError otherwise."""
    return " ".join(_readable(text, field=field, most=most, required=required).split())


def paragraphs(text: object, *, field: str, most: int, required: bool = True) -> str:
    """Return *text* in NFC with its line breaks, at most *most* code points; raise TextRefusedError otherwise."""
    readable = _readable(text, field=field, most=most, required=required)
    return "\n".join(part.rstrip() for part in re.split("\r\n|[\n\r\u2028\u2029]", readable)).strip()


def key(text: object, *, most: int = 80) -> str:
    """Return *text* when it can be the key of a record (ASCII letters, digits, - and _); raise KeyRefusedError."""
    if not is_key(text, most=most):
        raise KeyRefusedError(key=str(text)[:80], most=most)
    return text


def is_key(text: object, *, most: int = 80) -> bool:
    """Whether *text* can be the key of a record."""
    return isinstance(text, str) and len(text) <= most and _KEY.fullmatch(text) is not None


def _readable(text: object, *, field: str, most: int, required: bool) -> str:
    if not isinstance(text, str):
        raise TextRefusedError(field=field, reason=_("không phải chữ"))
    if len(text) > 4 * most:  # before any work is done on it; decomposed Vietnamese is at most three times as long
        raise TextRefusedError(field=field, reason=_("dài quá %(most)d ký tự") % {"most": most})
    readable = _INVISIBLE.sub("", nfc(text)).strip()
    if _FORBIDDEN.search(readable):
        raise TextRefusedError(field=field, reason=_("có ký tự điều khiển hoặc ký tự đảo chiều chữ"))
    if len(readable) > most:
        raise TextRefusedError(field=field, reason=_("dài quá %(most)d ký tự") % {"most": most})
    if required and not readable:
        raise TextRefusedError(field=field, reason=_("để trống"))
    return readable
