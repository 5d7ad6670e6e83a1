"""What may stand in a line that people read, wherever no room has a rule of its own."""

from __future__ import annotations

import re

from django.utils.functional import Promise

from minhchung.errors import LineRefusedError
from vanban.text import nfc

_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")  # pasted from word processors; carry no meaning
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def line(text: str, *, field: str | Promise, most: int, required: bool = True) -> str:
    """*text* in NFC on one line of at most *most* code points; LineRefusedError for control and direction marks too."""
    if len(text) > 4 * most or _FORBIDDEN.search(text):
        raise LineRefusedError(field=field, most=most)
    kept = " ".join(_INVISIBLE.sub("", nfc(text)).split())
    if len(kept) > most or (required and not kept):
        raise LineRefusedError(field=field, most=most)
    return kept
