"""What is wrong with a source, said so that whoever typed it knows what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from minhchung.imports.enums import Severity


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding before it is stored. `row` 0 is the sheet as a whole."""

    sheet: str
    code: str
    row: int = 0
    column: str = ""
    severity: Severity = Severity.ERROR
    data: Mapping[str, str | int] = field(default_factory=dict)


# code → (what happened, what to do); both are format strings over the finding's data.
SENTENCES: dict[str, tuple[str, str]] = {
    "formula": (
        _("Ô chứa công thức {formula}; giá trị do công thức tính ra không được tin dùng."),
        _("Sao chép ô rồi dán giá trị (Paste Special › Values)."),
    ),
    "error_value": (_("Ô mang giá trị lỗi {value}."), _("Sửa ô hoặc để trống.")),
    "required": (_("Ô bắt buộc đang để trống."), _("Điền giá trị.")),
    "too_long": (_("Nội dung dài {length} ký tự, tối đa {limit}."), _("Rút gọn nội dung.")),
    "hidden_character": (
        _("Ô có ký tự điều khiển ẩn {character}."),
        _("Gõ lại nội dung, không dán từ nguồn lạ."),
    ),
    "decomposed": (
        _("{count} ô dùng Unicode tổ hợp (NFD); đã đọc theo Unicode dựng sẵn (NFC)."),
        _("Không cần sửa; nên đặt bộ gõ ở chế độ Unicode dựng sẵn."),
    ),
    "key_form": (
        _("“{value}” không phải mã hợp lệ (chỉ gồm chữ không dấu, số, gạch nối, gạch dưới)."),
        _("Đổi thành “{suggestion}”."),
    ),
    "date_form": (_("“{value}” không phải ngày đọc được."), _("Ghi theo dạng dd/mm/yyyy, ví dụ 21/01/2022.")),
    "date_range": (_("Ngày {value} ngoài khoảng 1900–2200."), _("Kiểm tra lại năm.")),
    "integer_form": (_("“{value}” không phải số nguyên không âm."), _("Ghi số, ví dụ 26.")),
    "flag_form": (_("“{value}” không phải có/không."), _("Ghi “x” hoặc “có” nếu đúng, để trống nếu không.")),
    "choice": (_("“{value}” không có trong danh mục."), _("Chọn một trong: {choices}.")),
    "reference": (_("Không có {kind} “{value}”."), _("Thêm vào sheet “{sheet}” hoặc sửa lại.")),
    "order": (_("{kind} “{value}” đứng sau dòng này."), _("Đưa dòng “{value}” lên trước dòng này.")),
    "file_missing": (_("Không tìm thấy tệp “{value}”."), _("Đặt tệp cạnh sổ theo đúng đường dẫn đã ghi, hoặc sửa đường dẫn.")),
    "file_outside": (_("Đường dẫn “{value}” trỏ ra ngoài thư mục của sổ."), _("Đặt tệp cạnh sổ rồi ghi đường dẫn tương đối.")),
    "file_too_large": (_("Tệp “{value}” lớn {size} byte, tối đa {limit}."), _("Giảm dung lượng hoặc tách tệp.")),
    "duplicate": (_("Dòng này trùng với dòng {first} ({identity}) nhưng khác nội dung."), _("Giữ một dòng đúng, xoá dòng kia.")),
    "repeated": (_("Dòng này lặp lại y hệt dòng {first}; được bỏ qua."), _("Xoá dòng lặp.")),
    "column_missing": (_("Thiếu cột bắt buộc “{header}”."), _("Thêm cột “{header}”.")),
    "column_unknown": (_("Không nhận ra cột “{header}”; cột này bị bỏ qua."), _("Xoá cột hoặc đổi tên.")),
    "column_twice": (_("Cột “{header}” xuất hiện hai lần."), _("Giữ một cột.")),
    "header_missing": (_("Không tìm thấy dòng tiêu đề của sheet."), _("Ghi tên các cột vào một trong 15 dòng đầu: {headers}.")),
    "sheet_unknown": (_("Không nhận ra sheet này; nó bị bỏ qua."), _("Xoá sheet hoặc đổi tên.")),
    "sheet_twice": (_("Hai sheet cùng là “{sheet}”."), _("Gộp vào một sheet.")),
    "merged": (_("Các ô {reference} bị gộp trong vùng dữ liệu."), _("Bỏ gộp ô (Unmerge Cells) và điền giá trị cho từng dòng.")),
    "fixed": (
        _("Bản ghi “{identity}” đã có và không sửa được bằng nhập khẩu: {fields}."),
        _("Khôi phục giá trị cũ trong tệp, hoặc đính chính trên hệ thống."),
    ),
    "more": (_("Còn {count} phát hiện nữa ở sheet này không liệt kê."), _("Sửa các lỗi đã nêu rồi nhập lại.")),
    "invalid": (_("{reason}"), _("Sửa dòng này.")),
    "ends_before": (_("Ngày kết thúc trước ngày bắt đầu."), _("Kiểm tra lại hai ngày.")),
    "task_source": (_("Nhiệm vụ chưa có căn cứ."), _("Ghi nội dung chỉ đạo hoặc văn bản nguồn.")),
    "task_finished": (_("Nhiệm vụ hoàn thành mà chưa có ngày hoàn thành."), _("Ghi ngày hoàn thành.")),
    "proves_nothing": (
        _("Minh chứng chưa gắn với việc gì."),
        _("Ghi hoạt động, nhiệm vụ hoặc tiêu chí mà tệp chứng minh."),
    ),
    "strength_system": (
        _("Tệp nhập vào không thể mang độ mạnh “Hệ thống ghi nhận”."),
        _("Chọn “Đơn vị nộp” hoặc “Bên ngoài xác nhận”."),
    ),
    "paper_unproved": (
        _("Danh sách ký giấy chưa kèm tệp nào."),
        _("Ghi minh chứng là tệp quét danh sách, hoặc hoạt động có tệp đó."),
    ),
    "system_confirmation": (
        _("Xác nhận trên hệ thống chỉ do chính người đó thực hiện, không nhập thay được."),
        _("Xoá dòng này; người đó đăng nhập, đọc văn bản và xác nhận."),
    ),
    "one_support": (_("Phải ghi đúng một minh chứng hoặc một văn bản."), _("Điền một trong hai cột, để trống cột kia.")),
    "declaration": (
        _("Ô thông tin “{value}” không đúng dạng mã|nhãn|kiểu|lựa chọn."),
        _("Ghi như “so_nguoi|Số người|number” hoặc “muc|Mức|choice*|a=Tốt, b=Khá”."),
    ),
    "number_unread": (_("Không đọc được số, ký hiệu của văn bản."), _("Bổ sung số, ký hiệu sau khi nhập, hoặc ghi vào sổ bằng tay.")),
    "date_unread": (_("Không đọc được ngày ban hành của văn bản."), _("Bổ sung ngày ban hành sau khi nhập.")),
    "issuer_unread": (_("Không đọc được cơ quan ban hành."), _("Bổ sung cơ quan ban hành sau khi nhập.")),
    "type_unread": (_("Không đọc được tên loại văn bản; tạm ghi là “Văn bản khác”."), _("Chọn tên loại sau khi nhập.")),
    "subject_unread": (_("Không đọc được trích yếu; tạm dùng dòng đầu của văn bản."), _("Sửa trích yếu sau khi nhập.")),
    "text_unreadable": (_("Tệp không phải văn bản UTF-8."), _("Lưu tệp dạng .txt UTF-8 rồi nhập lại.")),
    "text_twice": (
        _("Văn bản trùng số, ký hiệu, cơ quan và năm với văn bản thứ {first}; vẫn được vào sổ."),
        _("Kiểm tra hai văn bản; nếu là một, rút dòng thừa khỏi sổ."),
    ),
    "text_empty": (_("Văn bản không có nội dung; bị bỏ qua."), _("Kiểm tra tệp nguồn.")),
    "secret_doubt": (
        _("Văn bản có dòng giống dấu chỉ độ mật ({stamp}); chưa nhận."),
        _("Nếu chắc chắn không phải tài liệu mật, vào sổ văn bản này bằng tay và xác nhận."),
    ),
    "secret": (_("Văn bản mang dấu chỉ mức độ mật; bị từ chối và không lưu."), _("Xử lý văn bản này ngoài hệ thống theo quy định về bảo vệ bí mật nhà nước.")),
}  # fmt: skip


def what(code: str, data: Mapping[str, object]) -> str:
    """The sentence that says what was found."""
    return _said(SENTENCES[code][0], data)


def to_do(code: str, data: Mapping[str, object]) -> str:
    """The sentence that says what to do about it, with the name that was probably meant."""
    advice = _said(SENTENCES[code][1], data)
    if near := data.get("near"):
        advice += " " + gettext("Có phải là “{near}”?").replace("{near}", str(near))
    return advice


def _said(sentence: str, data: Mapping[str, object]) -> str:
    text = str(sentence)
    for name, value in data.items():
        text = text.replace("{" + name + "}", str(value))
    return text
