"""Models of self-prevention, self-management and self-protection at work in the period."""

from minhchung.reporting.indicators import Both, Definition, Family, Reading, Scope
from minhchung.reporting.indicators._records import activities, reading_of_activities

KINDS = {
    "security": Both("tự phòng, tự quản, tự bảo vệ về an ninh trật tự", "security and order"),
    "property": Both("bảo vệ vật tư, tài sản", "protection of property"),
    "fire": Both("phòng cháy, chữa cháy", "fire prevention"),
    "other": Both("mô hình khác", "other"),
}


def read(scope: Scope) -> Reading:
    """One row a model."""
    return reading_of_activities(
        scope,
        [
            (
                each,
                {
                    "model": each.key,
                    "title": each.title,
                    "kind": str(each.details.get("kind", "")),
                    "is_working": each.details.get("is_working") is not False,
                },
            )
            for each in activities(scope, "model")
        ],
    )


FAMILY = Family(
    code="self_protection",
    name=Both("Mô hình tự phòng, tự quản, tự bảo vệ", "Models of self-protection"),
    key="model",
    read=read,
    definitions=(
        Definition(
            code="protection_models",
            version=1,
            name=Both("Số mô hình tự phòng, tự quản, tự bảo vệ đang hoạt động", "Models of self-protection at work"),
            unit=Both("mô hình", "models"),
            formula={"op": "count_distinct", "field": "model", "where": {"is_working": True}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, cơ quan có {value} mô hình đang hoạt động.",
                "From {starts_on} to {ends_on} the agency had {value} models at work.",
            ),
            phrases=("mô hình tự phòng, tự quản, tự bảo vệ", "mô hình tự phòng, tự quản", "mô hình"),
            lists="title",
        ),
        Definition(
            code="protection_models_by_kind",
            version=1,
            name=Both("Số mô hình {kind}", "Models: {kind}"),
            unit=Both("mô hình", "models"),
            formula={
                "op": "count_distinct",
                "field": "model",
                "where": {"is_working": True, "kind": {"argument": "kind"}},
            },
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, cơ quan có {value} mô hình {kind}.",
                "From {starts_on} to {ends_on} the agency had {value} models of {kind}.",
            ),
            phrases=("mô hình {kind}",),
            parameters=("kind",),
            labels={"kind": KINDS},
            is_part=True,
        ),
    ),
)
