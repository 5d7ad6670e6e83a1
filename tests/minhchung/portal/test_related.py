"""What is related says why: a shared instruction before a task, a task before a topic, a topic before words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.factories.issued_year import correct_year
from tests.minhchung.portal.conftest import PUBLISHED, Portal

from minhchung import clock
from minhchung.portal import actions
from minhchung.portal.enums import TagKind
from minhchung.portal.models import PublicationTag
from minhchung.portal.queries import related
from minhchung.portal.related import Tag, searchable, word_tags
from minhchung.work.actions import create_task

INSTRUCTION = Tag(TagKind.INSTRUCTION, "cv-118", "Công văn 118/STTTT-VP")
TASKS = [Tag(TagKind.TASK, f"viec-{n}", f"Việc {n}") for n in range(9)]
TOPICS = [Tag(TagKind.TOPIC, f"chu-de-{n}", f"Chủ đề {n}") for n in range(9)]
WORDS = "tự vệ cơ động, dân phòng xung kích, phòng cháy chữa cháy, cứu hộ cứu nạn. " * 3


def test_one_stronger_bond_outweighs_any_number_of_weaker_ones(portal: Portal) -> None:
    by_words = portal.article("Bản một", body=(WORDS,))
    by_topics = portal.article("Bản hai", *TOPICS)
    by_tasks = portal.article("Bản ba", *TASKS)
    by_instruction = portal.article("Bản bốn", INSTRUCTION)
    asked = portal.article("Bản hỏi", INSTRUCTION, *TASKS, *TOPICS, body=(WORDS,))

    found = related(asked)

    assert [each.publication for each in found] == [by_instruction, by_tasks, by_topics, by_words]
    assert [each.reasons[0][0] for each in found] == list(TagKind)
    assert found[0].reasons == ((TagKind.INSTRUCTION, ("Công văn 118/STTTT-VP",)),)
    assert found[1].reasons == ((TagKind.TASK, ("Việc 0", "Việc 1", "Việc 2")),)


def test_among_equals_more_in_common_comes_first_then_the_newest(portal: Portal) -> None:
    one = portal.article("Bản một", TOPICS[0])
    two = portal.article("Bản hai", TOPICS[0], TOPICS[1])
    three = portal.article("Bản ba", TOPICS[0])
    asked = portal.article("Bản hỏi", *TOPICS)
    assert [each.publication for each in related(asked)] == [two, three, one]
    assert related(asked) == related(asked)
    assert [each.publication for each in related(asked, most=2)] == [two, three]


def test_a_chance_pair_of_words_relates_nothing(portal: Portal) -> None:
    portal.article("Bản một", body=("Phòng cháy và phòng cháy.",))
    asked = portal.article("Bản hỏi", body=("Phòng cháy là phòng cháy.",))
    assert PublicationTag.objects.filter(name="word:phong chay").count() == 2
    assert related(asked) == []


def test_what_was_replaced_is_never_related(portal: Portal) -> None:
    first = portal.publish()
    topic = Tag(TagKind.TOPIC, "quoc-phong", "Luật Quốc phòng")
    article = portal.article("Tin về Luật", topic)
    assert [each.publication for each in related(article)] == [first]

    second = portal.publish(correct_year(portal.world, portal.edition))

    assert [each.publication for each in related(article)] == [second]


def test_a_refused_publication_is_never_related(portal: Portal) -> None:
    asked = portal.article("Bản hỏi", *TOPICS)
    assert related(asked) == []


def test_the_report_and_the_document_that_ordered_the_work_share_the_instruction(
    portal: Portal, document: Callable
) -> None:
    paper = document("9/QĐ-UBND", subject="Tăng cường tuần tra")
    activity = portal.world.unit.activities.filter(type="patrol").first()
    task = create_task(
        key="tuan-tra", unit=portal.world.unit, title="Tuần tra đêm", lead=portal.world.unit, source=paper, by=portal.world.head,
        due_on=date(2022, 12, 30),
    )  # fmt: skip
    activity.tasks.add(task)
    report = portal.publish()
    with clock.at(PUBLISHED):
        order = actions.publish_document(document=paper, section=portal.section, by=portal.editor)

    (bond,) = related(report)

    assert bond.publication == order
    assert bond.reasons == (
        (TagKind.INSTRUCTION, ("9/QĐ-UBND",)),
        (TagKind.TASK, ("Tuần tra đêm",)),
    )


def test_word_tags_are_the_pairs_used_more_than_once() -> None:
    tags = word_tags("Dân phòng, dân phòng và Dân Phòng; huấn luyện. Của các của các.")
    assert [(tag.key, tag.label) for tag in tags] == [("dan phong", "dân phòng")]
    assert word_tags("") == []
    assert len(word_tags(" ".join(f"ba{chr(97 + n % 26)} ca{chr(97 + n // 26)}" for n in range(600)) * 2)) == 60


def test_searchable_text_is_folded_and_parted() -> None:
    assert searchable("118/STTTT-VP\0 Đảm\u202ebảo\n an ninh") == "118 sttt vp dam bao an ninh".replace(
        "sttt ", "stttt "
    )
