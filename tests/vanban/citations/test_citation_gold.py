"""Our own gold set holds its score: the least is kept in tests/gold/scores.json, so a fall fails and a rise is written down."""

import json
from pathlib import Path

from bench.citation_baseline import find as baseline
from bench.citation_scores import FIELDS, changes, rows_of, score

from vanban.citations import find
from vanban.commands.cite import as_row

FOLDER = Path(__file__).parents[2] / "gold"
GOLD = rows_of(FOLDER / "citations.jsonl")
LEAST = json.loads((FOLDER / "scores.json").read_text(encoding="utf-8"))["citations"]


def found():
    return {row["id"]: [as_row(one) for one in find(row["text"])] for row in GOLD}


def test_gold_set_is_as_large_as_it_says():
    assert sum(len(row["citations"]) for row in GOLD) >= max(300, LEAST["citations"])
    assert sum(not row["citations"] for row in GOLD) >= 10
    assert len({row["id"] for row in GOLD}) == len(GOLD)


def test_score_of_the_gold_set_never_falls():
    now = score(GOLD, found()).as_json()
    assert {name: now[name] for name in LEAST if float(now[name]) < float(LEAST[name])} == {}


def test_titles_of_the_gold_set_are_found():
    titles = {(row["id"], one["start"]): one["title"] for row in GOLD for one in row["citations"]}
    given = {(name, one["start"]): one["title"] for name, rows in found().items() for one in rows}
    assert {key: given.get(key) for key in titles if given.get(key) != titles[key]} == {}


def test_a_fixed_expression_does_far_worse():
    assert score(GOLD, {row["id"]: baseline(row["text"]) for row in GOLD}).f1_exact < float(LEAST["f1_exact"]) - 0.3


def test_scores_count_what_is_missed_moved_and_made_up():
    labelled = [{"id": 1, "text": "x" * 40, "ignore": [{"start": 30, "end": 40}], "citations": [
        {"start": 0, "end": 10, "type": "luat", "number": "1/2020/QH14", "date": None, "issuer": None, "articles": ["Điều 1", "Điều 2"]},
        {"start": 12, "end": 20, "type": "luat", "number": None, "date": None, "issuer": None, "articles": []}]}]  # fmt: skip
    given = {1: [
        {"start": 0, "end": 9, "type": "luat", "number": "1/2020/qh14", "date": "2020", "issuer": "", "articles": ["Điều 2", "Điều 1"]},
        {"start": 21, "end": 25, "type": "luat"}, {"start": 31, "end": 35, "type": "luat"}]}  # fmt: skip
    result = score(labelled, given)
    assert (result.labelled, result.found, result.exact, result.overlapping) == (2, 2, 0, 1)
    assert result.right == dict.fromkeys(FIELDS, 1) | {"date": 0}
    assert list(changes(labelled, given, {1: labelled[0]["citations"]})) == [
        "+ found 1: xxxxxxxxxx",
        "+ found 1: xxxxxxxx",
        "+ false alarm gone 1: xxxxxxxxx",
        "+ false alarm gone 1: xxxx",
        "+ false alarm gone 1: xxxx",
    ]
