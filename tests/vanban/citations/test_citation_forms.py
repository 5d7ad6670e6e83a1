import pytest

from vanban.citations import find
from vanban.citations.forms import forms

EXAMPLES = [(form.__name__.rpartition(".")[2], example) for form in forms() for example in form.EXAMPLES]


@pytest.mark.parametrize(("form", "example"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else "")
def test_form_finds_its_own_examples(form, example):
    found = tuple((one.text, one.type, one.number, one.date, one.issuer) for one in find(example.sentence))
    assert found == example.citations


def test_every_form_has_an_example_that_it_alone_reads():
    read = {one.form for _, example in EXAMPLES for one in find(example.sentence)}
    assert read == {name for name, _ in EXAMPLES}
