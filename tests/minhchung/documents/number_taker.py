"""Take numbers from a book until all are taken or death comes first; the P4 test runs it in threads and processes.

As a process it gets one JSON object: database, book, documents (drafts to issue, one a number), seed; it writes one byte
for each number it has settled. It acts as nobody, the installation itself: what is tried is the book, not the rights.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable, Iterable


def main() -> None:
    given = json.loads(sys.argv[1])
    import django
    from django.conf import settings

    settings.DATABASES["default"] |= given["database"]
    django.setup()

    from minhchung.documents.models import NumberBook

    book, chance = NumberBook.objects.select_related("unit").get(pk=given["book"]), random.Random(given["seed"])
    for draft in given["documents"]:
        take(book, [draft], chance, lambda: os._exit(9), mortality=0.001)
        os.write(1, b".")


def take(
    book: object, documents: Iterable[int], chance: random.Random, die: Callable[[], None], mortality: float = 0.01
) -> None:
    """A number for each of *documents*: a third are issued, others voided or abandoned; *die* comes before some are settled."""
    from minhchung.documents import actions
    from minhchung.documents.models import Document

    for pk in documents:
        number = actions.reserve_number(book=book, by=None, minutes=60)
        fate = chance.random()
        if fate < mortality:
            die()
        elif fate < 0.45:
            continue
        elif fate < 0.65:
            actions.void_number(reservation=number, reason="Dự thảo không ban hành", by=None)
        else:
            document = Document.objects.select_related("unit").get(pk=pk)
            actions.issue_number(reservation=number, document=document, by=None)


if __name__ == "__main__":
    main()
