"""The pages that tell how to use the library hold code; it runs."""

import re
import types
from pathlib import Path

from vanban.citations.page import page
from vanban.citations.pattern import compiled

DOCS = Path(__file__).parents[3] / "docs"


def code_of(name):
    return re.search(r"```python\n(.*?)```", (DOCS / name).read_text(encoding="utf-8"), re.DOTALL)[1]


def test_the_form_of_the_howto_finds_its_own_examples():
    form = types.ModuleType("circular_round")
    exec(code_of("howto/add-a-citation-form.md"), form.__dict__)
    for example in form.EXAMPLES:
        sheet = page(example.sentence)
        found = [form.read(sheet, *match.span(), None) for match in compiled(form.PATTERN).finditer(sheet.folded)]
        assert (
            tuple((sheet.text[one.start : one.end], one.type, one.number, one.date, one.issuer) for one in found if one)
            == example.citations
        )


def test_the_sample_of_the_library_page_says_what_it_says():
    names = {}
    exec(code_of("vanban.md"), names)
    one = names["one"]
    assert (one.number, one.date, one.issuer, one.articles) == (
        "30/2020/NĐ-CP",
        "2020-03-05",
        "Chính phủ",
        ("Điều 5 khoản 2",),
    )
    assert [(claim.value, claim.noun) for claim in names["claims"].find(names["text"])] == [(4, "phòng")]
