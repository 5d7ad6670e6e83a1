"""Documents that bear a mark of secrecy are turned away before anything of them is stored (law of 2025, Art. 5)."""

from __future__ import annotations

from minhchung.documents.errors import SecretDocumentError, SecretDoubtError
from vanban.secrecy import SecrecyMark, find_marks, is_blocked

_FIRST_PAGE = 4_000


def refuse_secrets(*lines: str, text: str = "", confirmed: bool = False) -> None:
    """Refuse when a field (*lines*) or the *text* bears a mark of secrecy.

    What only looks like a mark, in a field or on the first page, is refused with SecretDoubtError unless a person has
    *confirmed* that it is none; a text that prints a stamp further on is no doubt, but a stamp itself always counts.
    """
    doubts = [mark for line in lines for mark in find_marks(line, "")]
    in_text = find_marks(text, "")
    if is_blocked(doubts) or is_blocked(in_text):
        raise SecretDocumentError
    last = text[:_FIRST_PAGE].count("\n") + 1
    doubts += [mark for mark in in_text if mark.line <= last]
    if doubts and not confirmed:
        raise SecretDoubtError(stamp=_stamp(doubts))


def _stamp(marks: list[SecrecyMark]) -> str:
    return marks[0].stamp
