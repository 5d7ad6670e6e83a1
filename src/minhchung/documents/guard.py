"""Documents that bear a mark of secrecy are turned away before anything of them is stored (law of 2025, Art. 5)."""

from __future__ import annotations

import re

from minhchung.documents.errors import SecretDocumentError
from vanban.text import nfc

_MARK = re.compile(r"^\W*(TUYỆT MẬT|TỐI MẬT|MẬT)\W*$", re.MULTILINE)


def refuse_secrets(*lines: str, text: str = "") -> None:
    """Raise SecretDocumentError when a field (*lines*) or the *text* bears a mark of secrecy."""
    if any(_MARK.search(nfc(line)) for line in (*lines, text)):
        raise SecretDocumentError
