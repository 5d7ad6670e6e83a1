from vanban.text import given_name_key, sort_key


def test_sort_key_orders_as_a_dictionary_does():
    words = ["đá", "da", "dạ", "dà", "ăn", "an", "ân", "bà", "ba", "bá", "ương", "ưng", "ơn", "ôn", "on", "em", "êm"]
    assert sorted(words, key=sort_key) == [
        "an",
        "ăn",
        "ân",
        "ba",
        "bà",
        "bá",
        "da",
        "dà",
        "dạ",
        "đá",
        "em",
        "êm",
        "on",
        "ôn",
        "ơn",
        "ưng",
        "ương",
    ]


def test_sort_key_compares_syllable_by_syllable():
    assert sorted(["an toàn", "ân cần", "an ninh"], key=sort_key) == ["an ninh", "an toàn", "ân cần"]


def test_sort_key_is_the_same_for_decomposed_text():
    assert sort_key("hoa\u0300 bi\u0300nh") == sort_key("hoà bình")


def test_given_name_key_sorts_people_by_their_last_syllable():
    people = ["Chuyên viên Bình", "Văn thư An", "Chuyên viên An"]
    assert sorted(people, key=given_name_key) == ["Chuyên viên An", "Văn thư An", "Chuyên viên Bình"]
