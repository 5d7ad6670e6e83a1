import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.number import DocumentNumber, NumberForm, is_own_number, normalise, parse, suggestions

# Every vector of the digest of rules on numbers and symbols: text, normal form, grammar, type in the symbol, bodies.
VECTORS = [
    ("15/QĐ-BNV", "15/QĐ-BNV", "named", "quyet_dinh", ("BNV",)),
    ("05/BNV-VP", "05/BNV-VP", "letter", None, ("BNV", "VP")),
    ("12/UBND-VX", "12/UBND-VX", "letter", None, ("UBND", "VX")),
    ("30/2020/NĐ-CP", "30/2020/NĐ-CP", "normative", "nghi_dinh", ("CP",)),
    ("04/2019/QH14", "04/2019/QH14", "national-assembly", None, ("QH14",)),
    ("64/2025/QH15", "64/2025/QH15", "national-assembly", None, ("QH15",)),
    ("20/2026/QH16", "20/2026/QH16", "national-assembly", None, ("QH16",)),
    ("76/2025/UBTVQH15", "76/2025/UBTVQH15", "national-assembly", None, ("UBTVQH15",)),
    ("28/2018/QĐ-TTg", "28/2018/QĐ-TTg", "normative", "quyet_dinh", ("TTg",)),
    ("1425/QĐ-TTg", "1425/QĐ-TTg", "named", "quyet_dinh", ("TTg",)),
    ("41/2019/QĐ-UBND", "41/2019/QĐ-UBND", "normative", "quyet_dinh", ("UBND",)),
    ("514/QĐ-UBND", "514/QĐ-UBND", "named", "quyet_dinh", ("UBND",)),
    ("12/2024/NQ-HĐND", "12/2024/NQ-HĐND", "normative", "nghi_quyet", ("HĐND",)),
    ("45/NQ-HĐND", "45/NQ-HĐND", "named", "nghi_quyet", ("HĐND",)),
    ("12/CT-UBND", "12/CT-UBND", "named", "chi_thi", ("UBND",)),
    ("66.7/2025/NQ-CP", "66.7/2025/NQ-CP", "normative", "nghi_quyet", ("CP",)),
    (
        "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN",
        "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN",
        "normative",
        "nghi_quyet_lien_tich",
        ("UBTVQH14", "CP", "ĐCTUBTWMTTQVN"),
    ),
    ("01/2014/TTLT-BTP-BCA", "01/2014/TTLT-BTP-BCA", "normative", "thong_tu_lien_tich", ("BTP", "BCA")),
    ("510/QĐ-BCA-V05", "510/QĐ-BCA-V05", "named", "quyet_dinh", ("BCA", "V05")),
    ("26/VBHN-VPQH", "26/VBHN-VPQH", "named", "van_ban_hop_nhat", ("VPQH",)),
    ("6050/2026/VBHN-NĐ-BTP", "6050/2026/VBHN-NĐ-BTP", "normative", "van_ban_hop_nhat", ("NĐ", "BTP")),
    ("01/SY-BNV", "01/SY-BNV", "named", "sao_y", ("BNV",)),
    ("03/TrS-BNV", "03/TrS-BNV", "named", "trich_sao", ("BNV",)),
    ("04/CP", "04/CP", "letter", None, ("CP",)),
    ("04/NĐ-CP", "04/NĐ-CP", "named", "nghi_dinh", ("CP",)),
    ("36-CP", "36-CP", "old", None, ("CP",)),
    ("24-L/CTN", "24-L/CTN", "party", "lenh", ("CTN",)),
    ("57-LCT/HĐNN8", "57-LCT/HĐNN8", "party", "phap_lenh", ("HĐNN8",)),
    ("05-CT/TW", "05-CT/TW", "party", "chi_thi", ("TW",)),
    ("28-NQ/TW", "28-NQ/TW", "party", "nghi_quyet", ("TW",)),
    ("399-QĐ/TW", "399-QĐ/TW", "party", "quyet_dinh", ("TW",)),
    ("Số: 05 / BNV - VP", "05/BNV-VP", "letter", None, ("BNV", "VP")),
    ("Luật số: 64/2025/QH15", "64/2025/QH15", "national-assembly", None, ("QH15",)),
    ("30/2020/NÐ-CP", "30/2020/NĐ-CP", "normative", "nghi_dinh", ("CP",)),
    ("42/2022/NĐCP", "42/2022/NĐCP", "other", None, ("NĐCP",)),
    ("361/2025/ND-CP", "361/2025/ND-CP", "other", None, ("ND", "CP")),
    ("1/QĐ-BNV", "1/QĐ-BNV", "named", "quyet_dinh", ("BNV",)),
    ("009/QĐ-BNV", "009/QĐ-BNV", "named", "quyet_dinh", ("BNV",)),
    ("12a/QĐ-UBND", "12a/QĐ-UBND", "named", "quyet_dinh", ("UBND",)),
]


@pytest.mark.parametrize(("text", "normal", "form", "kind", "bodies"), VECTORS)
def test_parse_reads(text, normal, form, kind, bodies):
    number = parse(text)
    assert (str(number), number.form, number.document_type and number.document_type.code, number.bodies) == (
        normal,
        form,
        kind,
        bodies,
    )
    assert number.printed == text


@pytest.mark.parametrize("text", ["01/QĐ-STTTT", "15/QĐ-BNV", "05/BNV-VP", "30/2020/NĐ-CP", "510/QĐ-BCA-V05"])
def test_own_numbers_are_accepted(text):
    assert is_own_number(text)


@pytest.mark.parametrize(
    "text",
    ["1/QĐ-BNV", "009/QĐ-BNV", "12a/QĐ-UBND", "0100/QĐ-BNV", "00/QĐ-BNV", "36-CP", "05-CT/TW", "42/2022/NĐCP", "361/2025/ND-CP", " 15/QĐ-BNV", "15 /QĐ-BNV", "04/CP", "", "30/2020/NÐ-CP"],
)  # fmt: skip
def test_own_numbers_are_refused_when_not_exactly_as_the_decree_has_them(text):
    assert not is_own_number(text)


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("42/2022/NĐCP", "42/2022/NĐ-CP"),
        ("361/2025/ND-CP", "361/2025/NĐ-CP"),
        ("26NQ-TW", "26-NQ/TW"),
        ("8ó9/KHĐT-VP", "869/KHĐT-VP"),
        ("12/QD-UBND", "12/QĐ-UBND"),
    ],
)
def test_suggestions_mend_damaged_numbers(text, likely):
    assert likely in suggestions(text)


@pytest.mark.parametrize("text", ["30/2020/NĐ-CP", "05/BNV-VP", "64/2025/QH15", "24-L/CTN", "05-CT/TW"])
def test_suggestions_leave_good_numbers_alone(text):
    assert suggestions(text) == []


def test_printed_form_takes_no_part_in_equality():
    assert parse("Số: 05 / BNV - VP") == parse("05/BNV-VP") == DocumentNumber("05", None, "BNV-VP", NumberForm.LETTER)


def test_key_is_one_for_spellings_of_one_number():
    assert parse("30/2020/NĐ-CP").key == parse("30/2020/nd-cp".upper()).key


@given(st.text(max_size=60))
def test_reading_a_number_never_raises(text):
    number = parse(text)
    suggestions(text)
    is_own_number(text)
    normalise(text)
    assert number is None or str(number)


@given(
    st.integers(1, 99999),
    st.one_of(st.none(), st.integers(1950, 2099)),
    st.sampled_from(["QĐ-UBND", "NĐ-CP", "TTLT-BTP-BCA", "KH-STTTT", "TTr-SNV", "QH15"]),
)
def test_printed_numbers_are_read_back(serial, year, symbol):
    text = "/".join(str(part) for part in (f"{serial:02d}", year, symbol) if part)
    assert str(parse(text)) == text
