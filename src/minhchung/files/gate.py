"""The gate in front of the disk: a file marked as a state secret is refused before a byte of it is written.

Law 117/2025/QH15, NĐ 63/2026/NĐ-CP; what is read here is kept nowhere and repeated in no message.
"""

from __future__ import annotations

from minhchung.accounts.models import User
from minhchung.files.errors import SecrecyToConfirmError, StateSecretError
from minhchung.files.first_page import first_page_text
from minhchung.files.kinds import Kind
from vanban.secrecy import find_marks, is_blocked


def pass_gate(
    content: bytes, *, kind: Kind, name: str, text: str | None, confirmed_not_secret_by: User | None
) -> list[str]:
    """Let a file pass and return the doubtful stamps that a person has answered for.

    *text* is that of the first page when the caller has read it already. Raises StateSecretError for a mark, and
    SecrecyToConfirmError for what only looks like one, until a person confirms.
    """
    marks = find_marks(first_page_text(content, kind) if text is None else text, name)
    if is_blocked(marks):
        raise StateSecretError()
    if marks and confirmed_not_secret_by is None:
        raise SecrecyToConfirmError(name=name[:80], stamp=marks[0].stamp)
    return sorted({mark.stamp for mark in marks})
