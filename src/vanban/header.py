"""What an official document says of itself: number, date, issuer, type, subject, signer.

Layout after NĐ 30/2020, Appendix I (ô 2, 3, 4, 5a/5b, 7), and the practice of legal documents; text that lost its columns,
or lies in a web page, is read as far as it goes, and every field that had to be found elsewhere is named in `findings`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from vanban.document_types import TYPES
from vanban.number import DocumentNumber, parse
from vanban.text.dates import existing_date
from vanban.text.folding import fold, nfc


class HeaderFinding(StrEnum):
    """What is missing from a header, or where a field was found instead."""

    NO_NUMBER = "no_number"
    NO_DATE = "no_date"
    NO_ISSUER = "no_issuer"
    NO_TYPE = "no_type"
    NUMBER_FROM_TITLE = "number_from_title"
    DATE_FROM_CLOSING = "date_from_closing"
    DATE_WITHOUT_DAY = "date_without_day"
    ISSUER_FROM_SYMBOL = "issuer_from_symbol"
    ISSUER_FROM_ENACTMENT = "issuer_from_enactment"


@dataclass(frozen=True, slots=True)
class Header:
    """A document's own header; None where the text does not say. *document_type* is a code of `document_types.TYPES`."""

    number: DocumentNumber | None = None
    issued_on: date | None = None
    issuer: str | None = None
    document_type: str | None = None
    subject: str | None = None
    place: str | None = None
    signer: str | None = None
    signer_post: str | None = None
    signing_capacity: str | None = None
    findings: tuple[HeaderFinding, ...] = ()


_HEAD = 3500
_TAIL = 4000
_MOTTOES = ("cong hoa xa hoi chu nghia viet nam", "doc lap", "dang cong san viet nam", "hanh phuc")
_MASTHEAD = ("trang chu", "van ban quy pham phap luat", "gioi thieu", "van ban phap luat")
_BODIES = {
    "CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "CTN": "Chủ tịch nước", "VPQH": "Văn phòng Quốc hội", "VPCP": "Văn phòng Chính phủ",
    "BTC": "Bộ Tài chính", "BNV": "Bộ Nội vụ", "BTP": "Bộ Tư pháp", "BCA": "Bộ Công an", "BQP": "Bộ Quốc phòng", "BNG": "Bộ Ngoại giao", "BYT": "Bộ Y tế",
    "BXD": "Bộ Xây dựng", "BCT": "Bộ Công Thương", "BGDĐT": "Bộ Giáo dục và Đào tạo", "BKHCN": "Bộ Khoa học và Công nghệ", "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch", "BDTTG": "Bộ Dân tộc và Tôn giáo", "NHNN": "Ngân hàng Nhà nước Việt Nam", "TTCP": "Thanh tra Chính phủ",
    "BGTVT": "Bộ Giao thông vận tải", "BTTTT": "Bộ Thông tin và Truyền thông", "BTNMT": "Bộ Tài nguyên và Môi trường", "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn", "BLĐTBXH": "Bộ Lao động - Thương binh và Xã hội", "KTNN": "Kiểm toán nhà nước",
    "TANDTC": "Tòa án nhân dân tối cao", "VKSTC": "Viện kiểm sát nhân dân tối cao", "VKSNDTC": "Viện kiểm sát nhân dân tối cao",
}  # fmt: skip


@cache
def _number() -> re.Pattern[str]:
    types = "|".join(kind.name for kind in TYPES.values())
    return re.compile(
        rf"(?:^|[\n\t|>]|\s{{2}})\s*(?:(?P<kind>(?i:{types}))\s+[Ss]|S)[ốỐôÔóỏồ]\s{{0,2}}[:.]?\s{{0,3}}(?P<number>\d[\w.]{{0,8}}\s?[/-]\s?(?:\d{{4}}\s?/\s?)?[^\s,;|<>]{{1,40}}(?:\s?-\s?[A-ZĐ][\w-]{{0,16}})?)"
    )


@cache
def _dateline() -> re.Pattern[str]:
    return re.compile(
        r"(?:^|[\n\t|]|\s{2})\s*(?P<place>[^\W\d_][^\d\n\t|,;:]{1,40}?)\s?,\s{0,3}ngày\s{0,3}(?P<day>[\d. …]{0,6}?)\s{0,3}tháng\s{0,3}(?P<month>[\d. …]{0,6}?)\s{0,3}năm\s{0,3}(?P<year>\d{4})",
        re.IGNORECASE,
    )


@cache
def _passed() -> re.Pattern[str]:
    return re.compile(
        r"(?:Quốc hội|Ủy ban|Uỷ ban|Hội đồng nhân dân)[^.;\n]{0,160}? thông qua[^.;\n]{0,20}? ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})",
        re.IGNORECASE,
    )


def read_header(text: str) -> Header:
    """The header of the official document *text*; fields that it does not show are None and named in `findings`."""
    head, tail = _visible(text[:_HEAD]), _visible(text[-_TAIL:])
    findings: list[HeaderFinding] = []
    number, kind_word = _read_number(head, findings)
    issued_on, place = _read_date(head, tail, findings)
    kind, title_line = _read_type(head, number, kind_word)
    issuer = _read_issuer(head, number, kind, findings)
    if kind is None:
        findings.append(HeaderFinding.NO_TYPE)
    capacity, post, signer = _read_signature(tail)
    return Header(
        number, issued_on, issuer, kind, _read_subject(head, title_line), place, signer, post, capacity, tuple(findings)
    )


def _visible(text: str) -> str:
    """*text* in NFC without the marks that only steer its direction or joining."""
    return nfc(text).translate(dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad")))


def _read_number(head: str, findings: list[HeaderFinding]) -> tuple[DocumentNumber | None, str | None]:
    for match in _number().finditer(head):
        before = head[: match.start()]
        if (
            len(before) > 1200
            or re.search(r"\n\s*(?:Căn cứ|Điều 1)\b", before)
            or (match["kind"] and _type_line().search(before))
        ):
            break
        if (number := parse(match["number"])) and number.symbol[:1].isupper():
            return number, match["kind"]
    types = "|".join(kind.name for kind in TYPES.values())
    title = re.search(rf"(?:^|\n)\s*({types})\s+số\s+(\d[\w./-]{{2,40}})", head[:1500])
    if title and fold(head[:60]).lstrip().startswith(_MASTHEAD) and (number := parse(title[2])):
        findings.append(HeaderFinding.NUMBER_FROM_TITLE)
        return number, title[1]
    findings.append(HeaderFinding.NO_NUMBER)
    return None, None


def _read_date(head: str, tail: str, findings: list[HeaderFinding]) -> tuple[date | None, str | None]:
    place = None
    for match in _dateline().finditer(head[:2000]):
        place = " ".join(match["place"].split())
        if match["day"].strip().isdigit() and match["month"].strip().isdigit():
            day = existing_date(int(match["year"]), int(match["month"]), int(match["day"]))
            if day:
                return day, place
        findings.append(HeaderFinding.DATE_WITHOUT_DAY)
        break
    for passed in reversed(list(_passed().finditer(tail))):
        if day := existing_date(int(passed[3]), int(passed[2]), int(passed[1])):
            findings.append(HeaderFinding.DATE_FROM_CLOSING)
            return day, place
    findings.append(HeaderFinding.NO_DATE)
    return None, place


@cache
def _type_line() -> re.Pattern[str]:
    names = "|".join(re.escape(kind.name.upper()) for kind in sorted(TYPES.values(), key=lambda kind: -len(kind.name)))
    return re.compile(rf"(?:^|\n)[ \t|*#]*({names})[ \t:|*]*(?=\n|$)")


def _read_type(head: str, number: DocumentNumber | None, kind_word: str | None) -> tuple[str | None, int | None]:
    """The type by the line that names it, else by the words before the number, else by the symbol; and where its line ends."""
    by_name = {kind.name.upper(): kind.code for kind in TYPES.values()}
    if line := _type_line().search(head[:2500]):
        return by_name[line[1].upper()], line.end()
    if kind_word and (code := by_name.get(kind_word.upper())):
        return code, None
    if number and number.document_type:
        return number.document_type.code, None
    if number and (re.search(r"\bV/v\b|Kính gửi", head) or number.form == "letter"):
        return "cong_van", None
    return None, None


def _read_issuer(
    head: str, number: DocumentNumber | None, kind: str | None, findings: list[HeaderFinding]
) -> str | None:
    if issuer := _issuer_lines(head):
        return issuer
    if kind in ("luat", "bo_luat", "hien_phap") or (number and re.fullmatch(r"QH\d+", number.symbol)):
        findings.append(HeaderFinding.ISSUER_FROM_SYMBOL)
        return "Quốc hội"
    if number and number.symbol.startswith("UBTVQH"):
        findings.append(HeaderFinding.ISSUER_FROM_SYMBOL)
        return "Ủy ban Thường vụ Quốc hội"
    enacted = re.search(
        r"\n\s*([^\n.;]{4,80}?) (?:ban hành|quyết định ban hành|QUYẾT ĐỊNH)\s(?:Nghị định|Thông tư|Quyết định|Nghị quyết|Chỉ thị)",
        head,
    )
    if enacted and enacted[1][0].isupper() and not enacted[1].startswith(("Căn cứ", "Theo", "Điều")):
        findings.append(HeaderFinding.ISSUER_FROM_ENACTMENT)
        return enacted[1].strip()
    if number and (name := next((_BODIES[body] for body in number.bodies if body in _BODIES), None)):
        findings.append(HeaderFinding.ISSUER_FROM_SYMBOL)
        return name
    findings.append(HeaderFinding.NO_ISSUER)
    return None


def _issuer_lines(head: str) -> str | None:
    """The lines in capitals above the number, without the superior body, the motto and the rules between them."""
    lines: list[str] = []
    for cell in re.split(r"[\n\t|]+|\s{3,}", head[:700]):
        line = " ".join(cell.split()).strip("-_*# ")
        folded = fold(line)
        if not line:
            continue
        if _begins_body(folded) or _names_type(line):
            break
        if any(motto in folded for motto in _MOTTOES) or folded in _MASTHEAD:
            continue
        if re.match(r"so\s?[:.]?\s?\d|.{0,24}\sso\s?:|.{2,40}, ?ngay", folded):
            continue
        if not _is_capitals(line) or len(line) > 90:
            break
        lines.append(line)
    return _without_superior(lines)


def _begins_body(folded: str) -> bool:
    return folded.startswith(("can cu", "dieu 1", "chuong i", "v/v", "kinh gui", "theo de nghi"))


def _names_type(line: str) -> bool:
    return line.upper() == line and any(line.rstrip(" :") == kind.name.upper() for kind in TYPES.values())


def _is_capitals(line: str) -> bool:
    letters = [character for character in line if character.isalpha()]
    return len(letters) >= 4 and sum(character.isupper() for character in letters) >= 0.9 * len(letters)


# A body named alone on its line; a second such line under it is the issuer, the first its superior.
_STARTS = (
    "bo", "so", "uy ban", "ubnd", "hoi dong", "hdnd", "chinh phu", "thu tuong", "quoc hoi", "toa an", "vien", "cuc", "tong cuc", "chi cuc", "phong", "ban", "trung tam",
    "truong", "ngan hang", "thanh tra", "kiem toan", "van phong", "chu tich", "dang uy", "tinh uy", "huyen uy", "thanh uy", "chi bo", "dang bo", "doan", "hoi", "lien",
    "cong ty", "tong cong ty", "tap doan", "doan the", "mat tran", "cong an", "bao hiem", "benh vien", "hoc vien", "dai hoc", "kho bac", "nha", "trung uong", "to cong tac",
)  # fmt: skip


def _without_superior(lines: list[str]) -> str | None:
    if not lines:
        return None
    bodies: list[str] = []
    for line in lines:
        if (bodies and not fold(line).startswith(tuple(f"{start} " for start in _STARTS))) or not bodies:
            bodies[-1:] = [f"{bodies[-1]} {line}" if bodies else line]
        else:
            bodies.append(line)
    name = bodies[-1]
    if name.upper() == "QUỐC HỘI" and len(bodies) > 1 and fold(bodies[-2]) == "uy ban thuong vu":
        name = f"{bodies[-2]} {name}"
    return title_case(name)


# Words that stay small inside a body's name (NĐ 30/2020, Appendix II, V10), told from the words that begin a phrase.
_PHRASES = (
    "Ủy ban nhân dân", "Uỷ ban nhân dân", "Hội đồng nhân dân", "Ủy ban Thường vụ Quốc hội", "Uỷ ban Thường vụ Quốc hội", "Thủ tướng Chính phủ", "Chính phủ", "Quốc hội", "Chủ tịch nước",
    "Tài chính", "Nội vụ", "Tư pháp", "Công an", "Quốc phòng", "Ngoại giao", "Y tế", "Xây dựng", "Công Thương", "Giáo dục", "Đào tạo", "Khoa học", "Công nghệ", "Nông nghiệp", "Môi trường",
    "Văn hóa", "Thể thao", "Du lịch", "Dân tộc", "Tôn giáo", "Ngân hàng Nhà nước", "Việt Nam", "Thanh tra", "Giao thông vận tải", "Thông tin", "Truyền thông", "Tài nguyên", "Kế hoạch",
    "Đầu tư", "Phát triển nông thôn", "Lao động", "Thương binh", "Xã hội", "Kiểm toán nhà nước", "Tòa án nhân dân tối cao", "Viện kiểm sát nhân dân tối cao", "Tòa án nhân dân", "Văn phòng",
    "Hội đồng Thẩm phán", "Ban Chấp hành", "Trung ương", "Ban Thường vụ", "Tỉnh ủy", "Thành ủy", "Huyện ủy", "Đảng ủy", "Ban Chỉ đạo", "Ban Quản lý", "Trung tâm", "Chi cục", "Tổng cục",
    "tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "thị trấn", "và", "Giám đốc", "Phó Giám đốc", "Chủ tịch", "Phó Chủ tịch", "Thứ trưởng", "Thủ tướng", "Phó Thủ tướng", "Cục trưởng", "Chánh Văn phòng", "Trưởng phòng", "Trưởng ban", "Bộ trưởng", "Thống đốc", "Nhà nước", "Công ty", "Trường", "Bảo hiểm xã hội", "Kho bạc",
)  # fmt: skip


@cache
def _phrases() -> dict[str, str]:
    return {phrase.lower(): phrase for phrase in _PHRASES}


def title_case(name: str) -> str:
    """A body's name in capitals, written as in running text: "BỘ TÀI CHÍNH" is "Bộ Tài chính".

    Known phrases keep their form; every other word, place names above all, takes a capital.
    """
    if not _is_capitals(name):
        return name
    syllables, result, index = name.lower().split(), [], 0
    while index < len(syllables):
        length = next(
            (n for n in range(6, 0, -1) if " ".join(syllables[index : index + n]).strip(",") in _phrases()), 0
        )
        piece = " ".join(syllables[index : index + max(length, 1)])
        result.append(
            piece.replace(piece.strip(","), _phrases()[piece.strip(",")]) if length else piece[:1].upper() + piece[1:]
        )
        index += max(length, 1)
    joined = " ".join(result)
    return joined[:1].upper() + joined[1:]


def _read_subject(head: str, at: int | None) -> str | None:
    """The abstract (trích yếu): the lines under the type's name, or after "V/v"."""
    if at is None:
        match = re.search(
            r"(?:V/v|Về việc)\s*:?\s+((?:[^\n]+\n?){1,4}?)(?=\n\s*\n|\n?\s*Kính gửi|\n?[^\n]{2,40}, ngày|\t|$)", head
        )
        return " ".join(match[1].split()) if match else None
    lines: list[str] = []
    for line in head[at:].lstrip().splitlines():
        text = " ".join(line.split()).strip("-_ ")
        if (
            not text
            or re.match(r"(?:Căn cứ|Điều \d|Chương|Phần|Kính gửi|Thực hiện|Theo đề nghị|I\.|1\.)", text)
            or (lines and _closes_subject(text))
        ):
            if lines:
                break
            continue
        lines.append(text)
        if len(lines) >= 8:
            break
    return " ".join(lines) or None


def _closes_subject(text: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:CHÍNH PHỦ|THỦ TƯỚNG CHÍNH PHỦ|QUỐC HỘI|[ỦU][ỶY] BAN [^a-z]+|BỘ TRƯỞNG [^a-z]+|CHỦ TỊCH [^a-z]+|HỘI ĐỒNG NHÂN DÂN [^a-z]+|GIÁM ĐỐC [^a-z]+)",
            text,
        )
    )


_CAPACITIES = ("TM", "Q", "KT", "TL", "TUQ", "T/M", "K/T")


def _read_signature(tail: str) -> tuple[str | None, str | None, str | None]:
    """(capacity, post, name) of the signer, from the block of capitals before the last personal name."""
    lines = [" ".join(line.split()) for cell in tail.splitlines() for line in re.split(r"\t|\|", cell)]
    lines = [line for line in lines if line]
    posts = [index for index, line in enumerate(lines) if _is_post(line)]
    if not posts:
        return None, None, None
    last = posts[0]
    for index in posts[1:]:
        if index - last > 6:
            break
        last = index
    capacity = next(
        (
            match[1].replace("/", "")
            for line in lines[max(0, last - 2) : last + 1]
            if (match := re.match(r"(TM|T/M|Q|KT|K/T|TL|TUQ)\.\s?", line))
        ),
        None,
    )
    post = re.sub(r"^(?:TM|T/M|Q|KT|K/T|TL|TUQ)\.\s?", "", lines[last])
    name = next((line for line in lines[last + 1 : last + 5] if _is_person(line)), None)
    return capacity, title_case(post), name


def _is_post(line: str) -> bool:
    bare = re.sub(r"^(?:TM|T/M|Q|KT|K/T|TL|TUQ)\.\s?", "", line)
    words = (
        "CHỦ TỊCH",
        "BỘ TRƯỞNG",
        "THỨ TRƯỞNG",
        "THỦ TƯỚNG",
        "GIÁM ĐỐC",
        "THỐNG ĐỐC",
        "CỤC TRƯỞNG",
        "CHÁNH",
        "TRƯỞNG",
        "BÍ THƯ",
        "TỔNG",
        "VIỆN TRƯỞNG",
        "VỤ TRƯỞNG",
        "PHÓ",
    )
    return _is_capitals(bare) and len(bare) < 70 and bare.startswith(words)


def _is_person(line: str) -> bool:
    name = re.sub(
        r"^(?:Thượng tướng|Đại tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|TS\.?|PGS\.?|GS\.?|ThS\.?)\s+", "", line
    )
    syllables = name.split()
    return 2 <= len(syllables) <= 6 and all(syllable[:1].isupper() and syllable[1:].islower() for syllable in syllables)
