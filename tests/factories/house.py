"""A house with something in every room: records of every sensitivity, in one's own agency and in another's."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.factories.issued_year import AFTER, draft_year, issue_year
from tests.minhchung.reporting.conftest import FOUNDED, World, fill_year, make_unit, make_user, make_world

from minhchung import clock
from minhchung.accounts.enums import Role, Sensitivity
from minhchung.accounts.models import User
from minhchung.documents import actions as papers
from minhchung.documents.models import BookNumber, Document, NumberBook, Register
from minhchung.files.actions import store
from minhchung.files.models import StoredFile
from minhchung.organisation.enums import UnitKind
from minhchung.organisation.models import Unit
from minhchung.portal import actions as portal
from minhchung.portal.models import Publication
from minhchung.reporting.actions import draft_report
from minhchung.reporting.models import Edition, Report
from minhchung.work import actions as work
from minhchung.work.models import Activity, Briefing, Evidence, Partner, Task, Topic

NOW = AFTER + timedelta(days=1)
TODAY = date(2022, 12, 16)
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738"
    "550000000049454e44ae426082"
)
EVERYONE = ("anonymous", "nobody", "outsider", "colleague", "head")


@dataclass(frozen=True)
class Shelf:
    """One record of each kind, all of one sensitivity and one unit; every text of theirs holds `mark`."""

    mark: str
    document: Document
    draft: Document
    task: Task
    activity: Activity
    evidence: Evidence
    briefing: Briefing


@dataclass
class House:
    world: World
    division: Unit
    edition: Edition
    draft_report: Report
    publication: Publication
    register: Register
    book: NumberBook
    topic: Topic
    partner: Partner
    file: StoredFile
    people: dict[str, User | None]
    shelves: dict[str, Shelf] = field(default_factory=dict)

    @property
    def head(self) -> User:
        return self.world.head

    @property
    def report(self) -> Report:
        return self.edition.report


def make_shelf(
    unit: Unit, agency: Unit, by: User, mark: str, sensitivity: Sensitivity, file: StoredFile, key: str
) -> Shelf:
    """Records of *unit*, kept by *agency*, that say *mark* wherever they say anything."""
    document = papers.draft_document(
        unit=agency, drafting_unit=unit, by=by, document_type="ke_hoach", subject=f"Kế hoạch {mark}", file=file,
        sensitivity=sensitivity, text=f"Giao đơn vị {mark} báo cáo.", page_count=1, key=f"kh-{key}",
    )  # fmt: skip
    papers.attach_file(document=document, file=file, title=f"Bảng kê {mark}", by=by)
    papers.add_appendix(document=document, label="Phụ lục I", title=f"Danh sách {mark}", file=file, by=by)
    papers.add_recipient(document=document, name=f"Nơi nhận {mark}", by=by)
    version = document.versions.get()
    document = papers.issue_document(document=document, by=by, signer="Giám đốc", signer_title="Giám đốc").document
    draft = papers.draft_document(
        unit=agency, drafting_unit=unit, by=by, document_type="bao_cao", subject=f"Dự thảo {mark}", file=file,
        sensitivity=sensitivity, key=f"dt-{key}",
    )  # fmt: skip
    directive = work.mark_directive(version=version, start=0, end=4, by=by, key=f"cd-{key}")
    task = work.create_task(
        key=f"viec-{key}", unit=unit, title=f"Việc {mark}", description=f"Mô tả {mark}", lead=unit, directive=directive,
        due_on=TODAY - timedelta(days=5), sensitivity=sensitivity, by=by,
    )  # fmt: skip
    activity = work.record_activity(
        key=f"hd-{key}", type="patrol", unit=unit, title=f"Hoạt động {mark}", place=f"Nơi {mark}", tasks=[task],
        happened_on=TODAY, received_on=TODAY, sensitivity=sensitivity, documents=[version], by=by,
        details={"scope": "both", "shift": "night", "checkpoints": [f"Cổng {mark}"], "missed": [], "incidents": 0},
    )  # fmt: skip
    evidence = work.add_evidence(
        key=f"mc-{key}", title=f"Ảnh {mark}", happened_on=TODAY, received_on=TODAY, by=by, content=PNG,
        name=f"{mark}.png", activity=activity, sensitivity=sensitivity,
    )  # fmt: skip
    briefing = work.open_briefing(unit=unit, version=version, opened_on=TODAY, by=by, key=f"pb-{key}")
    return Shelf(mark, document, draft, task, activity, evidence, briefing)


def fill_shelves(house: House) -> None:
    """Shelves of a division that the colleague does not work in, and of another agency."""
    other = make_unit("Văn phòng Sở khác", "VPK", UnitKind.DIVISION, Unit.objects.get(versions__symbol="SNV"))
    outsider = house.people["outsider"]
    levels = {"open": Sensitivity.OPEN, "internal": Sensitivity.INTERNAL, "restricted": Sensitivity.RESTRICTED}
    for name, level in levels.items():
        house.shelves[name] = make_shelf(
            house.division, house.world.unit, house.head, f"ngăn-{name}", level, house.file, name
        )
    agency = Unit.objects.get(versions__symbol="SNV")
    house.shelves["foreign"] = make_shelf(
        other, agency, outsider, "ngăn-foreign", Sensitivity.OPEN, house.file, "foreign"
    )


def make_house(*, with_shelves: bool = True) -> House:
    """The house on the day after the year's report went out. People: see EVERYONE."""
    world = make_world()
    fill_year(world)
    edition = issue_year(world, draft_year(world))
    with clock.at(FOUNDED):
        other = Unit.objects.get(versions__symbol="SNV")
        nobody = User.objects.create(
            username="nguoi-ngoai", display_name="nguoi-ngoai", created_at=FOUNDED, must_change_password=False
        )
        first, second = Unit.objects.filter(path__startswith=world.unit.path, kind=UnitKind.DIVISION).order_by("pk")
        people = {
            "anonymous": None,
            "nobody": nobody,
            "outsider": world.stranger,
            "colleague": make_user("chuyen-vien-p1", Role.STAFF, first),
            "head": world.head,
            "editor": make_user("bien-tap", Role.EDITOR, world.unit),
        }
    with clock.at(NOW):
        file = store("Nội dung tệp.".encode(), name="tep.txt", by=world.head)
        section = portal.open_section(slug="chi-dao", name="Thông tin chỉ đạo, điều hành", by=people["editor"])
        publication = portal.publish_edition(edition=edition, section=section, by=people["editor"])
        draft = draft_report(
            key="bc-du-thao", period=edition.report.period, title="Báo cáo còn dự thảo", narrative="Ổn định.",
            by=world.clerk,
        )  # fmt: skip
        book = NumberBook.objects.filter(unit=world.unit).order_by("pk").first()
        house = House(
            world, second, edition, draft, publication, Register.objects.filter(unit=world.unit).first(), book,
            Topic.objects.first(), work.add_partner(code="cong-an", name="Công an tỉnh", by=world.head), file, people,
        )  # fmt: skip
        assert other.pk != world.unit.pk and BookNumber.objects.filter(book=book).exists()
        if with_shelves:
            fill_shelves(house)
    return house
