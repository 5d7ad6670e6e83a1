import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.pack.canonical import canonical, read
from vanban.pack.errors import CanonicalError

texts = st.text(st.characters(exclude_categories=("Cs",)))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(values)
@settings(max_examples=300, deadline=None)
def test_canonical_agrees_with_rfc8785_and_reads_back(value):
    assert canonical(value) == rfc8785.dumps(value)
    assert read(canonical(value)) == value


def test_canonical_orders_keys_by_utf16_code_units():
    assert canonical({"\U00010000": 1, "\ue000": 2, "đ": 3}) == '{"đ":3,"\U00010000":1,"\ue000":2}'.encode()


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.5, "no_canonical_form"),
        (2**53, "integer_too_large"),
        ("\ud800", "lone_surrogate"),
        ({1: 2}, "key_not_text"),
        ({None: 2}, "key_not_text"),
        ({"a"}, "no_canonical_form"),
        (b"", "no_canonical_form"),
    ],
)
def test_canonical_refuses_with_a_code(value, code):
    with pytest.raises(CanonicalError) as refusal:
        canonical(value)
    assert refusal.value.code == code


def test_canonical_refuses_bottomless_values():
    endless = []
    endless.append(endless)
    with pytest.raises(CanonicalError):
        canonical(endless)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'{"b":1,"a":2}', "not_canonical"),
        (b'{"a":1,"a":1}', "not_canonical"),
        (b'{"a": 1}', "not_canonical"),
        (b"-0", "not_canonical"),
        (b"1.0", "not_an_integer"),
        (b"NaN", "not_an_integer"),
        (b"9" * 5000, "integer_too_large"),
        (b"[" * 100_000, "too_deep"),
        (b"\xff", "not_utf8"),
        (b"{", "not_json"),
        (b'"\\ud800"', "lone_surrogate"),
    ],
)
def test_read_refuses_what_is_not_canonical(data, code):
    with pytest.raises(CanonicalError) as refusal:
        read(data)
    assert refusal.value.code == code
