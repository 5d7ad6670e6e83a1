"""What a reader of claims gets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class ClaimKind(StrEnum):
    """What a claim's value counts or names."""

    COUNT = "count"
    PERCENT = "percent"
    FRACTION = "fraction"
    AMOUNT = "amount"
    MEASURE = "measure"
    DATE = "date"
    PERIOD = "period"
    RANGE = "range"


class NotAClaim(StrEnum):
    """Why a number is nothing to check; the closed list that narratives use in `{not-a-claim:REASON "…"}`.

    The last three are never found in a text: only its writer can know them.
    """

    PART_OF_CITATION = "part_of_citation"
    PART_OF_NAME = "part_of_name"
    YEAR_OF_TITLE = "year_of_title"
    HEADING_NUMBER = "heading_number"
    ORDINAL = "ordinal"
    ARTICLE = "article"
    TERM_OF_OFFICE = "term_of_office"
    ADDRESS = "address"
    IDENTIFIER = "identifier"
    OWN_HEADER = "own_header"
    HOLIDAY = "holiday"
    TIME_OF_DAY = "time_of_day"
    IDIOM = "idiom"
    BACKGROUND = "background"
    QUOTATION = "quotation"
    TARGET = "target"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time, both ends included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first}/{self.last}"


@dataclass(frozen=True, slots=True)
class Range:
    """A number given as lying between two others, both included."""

    low: int | Decimal
    high: int | Decimal

    def __str__(self) -> str:
        return f"{self.low}–{self.high}"


Value = int | Decimal | Fraction | date | Period | Range


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure, date or period to check: `text == source[start:end]`, its value, and the sentence it stands in.

    *text* runs from the number to its unit ("139 triệu đồng", "100%"); *noun* is what is counted, in the text's words
    ("phòng chuyên môn"). An amount is in *unit* "đồng" with its scale multiplied out; a percentage is 96.8, not 0.968.
    """

    start: int
    end: int
    text: str
    kind: ClaimKind
    value: Value
    unit: str = ""
    noun: str = ""
    sentence_start: int = 0
    sentence_end: int = 0


@dataclass(frozen=True, slots=True)
class NotClaim:
    """A number that is nothing to check, and why."""

    start: int
    end: int
    text: str
    reason: NotAClaim
    sentence_start: int = 0
    sentence_end: int = 0
