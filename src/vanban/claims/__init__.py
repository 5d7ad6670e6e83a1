"""The numbers, percentages, dates and periods of a text that a reader could check, and those that only look so."""

from vanban.claims.engine import find, find_all
from vanban.claims.model import Claim, ClaimKind, NotAClaim, NotClaim, Period, Range

__all__ = ["Claim", "ClaimKind", "NotAClaim", "NotClaim", "Period", "Range", "find", "find_all"]
