"""Public information by topic: one item may speak of several topics, so the parts overlap."""

from minhchung.reporting.indicators import Both, Definition, Family, Reading, Scope
from minhchung.reporting.indicators._records import activities, reading_of_activities, whole


def read(scope: Scope) -> Reading:
    """One row a topic of an outreach activity."""
    found = activities(scope, "outreach").prefetch_related("topics")
    return reading_of_activities(
        scope,
        [
            (
                each,
                {
                    "activity": each.key,
                    "topic": topic.code,
                    "topic_name": topic.name,
                    "items": whole(each.details, "items"),
                    "minutes": whole(each.details, "minutes"),
                },
            )
            for each in found
            for topic in sorted(each.topics.all(), key=lambda topic: topic.code)
        ],
    )


FAMILY = Family(
    code="outreach_topics",
    name=Both("Tuyên truyền theo chủ đề", "Public information by topic"),
    key="activity",
    read=read,
    overlap="Một đợt tuyên truyền có thể nói về nhiều chủ đề",
    definitions=(
        Definition(
            code="outreach_topics",
            version=1,
            name=Both("Số chủ đề đã tuyên truyền", "Topics covered"),
            unit=Both("chủ đề", "topics"),
            formula={"op": "count_distinct", "field": "topic"},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, {value} chủ đề có ít nhất một đợt tuyên truyền.",
                "From {starts_on} to {ends_on} {value} topics had at least one activity.",
            ),
            phrases=("chủ đề tuyên truyền", "chủ đề", "chuyên đề", "nội dung tuyên truyền"),
            lists="topic_name",
        ),
        Definition(
            code="outreach_by_topic",
            version=1,
            name=Both("Số đợt tuyên truyền về {topic}", "Activities on {topic}"),
            unit=Both("đợt", "activities"),
            formula={"op": "count_distinct", "field": "activity", "where": {"topic": {"argument": "topic"}}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, có {value} đợt tuyên truyền về {topic}.",
                "From {starts_on} to {ends_on} {value} activities spoke of {topic}.",
            ),
            phrases=("đợt tuyên truyền về {topic}",),
            parameters=("topic",),
            is_part=True,
        ),
        Definition(
            code="outreach_items_by_topic",
            version=1,
            name=Both("Số tin, bài về {topic}", "Items on {topic}"),
            unit=Both("tin, bài", "items"),
            formula={"op": "sum", "field": "items", "where": {"topic": {"argument": "topic"}}},
            sentence=Both(
                "Từ {starts_on} đến {ends_on}, có {value} tin, bài, chương trình về {topic}.",
                "From {starts_on} to {ends_on} {value} items spoke of {topic}.",
            ),
            phrases=("tin, bài về {topic}",),
            parameters=("topic",),
        ),
    ),
)
