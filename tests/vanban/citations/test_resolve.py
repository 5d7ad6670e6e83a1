from dataclasses import dataclass
from datetime import date

import pytest

from vanban.citations import Ambiguous, Catalogue, Resolved, Unknown, find, resolve
from vanban.citations.laws import laws, read_laws, write_laws


@dataclass(frozen=True)
class Entry:
    key: str
    type: str
    number: str | None
    issued_on: date | None
    issuer: str | None
    title: str | None = None


PLAN = Entry("plan", "ke_hoach", "84/KH-STTTT", date(2022, 1, 21), "Sở Thông tin và Truyền thông tỉnh Mẫu")
OLD_PLAN = Entry("old-plan", "ke_hoach", "84/KH-STTTT", date(2021, 1, 25), "Sở Thông tin và Truyền thông tỉnh Mẫu")
DECREE = Entry("decree", "nghi_dinh", "30/2020/NĐ-CP", date(2020, 3, 5), "Chính phủ")
NEW_LAND = Entry("land-2024", "luat", "31/2024/QH15", date(2024, 1, 18), "Quốc hội", "Đất đai")
OLD_LAND = Entry("land-2013", "luat", "45/2013/QH13", date(2013, 11, 29), "Quốc hội", "Đất đai")
CATALOGUE = Catalogue([PLAN, OLD_PLAN, DECREE, NEW_LAND, OLD_LAND])


def resolved(text):
    (citation,) = find(text)
    return resolve(citation, CATALOGUE)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Kế hoạch số 84/KH-STTTT ngày 21/01/2022 của Sở.", PLAN),
        ("Kế hoạch số 84/KH-STTTT ngày 25/01/2021 của Sở Thông tin và Truyền thông.", OLD_PLAN),
        ("Theo Nghị định số 30/2020/NÐ-CP của Chính phủ.", DECREE),
        ("Theo Nghị định 30/2020/ND-CP.", DECREE),
        ("Theo văn bản số 30/2020/NĐ-CP.", DECREE),
        ("Theo Luật Đất đai năm 2013.", OLD_LAND),
        ("Theo luật Đất đai ngày 18/01/2024.", NEW_LAND),
    ],
)
def test_resolve_finds_the_document(text, entry):
    result = resolved(text)
    assert isinstance(result, Resolved)
    assert (result.entry, result.score) == (entry, 100)


def test_resolve_mends_a_scanned_number_only_when_the_date_agrees():
    with_date = resolved("Kế hoạch số B4/KH-STTTT".replace("B4", "8l4") + " ngày 21/01/2022.")
    assert isinstance(with_date, Unknown)
    scanned = resolved("Theo Nghị định số 3o/2020/NĐ-CP ngày 05/3/2020.")
    assert scanned == Resolved(DECREE, 80)
    assert isinstance(resolved("Theo Nghị định số 3o/2020/NĐ-CP."), Ambiguous)


@pytest.mark.parametrize("text", ["Theo Luật Đất đai.", "Kế hoạch số 84/KH-STTTT đã ban hành."])
def test_resolve_is_ambiguous_when_several_fit(text):
    assert isinstance(resolved(text), Ambiguous)


@pytest.mark.parametrize(
    "text",
    ["Kế hoạch số 84/KH-STTTT ngày 22/01/2022.", "Quyết định số 84/KH-STTTT ngày 21/01/2022.", "Nghị định số 30/2020/NĐ-CP của Quốc hội.", "Kế hoạch số 85/KH-STTTT.", "Luật Đất đai năm 2003.", "Chỉ thị 05."],
)  # fmt: skip
def test_resolve_links_nothing_that_a_given_field_speaks_against(text):
    assert isinstance(resolved(text), Unknown)


def test_laws_of_the_catalogue_are_found_by_their_own_names():
    missed = [law.title for law in laws() if law.type != "hien_phap" and not any(one.title == law.title for one in find(f"Theo {'Luật' if law.type == 'luat' else 'Bộ luật' if law.type == 'bo_luat' else 'Pháp lệnh'} {law.title}; các đơn vị."))]  # fmt: skip
    assert missed == []


def test_law_numbers_of_the_catalogue_are_unique_and_their_years_fit_their_dates():
    numbered = [law for law in laws() if law.number]
    assert len({law.number for law in numbered}) == len(numbered)
    wrong = [
        law
        for law in numbered
        if law.issued_on and "/QH" in law.number and abs(int(law.number.split("/")[1]) - law.issued_on.year) > 1
    ]
    assert wrong == []


def test_laws_are_written_as_they_are_read():
    assert set(read_laws(write_laws(laws()))) == set(laws())
