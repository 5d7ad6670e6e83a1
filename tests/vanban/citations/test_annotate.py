from vanban.citations import annotate_html, annotate_plain, find

TEXT = "Theo <b> Nghị định số 30/2020/NĐ-CP & Luật Lưu trữ."


def test_annotate_html_marks_citations_and_escapes_everything_else():
    assert annotate_html(TEXT, find(TEXT), lambda one: f"/vb?so={one.number}" if one.number else None) == (
        'Theo &lt;b&gt; <cite data-type="nghi_dinh" data-number="30/2020/NĐ-CP"><a href="/vb?so=30/2020/NĐ-CP">Nghị định số 30/2020/NĐ-CP</a></cite>'
        ' &amp; <cite data-type="luat">Luật Lưu trữ</cite>.'
    )


def test_annotate_html_lets_no_markup_of_the_text_through():
    hostile = 'Quyết định số 12/QĐ-UBND của Sở "><script>alert(1)</script>'
    assert "<script" not in annotate_html(hostile, find(hostile))


def test_annotate_plain_names_what_was_read():
    assert (
        annotate_plain(TEXT, find(TEXT))
        == "Theo <b> [Nghị định số 30/2020/NĐ-CP](nghi_dinh 30/2020/NĐ-CP) & [Luật Lưu trữ](luat Lưu trữ)."
    )
