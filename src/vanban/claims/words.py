"""The words around numbers that say what a number is: units, countable nouns, names, ordinals. Data for the rules."""

from __future__ import annotations

MONEY = {"đồng": 1, "đ": 1, "vnđ": 1, "vnd": 1, "usd": 1, "đô la mỹ": 1, "đô la": 1, "euro": 1}
SCALES = {
    "nghìn": 10**3,
    "ngàn": 10**3,
    "triệu": 10**6,
    "tỷ": 10**9,
    "tỉ": 10**9,
    "nghìn tỷ": 10**12,
    "ngàn tỷ": 10**12,
}
MEASURES = (
    "ha", "héc ta", "hecta", "km", "km2", "km²", "m", "m2", "m²", "m3", "m³", "mét", "mét vuông", "cây số", "kg", "tấn", "tạ", "yến", "lít",
    "gb", "tb", "mb", "mbps", "kwh", "mw", "giờ", "phút", "giây", "tuổi", "°c", "độ", "hải lý",
)  # fmt: skip
DURATIONS = ("ngày làm việc", "ngày", "tuần", "tháng", "quý", "năm", "giờ", "phút", "tiếng")

# Nouns that are counted; a lone number word ("hai", "năm") counts only before one of them.
COUNTABLE = (
    "người", "cán bộ", "công chức", "viên chức", "đồng chí", "nhân viên", "đảng viên", "đoàn viên", "hội viên", "học sinh", "sinh viên", "học viên", "chiến sĩ",
    "thành viên", "đại biểu", "lượt", "phòng", "ban", "đơn vị", "cơ quan", "tổ chức", "doanh nghiệp", "hộ", "gia đình", "xã", "phường", "huyện", "thôn", "bản", "tỉnh",
    "trường", "trung tâm", "chi bộ", "đảng bộ", "chi đoàn", "tổ", "đội", "nhóm", "đoàn", "lớp", "khóa", "buổi", "đợt", "cuộc", "hội nghị", "hội thảo", "lần", "ca", "kỳ",
    "văn bản", "kế hoạch", "quyết định", "công văn", "báo cáo", "tờ trình", "nghị quyết", "chỉ thị", "hồ sơ", "thủ tục", "vụ", "vụ việc", "đơn", "trường hợp", "ý kiến",
    "tin", "bài", "tin bài", "chuyên mục", "chuyên đề", "phóng sự", "tờ rơi", "băng rôn", "pa nô", "khẩu hiệu", "bộ", "cuốn", "quyển", "trang", "tài liệu", "đĩa",
    "mô hình", "dự án", "công trình", "nhiệm vụ", "nội dung", "chỉ tiêu", "tiêu chí", "giải pháp", "nhóm", "phong trào", "chương trình", "đề án", "hoạt động",
    "chiếc", "cái", "máy", "xe", "tàu", "camera", "điểm", "địa điểm", "chốt", "trạm", "đài", "khu", "ngôi nhà", "suất", "phần quà", "giải", "tập thể", "cá nhân",
    "hạng mục", "lĩnh vực", "mặt", "dịch vụ", "hệ thống", "phần mềm", "cơ sở", "nguồn", "loại", "vị trí", "tàu cá", "sáng kiến", "bằng khen", "giấy khen",
)  # fmt: skip

# A number after one of these tells which one, not how many.
ORDERED = (
    "thứ", "lần", "lần thứ", "đợt", "kỳ", "vòng", "bước", "phiên", "tập", "quyển", "cấp", "bậc", "hạng", "loại", "nhóm", "mức", "lớp", "ca", "kíp", "số", "giai đoạn",
    "phần", "hợp phần", "tiểu dự án", "nội dung", "nhiệm vụ", "tiêu chí", "tốp", "top", "bảng", "hình", "biểu", "biểu số", "mẫu", "mẫu số", "trang", "tầng", "cụm", "học kỳ",
    "chỉ tiêu số", "câu", "ô", "dòng", "cột", "ví dụ", "phương án", "mốc", "tháng thứ", "năm thứ", "đầu điểm", "hướng", "mũi", "chuyên đề", "tuyến", "thế hệ", "vĩ tuyến",
)  # fmt: skip
ARTICLES = ("điều", "khoản", "điểm", "mục", "chương", "phần", "phụ lục", "tiểu mục", "tiết", "các điều")
# Places and bodies that carry a number as their name; the noun is capitalised (NĐ 30/2020, Appendix II, V05) or not.
NUMBERED_PLACES = (
    "quận", "phường", "tổ", "tổ dân phố", "khu phố", "khu", "thôn", "bản", "ấp", "khóm", "lô", "đường", "ngõ", "ngách", "hẻm", "phố", "km", "quốc lộ", "ql", "tỉnh lộ", "dt",
    "hộp thư", "tòa nhà", "nhà", "căn hộ", "phòng số",
)  # fmt: skip
IDENTIFIERS = (
    "mã số", "mã", "mã hs", "hs", "số tài khoản", "tài khoản", "stk", "điện thoại", "đt", "sđt", "fax", "cccd", "cmnd", "căn cước", "biển số", "mã số thuế", "mst", "hotline",
    "đường dây nóng", "iso", "tcvn", "qcvn", "tccs", "số hiệu", "thẻ số", "seri", "tọa độ", "tiêu chuẩn", "phiên bản", "version",
)  # fmt: skip
NAMED = (
    "ban chỉ đạo", "đề án", "chương trình", "dự án", "nghị quyết", "chỉ thị", "kế hoạch", "nghị định", "thông tư", "quyết định", "chiến dịch", "phong trào", "cuộc vận động", "quân khu",
    "binh đoàn", "quân đoàn", "sư đoàn", "trung đoàn", "lữ đoàn", "tiểu đoàn", "đại đội", "trung đội", "vùng", "hải đội", "đồn", "trường", "bệnh viện", "công ty", "xí nghiệp",
    "nhà máy", "trại", "kênh", "vtv", "vov", "đài", "agenda", "luật", "windows", "office", "apollo", "công nghiệp", "cách mạng công nghiệp", "lần thứ", "mô hình", "tt",
)  # fmt: skip
TERMS = ("khóa", "khoá", "nhiệm kỳ", "nhiệm kì", "nk")
# Geographic nouns whose count is part of how the place is spoken of when its names follow.
PLACES = (
    "quần đảo",
    "đảo",
    "miền",
    "vùng",
    "châu lục",
    "đại dương",
    "nước",
    "quốc gia",
    "tỉnh",
    "thành phố",
    "huyện",
    "sông",
    "dãy núi",
)

HOLIDAYS = frozenset(
    {
        (1, 1),
        (9, 1),
        (3, 2),
        (14, 2),
        (27, 2),
        (8, 3),
        (26, 3),
        (21, 4),
        (30, 4),
        (1, 5),
        (7, 5),
        (15, 5),
        (19, 5),
        (1, 6),
        (5, 6),
        (21, 6),
        (28, 6),
        (11, 7),
        (27, 7),
    }
    | {
        (28, 7),
        (19, 8),
        (2, 9),
        (10, 10),
        (14, 10),
        (15, 10),
        (20, 10),
        (9, 11),
        (18, 11),
        (20, 11),
        (23, 11),
        (22, 12),
        (19, 12),
    }
)
IDIOMS = (
    "một cửa", "hai chiều", "hai mặt", "ba bên", "bốn bên", "bốn tại chỗ", "4 tại chỗ", "3 không", "ba không", "5k", "24/7", "24/24", "một lòng", "một chiều", "một nửa",
    "đôi", "hai vai", "hai lúa", "năm châu", "bốn biển", "bốn phương", "trăm năm", "muôn", "nghìn năm", "trăm nghìn", "hai là", "ba là", "bốn là", "năm là", "sáu là", "bảy là",
    "tám là", "một là",
)  # fmt: skip
