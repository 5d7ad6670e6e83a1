import re

import pytest

from vanban.pack.commitment import Opening, commitment, open_commitment, opening, read_opening
from vanban.pack.errors import OpeningError

SECRET = b"0123456789abcdef"


def opened(**changes):
    return opening(
        SECRET, **({"edition": "1/BC", "scope": "staff", "field": "person", "value": "Chuyên viên 07"} | changes)
    )


def test_opening_opens_its_commitment_and_no_other():
    committed = commitment(opened())
    assert open_commitment(committed, opened())
    assert open_commitment("commitment:" + committed, opened())
    assert not open_commitment(committed, opened(value="Chuyên viên 08"))
    assert not open_commitment(committed, Opening("other", "Chuyên viên 07", opened().salt))


@pytest.mark.parametrize("change", [{"edition": "2/BC"}, {"scope": "coverage"}, {"field": "record"}, {"value": 7}])
def test_salt_differs_where_values_must_not_be_linked(change):
    assert opened().salt != opened(**change).salt


def test_salt_has_256_bits_and_needs_the_secret():
    assert re.fullmatch(r"[0-9a-f]{64}", opened().salt)
    other = opening(b"another secret, long", edition="1/BC", scope="staff", field="person", value="Chuyên viên 07")
    assert other.salt != opened().salt


def test_a_dictionary_of_all_names_does_not_find_the_value():
    committed = commitment(opened())
    guesses = (
        Opening("person", f"Chuyên viên {n:02}", salt) for n in range(100) for salt in ("", "00" * 16, "00" * 32)
    )
    assert not any(open_commitment(committed, guess) for guess in guesses)


def test_short_secret_is_refused():
    with pytest.raises(OpeningError):
        opening(b"short", edition="1", scope="s", field="f", value="v")


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {"field": "f"},
        {"field": "f", "salt": "zz", "value": "v"},
        {"field": "f", "salt": "00" * 8, "value": "v"},
        {"field": "f", "salt": "00" * 16, "value": 1.5},
    ],
)
def test_read_opening_refuses_what_is_none(value):
    with pytest.raises(OpeningError):
        read_opening(value)


def test_read_opening_reads_what_as_json_writes():
    assert read_opening(opened().as_json()) == opened()
