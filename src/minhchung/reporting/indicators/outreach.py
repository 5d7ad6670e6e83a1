"""Public information: items and minutes, by level and by medium."""

from minhchung.reporting.indicators import Both, Definition, Family, Reading, Scope
from minhchung.reporting.indicators._records import activities, reading_of_activities, whole

LEVELS = {
    "province": Both("cấp tỉnh", "provincial"),
    "district": Both("cấp huyện", "district"),
    "commune": Both("cấp xã", "commune"),
}
MEDIA = {
    "press": Both("báo in, báo điện tử", "press"),
    "radio": Both("phát thanh, truyền thanh", "radio"),
    "television": Both("truyền hình", "television"),
    "website": Both("cổng, trang thông tin điện tử", "website"),
    "social": Both("mạng xã hội", "social network"),
    "visual": Both("pa-nô, áp phích, băng rôn", "poster and banner"),
    "meeting": Both("hội nghị, tọa đàm", "meeting"),
    "other": Both("loại hình khác", "other"),
}


def read(scope: Scope) -> Reading:
    """One row an outreach activity."""
    return reading_of_activities(
        scope,
        [
            (
                each,
                {
                    "activity": each.key,
                    "outlet": str(each.details.get("outlet", "")),
                    "level": str(each.details.get("level", "")),
                    "medium": str(each.details.get("medium", "")),
                    "items": whole(each.details, "items"),
                    "minutes": whole(each.details, "minutes"),
                },
            )
            for each in activities(scope, "outreach")
        ],
    )


ITEMS = Both("tin, bài", "items")
COUNTED = {"op": "sum", "field": "items"}

FAMILY = Family(
    code="outreach",
    name=Both("Tuyên truyền", "Public information"),
    key="activity",
    read=read,
    definitions=(
        Definition(
            code="outreach_items",
            version=1,
            name=Both("Số tin, bài, chương trình tuyên truyền", "Items of public information"),
            unit=ITEMS,
            formula=COUNTED,
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, các cơ quan, kênh đã đăng, phát {value} tin, bài, chương trình.",
                "From {starts_on} to {ends_on} the outlets published or broadcast {value} items.",
            ),
            phrases=("tin, bài, chương trình", "tin, bài", "tin bài", "chuyên mục", "chương trình phát thanh"),
        ),
        Definition(
            code="outreach_items_by_level",
            version=1,
            name=Both("Số tin, bài, chương trình {level}", "Items at {level} level"),
            unit=ITEMS,
            formula=COUNTED | {"where": {"level": {"argument": "level"}}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, các kênh {level} đã đăng, phát {value} tin, bài, chương trình.",
                "From {starts_on} to {ends_on} outlets at {level} level brought {value} items.",
            ),
            phrases=("tin, bài {level}", "tin, bài, chương trình {level}"),
            parameters=("level",),
            labels={"level": LEVELS},
        ),
        Definition(
            code="outreach_items_by_medium",
            version=1,
            name=Both("Số tin, bài, chương trình qua {medium}", "Items by {medium}"),
            unit=ITEMS,
            formula=COUNTED | {"where": {"medium": {"argument": "medium"}}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, có {value} tin, bài, chương trình qua {medium}.",
                "From {starts_on} to {ends_on} there were {value} items by {medium}.",
            ),
            phrases=("tin, bài qua {medium}", "tin, bài trên {medium}"),
            parameters=("medium",),
            labels={"medium": MEDIA},
        ),
        Definition(
            code="outreach_minutes",
            version=1,
            name=Both("Số phút phát sóng", "Minutes broadcast"),
            unit=Both("phút", "minutes"),
            formula={"op": "sum", "field": "minutes"},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, tổng thời lượng phát sóng là {value} phút.",
                "From {starts_on} to {ends_on} {value} minutes were broadcast.",
            ),
            phrases=("phút phát sóng", "phút phát thanh", "phút truyền thanh"),
        ),
        Definition(
            code="outreach_activities",
            version=1,
            name=Both("Số đợt tuyên truyền", "Outreach activities"),
            unit=Both("đợt", "activities"),
            formula={"op": "count_distinct", "field": "activity"},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, sổ tuyên truyền ghi {value} đợt.",
                "From {starts_on} to {ends_on} the outreach log has {value} activities.",
            ),
            phrases=("đợt tuyên truyền", "lượt tuyên truyền"),
        ),
        Definition(
            code="outreach_activities_by_level",
            version=1,
            name=Both("Số đợt tuyên truyền {level}", "Outreach activities at {level} level"),
            unit=Both("đợt", "activities"),
            formula={"op": "count_distinct", "field": "activity", "where": {"level": {"argument": "level"}}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, sổ tuyên truyền ghi {value} đợt ở {level}.",
                "From {starts_on} to {ends_on} the outreach log has {value} activities at {level} level.",
            ),
            phrases=("đợt tuyên truyền {level}", "đợt tuyên truyền ở {level}"),
            parameters=("level",),
            labels={"level": LEVELS},
            is_part=True,
        ),
        Definition(
            code="outreach_outlets",
            version=1,
            name=Both("Số cơ quan, kênh tham gia tuyên truyền", "Outlets that took part"),
            unit=Both("kênh", "outlets"),
            formula={"op": "count_distinct", "field": "outlet"},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, {value} cơ quan, kênh tham gia tuyên truyền.",
                "From {starts_on} to {ends_on} {value} outlets took part.",
            ),
            phrases=("cơ quan báo chí", "kênh tuyên truyền", "đài truyền thanh"),
            lists="outlet",
        ),
    ),
)
