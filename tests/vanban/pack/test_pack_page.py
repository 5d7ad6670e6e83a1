import pytest

from vanban.pack.errors import ContainerError
from vanban.pack.page import texts_at


@pytest.mark.parametrize(
    ("page", "texts"),
    [
        ('<p>a <b id="x">26</b> b', {"x": ["26"]}),
        ('<p id="x">a <i id="y">b</i> c</p>', {"x": ["a b c"], "y": ["b"]}),
        ('<p id="x">1</p><p id="x">2</p>', {"x": ["1", "2"]}),
        ('<p id="x">a<br>b<script>c</script><style>d</style></p>', {"x": ["a b"]}),
        ('<p id="x">1&#46;234 &amp; &lt;</p>', {"x": ["1.234 & <"]}),
        ('<img id="x"><p id="y">2</b></p>3', {"x": [""], "y": ["2"]}),
        ("<!-- <p id='x'>1</p> -->", {}),
    ],
)
def test_texts_at_gives_the_text_of_every_anchor(page, texts):
    assert texts_at(page) == texts


def test_texts_at_refuses_bottomless_pages():
    with pytest.raises(ContainerError):
        texts_at("<b>" * 100_000)
