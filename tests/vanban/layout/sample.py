"""A document with every part of the model, for the tests of this room. The province and the people do not exist."""

import struct
import zlib
from datetime import date

from vanban.layout.model import (
    Align,
    Appendix,
    Capacity,
    Cell,
    Emphasis,
    Header,
    Heading,
    LineBreak,
    Link,
    ListBlock,
    Mark,
    MarkKind,
    OfficialDocument,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Picture,
    Signature,
    Strong,
    Table,
    Text,
)
from vanban.layout.numbering import number_headings
from vanban.layout.proofs import Proof, ProofFile, proof_appendix


def png(width=40, height=20):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(
        b"\x00" + b"".join(bytes((x * 6 % 256, y * 12 % 256, 120)) for x in range(width)) for y in range(height)
    )
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def text(words):
    return (Text(words),)


def figure(key, words, anchor):
    return Mark(MarkKind.FIGURE, key, words, anchor)


def document(key, words, anchor):
    return Mark(MarkKind.DOCUMENT, key, words, anchor)


HEADER = Header(
    issuing_body="Sở Thông tin và Truyền thông",
    parent_body="Ủy ban nhân dân tỉnh Mẫu",
    symbol="BC-STTTT",
    place="Mẫu",
    subject="Kết quả công tác quốc phòng, quân sự địa phương năm 2022",
    document_type="Báo cáo",
    number=5,
    issued_on=date(2022, 12, 9),
)

SIGNATURE = Signature("Phó Giám đốc", "Phó Giám đốc 1", Capacity.KT, "Giám đốc")


def body():
    return number_headings(
        (
            Heading(1, text("Đặc điểm tình hình")),
            Paragraph(
                (
                    Text("Sở Thông tin và Truyền thông là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh, có "),
                    figure("divisions", "04", "c-1"),
                    Text(" phòng chuyên môn và "),
                    figure("units", "01", "c-2"),
                    Text(" đơn vị trực thuộc; tổng số cán bộ, công chức, viên chức, người lao động là "),
                    figure("staff", "26", "c-3"),
                    Text(" người. Nội bộ cơ quan "),
                    Emphasis(text("đoàn kết, thống nhất")),
                    Text(", giữ vững trật tự, an toàn qua nhiều năm."),
                )
            ),
            Heading(1, text("Kết quả thực hiện")),
            Heading(2, text("Công tác phổ biến, quán triệt")),
            Paragraph(
                (
                    Text("Đã phổ biến Pháp lệnh Bảo vệ công trình quốc phòng và khu quân sự đến "),
                    figure("briefed", "100%", "c-4"),
                    Text(" cán bộ, công chức, viên chức và người lao động theo "),
                    document("plan-84", "Kế hoạch số 84/KH-STTTT ngày 21/01/2022", "c-5"),
                    Text(". Tập huấn tại "),
                    Strong(text("hội trường cơ quan")),
                    Text(" trong "),
                    Mark(MarkKind.NOT_A_CLAIM, "idiom", "hai", "c-6"),
                    Text(" buổi."),
                )
            ),
            Heading(2, text("Công tác tuyên truyền")),
            ListBlock(
                (
                    (
                        Paragraph(
                            text("Tuyên truyền Luật Giáo dục quốc phòng và an ninh trên hệ thống đài từ tỉnh đến xã")
                        ),
                    ),
                    (
                        Paragraph(
                            text("Phối hợp hướng dẫn báo chí, cổng thông tin điện tử đăng tải tin, bài về biển, đảo")
                        ),
                    ),
                    (
                        Paragraph((Text("Số tin, bài đã phát: "), figure("items", "1.234", "c-7"))),
                        ListBlock(((Paragraph(text("cấp tỉnh")),), (Paragraph(text("cấp xã")),)), is_ordered=True),
                    ),
                )
            ),
            Heading(3, text("Kết quả theo cấp")),
            Table(
                header=(
                    (
                        Cell(text("STT"), Align.CENTRE),
                        Cell(text("Cấp"), Align.CENTRE),
                        Cell(text("Số tin, bài"), Align.CENTRE),
                    ),
                ),
                rows=tuple(
                    (Cell(text(str(n)), Align.CENTRE), Cell(text(level)), Cell(text(count), Align.RIGHT))
                    for n, (level, count) in enumerate((("Tỉnh", "234"), ("Huyện", "400"), ("Xã", "600")), start=1)
                ),
                widths=(1, 5, 2),
                caption=text("Tin, bài theo cấp, năm 2022"),
            ),
            Picture(png(), alt="Sơ đồ minh họa các cấp phát tin", width_mm=60, caption=text("Hình minh họa")),
            Heading(1, text("Phương hướng, nhiệm vụ năm 2023")),
            Paragraph(
                (Text("Tiếp tục tuần tra, canh gác"), LineBreak(), Text("trong và ngoài cơ quan.")), anchor="next-year"
            ),
            PageBreak(),
            Paragraph(text("Sở Thông tin và Truyền thông báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo.")),
        )
    )


def proofs():
    rows = (
        ("divisions", "Số phòng chuyên môn", "4"),
        ("units", "Số đơn vị trực thuộc", "1"),
        ("staff", "Số cán bộ, công chức, viên chức, người lao động", "26"),
        ("briefed", "Tỷ lệ người được phổ biến", "100%"),
        ("items", "Số tin, bài đã phát", "1.234"),
    )
    facts = (("Cách tính", "đếm bản ghi hợp lệ đến ngày 15/12/2022"), ("Người duyệt", "Chánh Văn phòng"))
    files = (ProofFile("Danh sách công chức năm 2022.xlsx", "9f" * 32),)
    figures = tuple(Proof(MarkKind.FIGURE, key, title, value, facts, files) for key, title, value in rows)
    return (*figures, Proof(MarkKind.DOCUMENT, "plan-84", "Kế hoạch số 84/KH-STTTT ngày 21/01/2022", files=files))


def report(**changes):
    blocks = body()
    ground = (Text("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015"),)
    parts = {
        "header": HEADER,
        "body": blocks,
        "grounds": (ground, (Text("Theo đề nghị của Chánh Văn phòng Sở."),)),
        "addressees": ("Ủy ban nhân dân tỉnh Mẫu",),
        "signature": SIGNATURE,
        "recipients": ("Bộ Chỉ huy quân sự tỉnh", "Giám đốc và các Phó Giám đốc"),
        "filing": "VT, VP",
        "appendices": (
            Appendix(
                "Danh mục văn bản",
                (
                    Paragraph((Text("Xem thêm "), Link("trang công bố", "https://example.org/2022"), Text("."))),
                    Paragraph(text("Ghi chú."), style=ParagraphStyle.NOTE),
                    Paragraph(text("Hết."), style=ParagraphStyle.CENTRED),
                ),
            ),
            proof_appendix(proofs(), cited_in=blocks),
        ),
    }
    return OfficialDocument(**{**parts, **changes})
