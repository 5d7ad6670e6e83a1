"""Keep what this checkout finds in our own sentences as the output of a release: python -m bench.release_citations 0.2.0.

Also writes the scores that tests/vanban/citations/test_citation_gold.py holds as the least.
"""

from __future__ import annotations

import json
import re
import sys

from bench.citation_scores import rows_of, score
from bench.stand import ROOT
from bench.subjects.citations_accuracy import GOLD, RELEASED, found_in

SCORES = ROOT / "tests/gold/scores.json"


def main() -> None:
    """Write both files; refuse a name that is no version."""
    if len(sys.argv) != 2 or not re.fullmatch(r"\d+\.\d+\.\d+", sys.argv[1]):
        sys.exit("python -m bench.release_citations VERSION")
    labelled = rows_of(GOLD)
    found = {row["id"]: found_in(row["text"]) for row in labelled}
    RELEASED.mkdir(exist_ok=True)
    lines = (json.dumps({"id": name, "citations": rows}, ensure_ascii=False) for name, rows in found.items())
    (RELEASED / f"citations-{sys.argv[1]}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    scores = json.loads(SCORES.read_text("utf-8")) if SCORES.exists() else {}
    scores["citations"] = score(labelled, found).as_json()
    SCORES.write_text(json.dumps(scores, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
