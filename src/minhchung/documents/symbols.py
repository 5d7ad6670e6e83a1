"""The number and symbol that a document of ours is given on a day (NĐ 30/2020, Appendix I, C08–C09)."""

from __future__ import annotations

from datetime import date

from minhchung.documents.errors import NotNumberedHereError, SymbolMissingError
from minhchung.documents.models import Document
from minhchung.organisation.models import Unit
from minhchung.organisation.queries import present_name, standing_version
from vanban.document_types import TYPES
from vanban.number import DocumentNumber, is_own_number

_WITHOUT_TYPE = {"cong_van", "thu_cong"}
"""Types whose symbol names the drafting unit instead of the type (NĐ 30/2020, Appendix III)."""


def own_number(serial: int, document: Document, day: date) -> str:
    """The number as printed: 84/KH-STTTT, or 118/STTTT-VP for a công văn drafted in VP."""
    printed = str(DocumentNumber(serial=f"{serial:02d}", year=None, symbol=own_symbol(document, day)))
    if not is_own_number(printed):
        raise SymbolMissingError(unit=present_name(document.unit), day=f"{day:%d/%m/%Y}")
    return printed


def own_symbol(document: Document, day: date) -> str:
    """The symbol of *document* as its unit is called on *day*.

    Raises SymbolMissingError when the unit has none then, NotNumberedHereError when the type has no abbreviation.
    """
    unit = symbol_on(document.unit, day)
    if document.document_type in _WITHOUT_TYPE:
        return f"{unit}-{symbol_on(document.drafting_unit or document.unit, day)}"
    kind = TYPES[document.document_type]
    if not kind.abbreviations:
        raise NotNumberedHereError(document_type=kind.name)
    return f"{kind.abbreviations[0]}-{unit}"


def symbol_on(unit: Unit, day: date) -> str:
    """The symbol part of *unit* on *day*; raises SymbolMissingError when it had none."""
    version = standing_version(unit, day)
    if version is None or not version.symbol:
        raise SymbolMissingError(unit=version.name if version else present_name(unit), day=f"{day:%d/%m/%Y}")
    return version.symbol
