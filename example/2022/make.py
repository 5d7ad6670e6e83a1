"""Make the example year's registers and papers in a folder (default var/example-2022).

    python example/2022/make.py [FOLDER]

One package a step of example.toml: a workbook in the format of `minhchung import`, with the files it names. The same
data gives the same bytes on any machine: nothing is compressed, nothing carries the time of making.
"""

from __future__ import annotations

import sys
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path

import drawing
import duty
from packing import DATA, HERE, Row, Sheets, package, read_day, rows_of

BATCHES = {
    "01": "01-to-chuc", "02": "02-danh-muc", "03": "03-dot-quan-triet", "04": "04-quy-1", "05": "05-quy-2",
    "06": "06-nhan-su-thang-9", "07": "07-quy-3", "08": "08-quy-4",
}  # fmt: skip
ENDS = {"04": date(2022, 3, 31), "05": date(2022, 6, 30), "07": date(2022, 9, 30), "08": date(2022, 12, 14)}
# File of data/ → sheet of the workbook, in the order in which an office would keep them.
SHEETS = {
    "don-vi": "Đơn vị",
    "tai-khoan": "Tài khoản",
    "quyen": "Quyền",
    "vang-mat": "Vắng mặt",
    "quy-dinh-danh-so": "Quy định đánh số",
    "van-ban-phap-ly": "Văn bản pháp lý",
    "chu-de": "Chủ đề",
    "don-vi-phoi-hop": "Đơn vị phối hợp",
    "tieu-chuan": "Tiêu chuẩn",
    "tieu-chi": "Tiêu chí",
    "loai-hoat-dong": "Loại hoạt động riêng",
    "van-ban-den": "Sổ văn bản đến",
    "van-ban-di": "Sổ văn bản đi",
    "quan-he": "Quan hệ văn bản",
    "chi-dao": "Nội dung chỉ đạo",
    "nhiem-vu": "Nhiệm vụ",
    "dot-quan-triet": "Đợt quán triệt",
    "quan-triet": "Phổ biến, quán triệt",
    "tuyen-truyen": "Tuyên truyền",
    "phoi-hop": "Phối hợp",
    "huan-luyen": "Huấn luyện, bồi dưỡng",
    "mo-hinh": "Mô hình tự phòng, tự quản, tự bảo vệ"[:31],
    "dang-ky": "Đăng ký đạt tiêu chuẩn",
    "thi-dua": "Hoạt động khác",
    "phuong-huong": "Phương hướng năm sau",
}
ILLUSTRATIVE = {
    "Văn bản pháp lý", "Sổ văn bản đến", "Sổ văn bản đi", "Nhiệm vụ", "Phổ biến, quán triệt", "Tuyên truyền", "Phối hợp",
    "Huấn luyện, bồi dưỡng", "Mô hình tự phòng, tự quản, tự bảo vệ"[:31], "Đăng ký đạt tiêu chuẩn", "Hoạt động khác",
    "Tuần tra", "Canh gác, trực bảo vệ", "Minh chứng", "Báo cáo",
}  # fmt: skip
PARENTS = {
    "Bộ Chỉ huy quân sự tỉnh Mẫu": "Quân khu (minh họa)", "Ủy ban nhân dân tỉnh Mẫu": "", "Công an tỉnh Mẫu": "Bộ Công an",
    "Ban Tuyên giáo Tỉnh ủy Mẫu": "Tỉnh ủy Mẫu",
}  # fmt: skip
GUARD_FORCE = ("NV07", "NV08", "NV09", "NV10", "NV16", "NV20", "NV23", "NV24")
SECOND_SESSION = {"NV02": "Đi công tác theo giấy triệu tập", "NV21": "Đi công tác theo giấy triệu tập"}
ON_SYSTEM = {"NV13": "Nghỉ thai sản", "NV17": "Nghỉ ốm có giấy xác nhận"}


class Year:
    """Sheets and files of every step, filled subject by subject."""

    def __init__(self) -> None:
        self.sheets: dict[str, Sheets] = {batch: defaultdict(list) for batch in BATCHES}
        self.files: dict[str, dict[str, bytes]] = {batch: {} for batch in BATCHES}
        self.letters = tomllib.loads((DATA / "van-ban.toml").read_text("utf-8"))
        self.people = {row["Mã nhân sự"]: row for row in rows_of("nhan-su")}

    def add(self, batch: str, sheet: str, **row: object) -> None:
        self.sheets[batch][sheet].append(row)

    def prove(self, batch: str, key: str, title: str, path: str, content: bytes, on: date, **of: str) -> None:
        """A line of the manifest of evidence, with its file."""
        self.files[batch][path] = content
        row = {"Khóa": key, "Tên minh chứng": title, "Tệp": path, "Ngày lập": on, "Minh họa": "x"}
        self.add(batch, "Minh chứng", **row, **of)


def main(folder: Path) -> None:
    year = Year()
    read_data(year)
    write_documents(year)
    write_briefings(year)
    write_duty(year)
    write_training(year)
    write_other_evidence(year)
    write_report(year)
    folder.mkdir(parents=True, exist_ok=True)
    for batch, name in BATCHES.items():
        (folder / f"{name}.zip").write_bytes(package(name, year.sheets[batch], year.files[batch]))
    for name in ("example.toml", "page.txt"):
        (folder / name).write_bytes((HERE / name).read_bytes())
    rows = sum(len(rows) for sheets in year.sheets.values() for rows in sheets.values())
    print(f"{folder}: {len(BATCHES)} gói, {rows} dòng, {sum(map(len, year.files.values()))} tệp")


def read_data(year: Year) -> None:
    """Every file of data/ whose rows stand in the workbook as they are, and people with their posts and accounts."""
    for name, sheet in SHEETS.items():
        for row in rows_of(name):
            batch = row.pop("Đợt")
            year.add(batch, sheet, **row, **({"Minh họa": "x"} if sheet in ILLUSTRATIVE else {}))
    posts: set[tuple[str, str]] = set()
    for row in year.people.values():
        batch = row["Đợt"]
        year.add(batch, "Tài khoản", **{"Tên đăng nhập": row["Tên đăng nhập"], "Tên hiển thị": row["Họ và tên"]})
        year.add(batch, "Nhân sự", **{name: row[name] for name in ("Mã nhân sự", "Họ và tên", "Nhóm", "Tên đăng nhập")})
        if (row["Đơn vị"], row["Chức danh"]) not in posts:
            posts.add((row["Đơn vị"], row["Chức danh"]))
            year.add(batch, "Vị trí", **{name: row[name] for name in ("Đơn vị", "Chức danh", "Vai trò")})
        held = ("Mã nhân sự", "Đơn vị", "Chức danh", "Từ ngày", "Đến ngày", "Nhóm")
        year.add(batch, "Quá trình công tác", **{name: row[name] for name in held})


def write_documents(year: Year) -> None:
    """A PDF for every document: our own letters, those that came in, and a cover sheet for each instrument."""
    for batch in BATCHES:
        for sheet, make in (("Văn bản pháp lý", cover), ("Sổ văn bản đến", came_in), ("Sổ văn bản đi", went_out)):
            for row in year.sheets[batch][sheet]:
                path = f"van-ban/{row['Khóa']}.pdf"
                row["Tệp"] = path
                year.files[batch][path] = make(row, year.letters.get(str(row["Khóa"]), {}).get("body", []))


def cover(row: Row, body: list[str]) -> bytes:
    number = f"số {row['Số, ký hiệu']} " if row["Số, ký hiệu"] else ""
    said = f"Phiếu lưu {row['Tên loại']} {number}ngày {row['Ngày ban hành']}, {row['Cơ quan ban hành']}: {row['Trích yếu']}."
    return drawing.letter(
        title=f"Phiếu lưu {row['Tên loại']} {row['Trích yếu']}",
        issuer="Phiếu lưu văn bản",
        number=str(row["Số, ký hiệu"] or "(không ghi)"),
        dateline="",
        type=str(row["Tên loại"]),
        subject=str(row["Trích yếu"]),
        body="\n".join(body or [said, "Toàn văn tra cứu tại cơ sở dữ liệu quốc gia về văn bản pháp luật."]),
        recipients="Lưu hồ sơ",
        post="Văn thư",
        signer="(minh họa)",
    )


def came_in(row: Row, body: list[str]) -> bytes:
    issuer = str(row["Tác giả"])
    return official(
        row, body, parent=PARENTS.get(issuer, ""), issuer=issuer, post="Thủ trưởng cơ quan", signer="(minh họa)"
    )


def went_out(row: Row, body: list[str]) -> bytes:
    issuer = "Sở Thông tin và Truyền thông"
    return official(
        row,
        body,
        parent="Ủy ban nhân dân tỉnh Mẫu",
        issuer=issuer,
        post=str(row["Chức vụ người ký"]),
        signer=str(row["Người ký"]),
        recipients=f"Như trên; {row['Nơi nhận']}; Lưu: {row['Đơn vị, người nhận bản lưu']}",
    )


def official(row: Row, body: list[str], *, recipients: str = "Như trên; Lưu: VT", **said: str) -> bytes:
    on = read_day(str(row["Ngày văn bản"]))
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return drawing.letter(
        title=f"{row['Tên loại']} {row['Số, ký hiệu']}",
        number=str(row["Số, ký hiệu"]),
        dateline=f"Mẫu, ngày {on.day:02d} tháng {month} năm {on.year}",
        type=str(row["Tên loại"]),
        subject=str(row["Trích yếu"]),
        body="\n".join(body or [f"Nội dung minh họa {row['Trích yếu']}."]),
        recipients=recipients,
        **said,
    )


def write_briefings(year: Year) -> None:
    """Two sessions with their sign sheets; who was away signs at the second or confirms on the system later."""
    present = {
        "hn-qt-1": [code for code in year.people if code not in {*SECOND_SESSION, *ON_SYSTEM, "NV26"}],
        "hn-qt-2": list(SECOND_SESSION),
    }
    for batch, key in (("04", "hn-qt-1"), ("05", "hn-qt-2")):
        session = next(row for row in year.sheets[batch]["Phổ biến, quán triệt"] if row["Khóa"] == key)
        on = read_day(str(session["Ngày diễn ra"]))
        names = [f"{code} - {year.people[code]['Họ và tên']}" for code in present[key]]
        sheet = drawing.scanned_sheet(f"DANH SÁCH KÝ: {session['Tên hoạt động']}", names, seed=key)
        year.prove(
            batch,
            f"mc-{key}-ky",
            f"Danh sách ký xác nhận {key}",
            f"minh-chung/{key}-ky.pdf",
            sheet,
            on,
            **{"Hoạt động": key},
        )
        photo = drawing.picture(str(session["Tên hoạt động"]), key)
        year.prove(
            batch, f"mc-{key}-anh", f"Ảnh hội nghị {key}", f"minh-chung/{key}.png", photo, on, **{"Hoạt động": key}
        )
        for code in present[key]:
            attend(year, batch, key, code, "Có mặt")
            for briefing in ("qt-pl-ctqp", "qt-nd-04"):
                row = {"Đợt quán triệt": briefing, "Mã nhân sự": code, "Hình thức": "Ký trên danh sách giấy"}
                year.add(
                    batch, "Xác nhận", **row, **{"Ngày xác nhận": on, "Hoạt động": key, "Minh chứng": f"mc-{key}-ky"}
                )
    for code, reason in {**SECOND_SESSION, **ON_SYSTEM}.items():
        attend(year, "04", "hn-qt-1", code, "Vắng có lý do", reason)


def attend(
    year: Year, batch: str, activity: str, code: str, state: str, reason: str = "", days: int | None = None
) -> None:
    row = {"Hoạt động": activity, "Mã nhân sự": code, "Trạng thái": state, "Lý do": reason}
    year.add(batch, "Danh sách tham gia", **row, **{"Số ngày phải dự": days, "Số ngày đã dự": days})


def write_duty(year: Year) -> None:
    """The roster, the shifts that were stood with who stood them, and the scanned duty book of each month."""
    books: dict[tuple[int, int], list[str]] = defaultdict(list)
    for shift in duty.shifts():
        books[shift.day.year, shift.day.month].append(_book_line(shift))
    scans = {month: _book(month, lines) for month, lines in books.items()}
    for shift in duty.shifts():
        batch = next(code for code, end in ENDS.items() if shift.day <= end)
        common = {"Khóa": shift.key, "Điểm kiểm tra": "; ".join(shift.points), "Ca": shift.shift}
        planned = {
            "Đơn vị": "STTTT-VP",
            "Loại": "Tuần tra" if shift.kind == "patrol" else "Canh gác",
            "Ngày": shift.day,
        }
        year.add(batch, "Lịch trực", **common, **planned, **{"Người trực": "; ".join(shift.people)})
        if not shift.is_stood:
            continue
        _stood(year, batch, shift, common)
        month = (shift.day.year, shift.day.month)
        path = f"minh-chung/so-truc-{month[0]}-{month[1]:02d}.pdf"
        title = f"Sổ trực tháng {month[1]:02d}/{month[0]}"
        year.prove(batch, f"mc-{shift.key}", title, path, scans[month], shift.day, **{"Hoạt động": shift.key})


def _stood(year: Year, batch: str, shift: duty.Shift, common: Row) -> None:
    missed = f"{shift.missed[0]}: {shift.missed[1]}" if shift.missed else ""
    row = common | {
        "Đơn vị thực hiện": "STTTT-VP",
        "Tên hoạt động": f"{'Tuần tra' if shift.kind == 'patrol' else 'Canh gác'} ngày {shift.day:%d/%m/%Y}",
        "Địa điểm": "Trụ sở Sở",
        "Ngày diễn ra": shift.day,
        "Điểm bỏ sót": missed,
        "Nhiệm vụ": "nv-tuan-tra" if shift.day >= date(2022, 1, 14) else "",
        "Minh họa": "x",
    }
    if shift.kind == "patrol":
        outside = any(point in duty.OUTSIDE for point in shift.points)
        row |= {"Phạm vi": "Trong và ngoài cơ quan" if outside else "Trong cơ quan"}
        year.add(batch, "Tuần tra", **row)
    else:
        year.add(batch, "Canh gác, trực bảo vệ", **row, **{"Vị trí gác": "Cổng chính"})
    for code in shift.people:
        attend(year, batch, shift.key, code, "Có mặt")


def _book_line(shift: duty.Shift) -> str:
    name = "Tuần tra" if shift.kind == "patrol" else "Canh gác"
    if not shift.is_stood:
        return f"{shift.day:%d/%m} {name}: không thực hiện"
    missed = f"; bỏ sót {shift.missed[0]} ({shift.missed[1]})" if shift.missed else "; đủ điểm"
    return f"{shift.day:%d/%m} {name}: {', '.join(shift.people)}{missed}"


def _book(month: tuple[int, int], lines: list[str]) -> bytes:
    return drawing.scanned_sheet(
        f"SỔ TRỰC BẢO VỆ CƠ QUAN THÁNG {month[1]:02d}/{month[0]}", lines, seed=f"so-truc-{month}"
    )


def write_training(year: Year) -> None:
    """Attendance of the guard force at every training session, with the signed sheet of each."""
    for batch in ENDS:
        for session in year.sheets[batch]["Huấn luyện, bồi dưỡng"]:
            key, days = str(session["Khóa"]), int(str(session["Số ngày của đợt"]))
            names = [f"{code} - {year.people[code]['Họ và tên']}" for code in GUARD_FORCE]
            sheet = drawing.scanned_sheet(f"ĐIỂM DANH: {session['Tên hoạt động']}", names, seed=key)
            on = read_day(str(session["Ngày kết thúc"]))
            year.prove(
                batch,
                f"mc-{key}",
                f"Danh sách điểm danh {key}",
                f"minh-chung/{key}.pdf",
                sheet,
                on,
                **{"Hoạt động": key},
            )
            for code in GUARD_FORCE:
                attend(year, batch, key, code, "Có mặt", days=days)


def write_other_evidence(year: Year) -> None:
    """Confirmations of outlets by quarter, minutes of meetings, pictures of models, proofs of the criteria."""
    for batch in ENDS:
        by_outlet: dict[str, list[Row]] = defaultdict(list)
        for row in year.sheets[batch]["Tuyên truyền"]:
            by_outlet[str(row["Cơ quan, kênh đăng phát"])].append(row)
        for number, (outlet, rows) in enumerate(sorted(by_outlet.items())):
            _confirm(year, batch, number, outlet, rows)
        for row in (*year.sheets[batch]["Phối hợp"], *year.sheets[batch]["Đăng ký đạt tiêu chuẩn"]):
            _minutes(year, batch, row)
        for row in (
            *year.sheets[batch]["Mô hình tự phòng, tự quản, tự bảo vệ"[:31]],
            *year.sheets[batch]["Hoạt động khác"],
        ):
            key, on = str(row["Khóa"]), read_day(str(row["Ngày diễn ra"]))
            photo = drawing.picture(str(row["Tên hoạt động"]), key)
            title = f"Ảnh: {row['Tên hoạt động']}"
            year.prove(batch, f"mc-{key}", title, f"minh-chung/{key}.png", photo, on, **{"Hoạt động": key})
    for row in rows_of("minh-chung-tieu-chi"):
        batch, path = row["Đợt"], row["Tệp"]
        content = next(files[path] for files in year.files.values() if path in files)
        on = read_day(row["Ngày lập"])
        year.prove(batch, row["Khóa"], row["Tên minh chứng"], path, content, on, **{"Tiêu chí": row["Tiêu chí"]})


def _confirm(year: Year, batch: str, number: int, outlet: str, rows: list[Row]) -> None:
    """An outlet's confirmation of what it printed or broadcast in a quarter, bound to each of its items."""
    lines = [
        f"{row['Ngày diễn ra']}: {row['Số tin, bài, chương trình']} tin, bài - {row['Tên hoạt động']}." for row in rows
    ]
    quarter = list(ENDS).index(batch) + 1
    letter = drawing.letter(
        title=f"Xác nhận của {outlet} quý {quarter}",
        issuer=outlet,
        number=f"{quarter:02d}/XN",
        dateline=f"Mẫu, quý {quarter} năm 2022",
        type="Giấy xác nhận",
        subject="tin, bài, chương trình đã đăng, phát",
        body="\n".join(lines),
        recipients="Sở Thông tin và Truyền thông; Lưu",
        post="Phụ trách",
        signer="(minh họa)",
    )
    for row in rows:
        key = str(row["Khóa"])
        path = f"minh-chung/xac-nhan-{quarter}-{number:02d}.pdf"
        received = {"Ngày nhận": ENDS[batch], "Độ mạnh": "Bên ngoài xác nhận", "Hoạt động": key}
        on = read_day(str(row["Ngày diễn ra"]))
        year.prove(batch, f"mc-{key}", f"Xác nhận của {outlet}", path, letter, on, **received)


def _minutes(year: Year, batch: str, row: Row) -> None:
    key, on = str(row["Khóa"]), read_day(str(row["Ngày diễn ra"]))
    letter = drawing.letter(
        title=f"Biên bản {row['Tên hoạt động']}",
        parent="Ủy ban nhân dân tỉnh Mẫu",
        issuer="Sở Thông tin và Truyền thông",
        number=f"BB-{key}",
        dateline=f"Mẫu, ngày {on:%d/%m/%Y}",
        type="Biên bản",
        subject=str(row["Tên hoạt động"]),
        body=f"Thời gian: {on:%d/%m/%Y}. Địa điểm: {row['Địa điểm']}.\nKết luận: {row.get('Kết luận') or 'Đã thực hiện.'}",
        recipients="Các bên tham dự; Lưu: VT, VP",
        post="Chủ trì",
        signer="(minh họa)",
    )
    year.prove(
        batch,
        f"mc-{key}",
        f"Biên bản: {row['Tên hoạt động']}",
        f"minh-chung/{key}.pdf",
        letter,
        on,
        **{"Hoạt động": key},
    )


def write_report(year: Year) -> None:
    """The period and the report with its narrative, in the last step."""
    period = {"Đơn vị": "STTTT", "Chế độ báo cáo": "nd09", "Loại kỳ": "Năm", "Năm": 2022, "Kỳ thứ": 1}
    year.add("08", "Kỳ báo cáo", **period)
    year.files["08"]["bao-cao.md"] = (DATA / "bao-cao.md").read_bytes()
    report = {
        "Khóa": "bc-qp-2022",
        "Kỳ báo cáo": "STTTT:nd09:year:2022:1",
        "Tên báo cáo": "Kết quả công tác quốc phòng, quân sự địa phương năm 2022 và phương hướng, nhiệm vụ năm 2023",
        "Thuyết minh": "bao-cao.md",
        "Nơi nhận": "UBND tỉnh; Bộ Chỉ huy quân sự tỉnh; Lưu: VT, VP",
        "Người ký": "Giám đốc",
        "Chức vụ": "Giám đốc",
        "Minh họa": "x",
    }
    year.add("08", "Báo cáo", **report)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[1] / "var/example-2022")
