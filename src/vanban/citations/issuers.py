"""The body named after "của", "do" or "giữa": where its name begins and, harder, where it ends.

Names of bodies have capitals at each word that names the kind, the function or the field (NĐ 30/2020, Appendix II, V10)
and small letters between, so a name runs on until a word that no name contains. Accents decide: "vệ" of "bảo vệ" may
stand in a name, "về" ends it. Patterns run on a window of bounded length, with bounded repetitions.
"""

from __future__ import annotations

import re
from functools import cache

from vanban.citations.page import Page

_WINDOW = 400
_LONGEST_NAME = 28

# Words that begin another citation or another clause.
_OPENERS = """
Nghị quyết|Nghị định|Quyết định|Chỉ thị|Thông tư|Luật|Bộ luật|Pháp lệnh|Kế hoạch số|Công văn|Công điện|Tờ trình|Báo cáo|Thông báo|Hướng dẫn|Kết luận
Quy định|Quy chế|Văn bản|Điều|Khoản|Điểm|Căn cứ|Theo|Xét|Chương trình|Hiến pháp|Sửa đổi|Ban hành|Phê duyệt|Lưu|Nơi nhận|Về|Quy chuẩn
"""
_BODIES = """
Bộ|Sở|Ủy ban|Uỷ ban|UBND|HĐND|Hội đồng|Tòa án|Toà án|Viện|Công an|Chính phủ|Thủ tướng|Ban|Chủ tịch|Tổng|Giám đốc|Phòng|Chi cục|Cục|Thanh tra
Mặt trận|Quốc hội|Ngân hàng|Trung ương|Đoàn|Liên đoàn|Hội|Kiểm toán|Văn phòng|Chánh án|Thống đốc|Chủ nhiệm|Trường|Trung tâm|Tập đoàn|Công ty|Đài|Tỉnh ủy
"""
# Central bodies, whose names end where they end, even before a capital on the next line.
_CENTRAL = """
Bộ Tài chính|Bộ Nội vụ|Bộ Tư pháp|Bộ Công an|Bộ Quốc phòng|Bộ Ngoại giao|Bộ Y tế|Bộ Xây dựng|Bộ Công Thương|Bộ Công thương|Bộ Giáo dục và Đào tạo
Bộ Khoa học và Công nghệ|Bộ Nông nghiệp và Môi trường|Bộ Nông nghiệp và Phát triển nông thôn|Bộ Văn hóa, Thể thao và Du lịch|Bộ Văn hoá, Thể thao và Du lịch
Bộ Dân tộc và Tôn giáo|Bộ Giao thông vận tải|Bộ Thông tin và Truyền thông|Bộ Tài nguyên và Môi trường|Bộ Kế hoạch và Đầu tư
Bộ Lao động - Thương binh và Xã hội|Bộ Lao động, Thương binh và Xã hội|Ngân hàng Nhà nước Việt Nam|Ngân hàng Nhà nước|Thanh tra Chính phủ|Kiểm toán nhà nước
Kiểm toán Nhà nước|Văn phòng Chính phủ|Văn phòng Quốc hội|Bảo hiểm xã hội Việt Nam|Hội đồng Thẩm phán Tòa án nhân dân tối cao|Tòa án nhân dân tối cao
Viện kiểm sát nhân dân tối cao|Viện Kiểm sát nhân dân tối cao|Ủy ban Dân tộc
Bộ Bưu chính, Viễn thông|Bộ Văn hóa - Thông tin|Bộ Văn hóa, Thông tin|Bộ Văn hoá - Thông tin|Bộ Khoa học, Công nghệ và Môi trường|Bộ Lao động -Thương binh và Xã hội
Bộ Nông nghiệp và PTNT|Bộ LĐTBXH|Bộ Thương mại|Bộ Công nghiệp|Bộ Thủy sản|Bộ Thuỷ sản
"""
_CENTRAL_POSTS = "Bộ trưởng|Thứ trưởng|Thống đốc|Tổng|Chánh án|Viện trưởng|Chủ nhiệm|Bộ trưởng, Chủ nhiệm"
_SMALL_HEADS = """
sở|bộ|ban|cục|chi cục|hội đồng|phòng|tòa|toà|viện|công ty|trường|trung tâm|liên bộ|ủy ban|uỷ ban|bộ trưởng|giám đốc|chủ tịch|tỉnh ủy|công an
"""
_UNITS = """
tỉnh|thành phố|[Tt][Pp]\\.?|huyện|quận|thị xã|xã|phường|thị trấn|đặc khu|Tỉnh|Thành phố|Quận|Phường|Huyện|Thị xã|Thị trấn|TỈNH|THÀNH PHỐ
"""

_BLANK = r"(?:[ \t\r\u00a0]+\n?[ \t\r]*|\n[ \t\r]*)"
_CAPITAL = r"[A-ZĐÐÀ-ÖØ-ÝĂÂÊÔƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸĨŨ]"


def _any(phrases: str) -> str:
    """The alternatives of *phrases*, with line breaks allowed between words."""
    return "|".join(p.replace(" ", _BLANK) for p in phrases.strip().replace("\n", "|").split("|"))


# Words at which no name goes on: pairs where neither word alone would be sure, then single words.
_PAIRS = """
quy định|qui định|quy đinh|ban hành|hướng dẫn|phê duyệt|cụ thể|triển khai|tổ chức|công bố|công nhận|thành lập|kiện toàn|điều chỉnh|bổ sung|bồ sung
bô sung|chấp thuận|chỉ đạo|yêu cầu|đề nghị|đê nghị|trả lời|thông báo|đồng ý|thu hồi|bổ nhiệm|ủy quyền|uỷ quyền|phân công|phân cấp|báo cáo|tham mưu
quán triệt|thực hiện|liên quan|đối với|căn cứ|xác định|hỗ trợ|phát động|nghị quyết|quyết định|thống nhất|giao nhiệm vụ|chủ trì|hết hiệu lực
"""
_SINGLES = """
về vê vè vể vé v/v sửa thì là có được đã sẽ như tại trong để đê cho từ đến với nhưng bị phải hoặc còn nêu trên này đó theo kèm thay bãi giao gửi xử gồm
do vào khi nên mà năm ngày nhằm cùng hiện trước ký tháng kể mới sau nay đang cũng không vẫn chưa đều rằng song xét nếu vì các những một mỗi cả đẩy
tăng đăng tiếp chuyển hủy huỷ khai làm bởi ra qua trình lên rồi hết khoản điểm tính ngoài đính bao
"""
# Pairs in names whose second word would otherwise end the name: "Bộ Ngoại giao", "Ban Quản lý các khu công nghiệp".
_INSIDE_NAMES = """
Ngoại giao|ngoại giao|Đối ngoại|việc làm|Việc làm|nông thôn mới|tiền gửi|lý các|hiệp các|Khối các|khối các|các tổ chức|Chương trình|chương trình|công trình|Công trình|hàng không|Hàng không
Phòng không|phòng không|một thành viên|thiết bị|người có|Người có|Đăng ký|đăng ký|phòng đăng|Sau đại học|trong và|bảo đảm|hợp tác|sau thu|không gian|quốc tế|không quân
"""
_STOP_PHRASES = [
    *_PAIRS.strip().replace("\n", "|").split("|"),
    *_SINGLES.split(),
    "cấp (?!tỉnh|huyện|xã|cao)",
    "số (?=[\\d:.…])",
]


def _patterns() -> tuple[str, str]:
    stop = "|".join(phrase.replace(" ", _BLANK) for phrase in _STOP_PHRASES)
    opener, body, unit = _any(_OPENERS), _any(_BODIES), _any(_UNITS)
    word = r"[^\W\d_]+"
    capital_word = rf"(?!(?:{opener})\b){_CAPITAL}[^\W\d_]*"
    place = rf"(?:{unit})(?:(?:{_BLANK}?{capital_word}|[ \u00a0]?\d{{1,2}}\b)(?:{_BLANK}(?:-{_BLANK})?{capital_word}){{0,4}})?"
    places = rf"{place}(?:,?{_BLANK}{place}){{0,2}}"
    council = (
        rf"(?:(?:(?:Phó{_BLANK})?(?:[Cc]hủ{_BLANK}tịch|CT)|Thường{_BLANK}trực|TT|(?:Chánh{_BLANK})?Văn{_BLANK}phòng|VP){_BLANK})?"
        rf"(?:[ỦUuủÚú]?[ỷyỷýỳỵUY]?[yỷý]?{_BLANK}[Bb]an{_BLANK}[Nn]hân{_BLANK}[Dd]ân|Hội{_BLANK}[Đđ]ồng{_BLANK}[Nn]hân{_BLANK}[Dd]ân|UBND|HĐND|HÐND"
        rf"|T(?:òa|oà){_BLANK}án{_BLANK}nhân{_BLANK}dân)(?!\w)(?:{_BLANK}(?:cấp{_BLANK}(?:tỉnh|huyện|xã|cao)|tối{_BLANK}cao|{places}))?"
    )
    party = rf"(?:[Tt]ỉnh|[Tt]hành|[Hh]uyện|[Đđ]ảng){_BLANK}[ủu][ỷy](?:{_BLANK}{capital_word}){{0,4}}"
    fixed = (
        rf"(?:(?:{_any(_CENTRAL_POSTS)}){_BLANK})?(?:{_any(_CENTRAL)})"
        rf"|Thủ{_BLANK}tướng{_BLANK}[Cc]hính{_BLANK}[Pp]hủ|[Cc]hính{_BLANK}[Pp]hủ|Chủ{_BLANK}tịch{_BLANK}(?:nước|Quốc{_BLANK}hội)"
        rf"|[ỦU][ỷy]{_BLANK}ban{_BLANK}[Tt]hường{_BLANK}vụ{_BLANK}Quốc{_BLANK}hội|UBTVQH"
        rf"|Quốc{_BLANK}hội(?:{_BLANK}khó?a?á?{_BLANK}[IVX]+)?|Bộ{_BLANK}Chính{_BLANK}trị"
        rf"|Ban{_BLANK}Bí{_BLANK}thư(?:{_BLANK}Trung{_BLANK}ương(?:{_BLANK}Đảng)?)?"
        rf"|(?:Ban{_BLANK}[Tt]hường{_BLANK}vụ|BTV|Thường{_BLANK}trực){_BLANK}{party}"
    )
    kept = _any(_INSIDE_NAMES)
    run = rf"(?:(?:{kept})\b|(?!(?:{stop})\b|và\b){word})"
    listed = (
        rf"(?!(?:{opener}|{body})\b){_CAPITAL}[^\W\d_]*(?:{_BLANK}{run}){{0,4}}{_BLANK}và{_BLANK}{_CAPITAL}[^\W\d_]*"
    )
    step = (
        rf"(?:{_BLANK}(?!(?:{opener})\b)(?:{run}|\d{{1,4}}(?![/.\d])"
        rf"|và{_BLANK}(?!(?:{stop}|{opener}|{body}|ý|thống|việc|tình|văn|công{_BLANK}văn|công{_BLANK}điện|kế{_BLANK}hoạch|chỉ{_BLANK}thị|nghị|hướng|tờ{_BLANK}trình|thông{_BLANK}tư|luật|pháp)\b){word}|[-–&]{_BLANK}?{_CAPITAL}[^\W\d_]*)"
        rf"|,{_BLANK}(?:chống{_BLANK}{word}|tệ{_BLANK}nạn|{listed}))"
    )
    # The name of a place closes the name of its body.
    head = rf"(?!(?:{opener})\b)(?:(?:{kept})\b|Bộ{_BLANK}trưởng,{_BLANK}(?:Chủ{_BLANK}nhiệm|Trưởng{_BLANK}ban)|{_CAPITAL}[^\W_]*|(?:{_any(_SMALL_HEADS)})\b)"
    name = rf"(?:{fixed}|{council})(?!\w)|{head}{step}{{0,{_LONGEST_NAME}}}"
    joint = rf"(?:,{_BLANK}|{_BLANK}(?:và|với|-|–){_BLANK})(?=(?:{body})\b)"
    return name, joint


@cache
def _name() -> re.Pattern[str]:
    return re.compile(_patterns()[0])


@cache
def _capitals() -> re.Pattern[str]:
    """A name in a heading set in capitals, up to the first stop word in capitals."""
    stop = "|".join(phrase.upper().replace(" ", _BLANK) for phrase in _STOP_PHRASES if "(" not in phrase)
    word = rf"(?!(?:{stop})\b)[A-ZĐÀ-Ỹ]{{2,}}(?![a-zà-ỹ])|(?!(?:{stop})\b)[ÝYỦỴẾÂĂÊÔƠƯ]"
    post = rf"(?:(?:{_any(_CENTRAL_POSTS.upper())}){_BLANK})?"
    central = rf"(?:THỦ{_BLANK}TƯỚNG{_BLANK})?CHÍNH{_BLANK}PHỦ|ỦY{_BLANK}BAN{_BLANK}THƯỜNG{_BLANK}VỤ{_BLANK}QUỐC{_BLANK}HỘI|QUỐC{_BLANK}HỘI|{post}(?:{_any(_CENTRAL.upper())})"
    more = rf",{_BLANK}{post}(?:{_any(_CENTRAL.upper())})"
    return re.compile(
        rf"\s{{0,3}},?\s{{0,3}}(?:CỦA|DO)\s{{1,4}}((?:{central})(?!\w)(?:{more}){{0,6}}"
        rf"|(?:{word})(?:(?:{_BLANK}(?:-{_BLANK})?|,{_BLANK})(?:{word})){{0,16}})"
    )


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(_patterns()[1])


@cache
def _place_end() -> re.Pattern[str]:
    """From a province to the first word that is not part of its name."""
    capital = rf"{_CAPITAL}[^\W\d_]*"
    return re.compile(
        rf"\b(?:tỉnh|thành{_BLANK}phố){_BLANK}{capital}(?:{_BLANK}(?:-{_BLANK})?{capital}){{0,4}}(?={_BLANK}[^\W\d_A-ZĐ])"
    )


@cache
def _intro() -> re.Pattern[str]:
    # The number of a page that breaks here may stand before.
    return re.compile(
        r"(?:\s{0,3}\n\s{0,3}\d{1,3}[ \t\r]*\n)?\s{0,3},?\s{0,3}(?:(?:được\s+)?ban hành bởi|c[uúùủũụ][aáàảãạ]|do|giữa)\s{1,4}"
    )


def issuer_after(page: Page, at: int, *, joint: bool = False) -> tuple[str | None, int]:
    """The body named at *at* after "của", "do", "giữa" or "ban hành bởi", white space collapsed, and where it ends.

    *joint* lets the name run on over "và" and commas to further bodies, as joint circulars need. (None, at) for none.
    """
    window = page.text[at : at + _WINDOW]
    intro = _intro().match(window)
    if not intro:
        return _in_capitals(window, at)
    name, end = _read(window, at, intro.end(), joint=joint or "giữa" in intro.group())
    if "do" in intro.group() and not _issued().match(page.text, end, end + 24):
        return None, at
    return name, end


@cache
def _issued() -> re.Pattern[str]:
    """What follows a body after "do" when it issued the document, and did not something else that the document says."""
    return re.compile(r"\s*(?:ban hành|ký|phát hành|thông qua|công bố|phê duyệt|trình|gửi|soạn|về|ngày|[,;.)\"”]|$)")


def _in_capitals(window: str, at: int) -> tuple[str | None, int]:
    match = _capitals().match(window)
    return (" ".join(match[1].split()), at + match.end()) if match else (None, at)


def issuer_at(page: Page, at: int) -> tuple[str | None, int]:
    """The body whose name begins at *at*, and where it ends; (None, at) for none."""
    return _read(page.text[at : at + _WINDOW], at, 0, joint=False)


def _read(window: str, at: int, start: int, *, joint: bool) -> tuple[str | None, int]:
    end = _end(window, start)
    if end is None:
        return None, at
    while joint and (more := _joint().match(window, end)) and (further := _end(window, more.end())):
        end = further
    return " ".join(window[start:end].split()), at + end


def _end(window: str, start: int) -> int | None:
    match = _name().match(window, start)
    if not match:
        return None
    place = _place_end().search(window, start, match.end())
    return place.end() if place else match.end()
