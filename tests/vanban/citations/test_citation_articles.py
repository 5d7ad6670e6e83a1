import pytest

from vanban.citations import find


@pytest.mark.parametrize(
    ("path", "articles"),
    [
        ("Điều 15", ["Điều 15"]),
        ("khoản 2 Điều 15", ["Điều 15 khoản 2"]),
        ("điểm a khoản 2 Điều 15", ["Điều 15 khoản 2 điểm a"]),
        ("điểm c và d khoản 2 Điều 30", ["Điều 30 khoản 2 điểm c", "Điều 30 khoản 2 điểm d"]),
        ("điểm a khoản 1, điểm b khoản 2 Điều 5", ["Điều 5 khoản 1 điểm a", "Điều 5 khoản 2 điểm b"]),
        (
            "khoản 3, khoản 11 Điều 26, Điều 35 và Điều 39",
            ["Điều 26 khoản 3", "Điều 26 khoản 11", "Điều 35", "Điều 39"],
        ),
        ("các điều 6,7,7a và 9", ["Điều 6", "Điều 7", "Điều 7a", "Điều 9"]),
        ("Điều 40 đến Điều 43", ["Điều 40-43"]),
        ("các Điều 40-43", ["Điều 40-43"]),
        ("Điều 15, khoản 2", ["Điều 15 khoản 2"]),
        ("Mục 1 Phụ lục X", ["Phụ lục X Mục 1"]),
        ("Điều 36, Phụ lục I, II và III ban hành kèm theo", ["Điều 36", "Phụ lục I", "Phụ lục II", "Phụ lục III"]),
        ("Mục 3 Chương IV", ["Chương IV Mục 3"]),
        ("Chương III Phần thứ hai", ["Phần thứ hai Chương III"]),
        ("điểm đ khoản 1a Điều 7 của", ["Điều 7 khoản 1a điểm đ"]),
        ("tiết 2 điểm a khoản 1 Điều 9", ["Điều 9 khoản 1 điểm a tiết 2"]),
        ("tại Điều 5 Quy chế này và", []),
        ("một số điều của", []),
    ],
)
def test_article_path_before_a_citation(path, articles):
    (citation,) = find(f"Theo quy định tại {path} Nghị định số 30/2020/NĐ-CP thì được.")
    assert list(citation.articles) == articles


def test_article_list_longer_than_the_short_window_is_read_whole():
    path = ", ".join(f"Điều {number}" for number in range(1, 61))
    (citation,) = find(f"Bãi bỏ {path} Nghị định số 30/2020/NĐ-CP.")
    assert list(citation.articles) == [f"Điều {number}" for number in range(1, 61)]
