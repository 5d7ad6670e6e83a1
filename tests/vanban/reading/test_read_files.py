import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vanban.reading import (
    DamagedFileError,
    EncryptedFileError,
    Limits,
    NoTextError,
    ReadingError,
    TooLargeError,
    UnsupportedFileError,
    read_pages,
    read_text,
)

SENTENCE = "Căn cứ Nghị định số 30/2020/NĐ-CP"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def word_file():
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "ô một", "ô hai"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_file(*pages):
    """A PDF of our own making: ASCII text, one Tj a page."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for text in pages:
        stream = f"BT /F1 12 Tf 72 720 Td ({text}) Tj ET".encode()
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)
    return bytes(out)


def zip_of(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def test_read_text_reads_word_files_with_their_tables():
    assert read_text(word_file(), "a.docx").split() == [*SENTENCE.split(), "ô", "một", "ô", "hai"]


def test_read_pages_reads_each_page_of_a_pdf():
    assert [page.strip() for page in read_pages(pdf_file("Trang 1", "Trang 2"), "a.pdf")] == ["Trang 1", "Trang 2"]


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        b"\xef\xbb\xbf" + SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        "Căn cư\u0301 Nghi\u0323 đi\u0323nh".encode("cp1258"),
    ],
)
def test_read_text_reads_plain_text_in_its_encodings(data):
    assert read_text(data, "a.txt").startswith("Căn cứ Ngh")


def test_read_text_reads_what_a_reader_of_html_sees():
    page = f"<!DOCTYPE html><head><title>x</title><style>y</style></head><p>{SENTENCE.replace('30', '<b>30</b>')}<script>z</script></p><table><tr><td>ô một</td><td>ô&nbsp;hai</td></tr></table>"
    assert read_text(page.encode(), "a").split("\n") == [SENTENCE, "ô một\tô hai\t"]


def test_word_file_that_nests_deeper_than_python_recurses_is_read():
    w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    nested = "<w:sdt>" * 5000 + "<w:p><w:r><w:t>sâu</w:t></w:r></w:p>" + "</w:sdt>" * 5000
    data = zip_of(word__document=b"").replace(b"word/document", b"word/document")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{w}">{nested}</w:document>')
    try:
        assert "sâu" in read_text(out.getvalue(), "a.docx")
    except DamagedFileError:
        # expat may refuse such depth; a typed refusal is as good as the text.
        assert data


@pytest.mark.parametrize(
    ("data", "name", "error"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0", "a.png", UnsupportedFileError),
        (OLE, "a.doc", UnsupportedFileError),
        (OLE, "a.docx", EncryptedFileError),
        (b"PK\x03\x04 broken", "a.docx", DamagedFileError),
        (zip_of(word__styles=b"x"), "a.docx", UnsupportedFileError),
        (zip_of(**{"word__document.xml": b"<not xml"}), "a.docx", DamagedFileError),
        (zip_of(**{"word__document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "a.docx", DamagedFileError),
        (zip_of(**{"word__document.xml": b"<a/>"}), "a.docx", NoTextError),
        (b"%PDF-1.7 broken", "a.pdf", DamagedFileError),
        (pdf_file(""), "a.pdf", NoTextError),
        (b"", "a.txt", NoTextError),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_reason(data, name, error):
    with pytest.raises(error) as refused:
        read_text(data, name)
    assert refused.value.code.startswith("reading.")
    assert refused.value.data["name"] == name


@pytest.mark.parametrize(
    ("data", "name", "limits", "limit"),
    [
        (b"x" * 100, "a.txt", Limits(file_bytes=99), "file_bytes"),
        (
            zip_of(**{"word__document.xml": b"0" * 5_000_000}),
            "a.docx",
            Limits(unpacked_bytes=1_000_000),
            "unpacked_bytes",
        ),
        (pdf_file("a", "b", "c"), "a.pdf", Limits(pages=2), "pages"),
        (pdf_file("a", "b", "c"), "a.pdf", Limits(seconds=-1), "seconds"),
    ],
)
def test_limits_are_kept(data, name, limits, limit):
    with pytest.raises(TooLargeError) as refused:
        read_text(data, name, limits=limits)
    assert refused.value.data["limit"] == limit


@settings(max_examples=200)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=100).map(lambda data: b"%PDF-1.4" + data),
        st.binary(max_size=100).map(lambda data: b"PK\x03\x04" + data),
    ),
    st.sampled_from(["a.txt", "a.pdf", "a.docx", "a.html", "a"]),
)
def test_any_bytes_are_read_or_refused(data, name):
    try:
        assert read_text(data, name)
    except ReadingError as refused:
        assert refused.code
