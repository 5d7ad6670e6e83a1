"""Our own gold set holds its score; the score is kept here, so that a fall fails and a rise is written down."""

import json
from pathlib import Path

GOLD = Path(__file__).parents[2] / "gold" / "citations.jsonl"
FIELDS = ("type", "number", "date", "issuer", "title", "articles")
LEAST_F1 = 1.0
LEAST_FIELD = 1.0


def rows():
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def test_gold_set_is_as_large_as_it_says():
    assert sum(len(row["citations"]) for row in rows()) >= 300
    assert sum(not row["citations"] for row in rows()) >= 10


def test_spans_and_fields_of_the_gold_set_are_found():
    from vanban.citations import find

    hits = found_count = wanted_count = right = asked = 0
    for row in rows():
        wanted = {(one["start"], one["end"]): one for one in row["citations"]}
        found = {(one.start, one.end): one for one in find(row["text"])}
        found_count, wanted_count = found_count + len(found), wanted_count + len(wanted)
        for span in wanted.keys() & found.keys():
            hits += 1
            for field in FIELDS:
                value = getattr(found[span], field)
                asked += 1
                right += (list(value) if field == "articles" else value) == wanted[span][field]
    f1 = 2 * hits / (found_count + wanted_count)
    assert (f1 >= LEAST_F1, right / asked >= LEAST_FIELD) == (True, True), (f1, right / asked)
