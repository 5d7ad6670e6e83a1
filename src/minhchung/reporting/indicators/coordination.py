"""Work done together with partners: contacts, joint plans, partners."""

from minhchung.reporting.indicators import Both, Definition, Family, Reading, Scope
from minhchung.reporting.indicators._records import activities, reading_of_activities

FORMS = {
    "meeting": Both("họp, làm việc", "meeting"),
    "joint_plan": Both("kế hoạch, quy chế phối hợp", "joint plan or rules"),
    "guidance": Both("định hướng, hướng dẫn", "guidance"),
    "exchange": Both("trao đổi thông tin", "exchange of information"),
    "drill": Both("diễn tập", "drill"),
}


def read(scope: Scope) -> Reading:
    """One row a partner of a coordination activity."""
    found = activities(scope, "coordination").prefetch_related("partners")
    return reading_of_activities(
        scope,
        [
            (
                each,
                {
                    "contact": each.key,
                    "form": str(each.details.get("form", "")),
                    "partner": partner.code,
                    "partner_name": partner.name,
                },
            )
            for each in found
            for partner in sorted(each.partners.all(), key=lambda partner: partner.code)
        ],
    )


FAMILY = Family(
    code="coordination",
    name=Both("Phối hợp", "Coordination"),
    key="contact",
    read=read,
    definitions=(
        Definition(
            code="coordination_contacts",
            version=1,
            name=Both("Số lần phối hợp", "Contacts with partners"),
            unit=Both("lần", "contacts"),
            formula={"op": "count_distinct", "field": "contact"},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, sổ phối hợp ghi {value} lần làm việc với đơn vị bạn.",
                "From {starts_on} to {ends_on} the log has {value} contacts with partners.",
            ),
            phrases=("lần phối hợp", "cuộc phối hợp", "lượt phối hợp", "hoạt động phối hợp"),
        ),
        Definition(
            code="coordination_by_form",
            version=1,
            name=Both("Số lần phối hợp: {form}", "Contacts: {form}"),
            unit=Both("lần", "contacts"),
            formula={"op": "count_distinct", "field": "contact", "where": {"form": {"argument": "form"}}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, có {value} lần phối hợp theo hình thức {form}.",
                "From {starts_on} to {ends_on} there were {value} contacts as {form}.",
            ),
            phrases=("{form}",),
            parameters=("form",),
            labels={"form": FORMS},
            is_part=True,
        ),
        Definition(
            code="coordination_partners",
            version=1,
            name=Both("Số đơn vị phối hợp", "Partners"),
            unit=Both("đơn vị", "partners"),
            formula={"op": "count_distinct", "field": "partner"},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, cơ quan đã phối hợp với {value} đơn vị.",
                "From {starts_on} to {ends_on} the agency worked with {value} partners.",
            ),
            phrases=("đơn vị phối hợp", "cơ quan phối hợp", "cơ quan, đơn vị phối hợp"),
            lists="partner_name",
        ),
    ),
)
