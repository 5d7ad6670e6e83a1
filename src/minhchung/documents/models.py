"""Documents, the registers they are captured in and the books their numbers come from (NĐ 30/2020)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from minhchung.accounts.enums import Sensitivity
from minhchung.audit.recording import Recorded
from minhchung.documents.enums import (
    Direction,
    DocumentState,
    LegalStatus,
    NumberState,
    RecipientPurpose,
    RelationKind,
    Urgency,
)
from minhchung.files.models import StoredFile
from minhchung.organisation.models import Person, Unit


class Document(models.Model):
    """One official document, ours or another body's, with its number as printed.

    `number` is the printed string and is always kept; `serial`, `year` and `symbol` are what could be read of it.
    `document_type` is a code of vanban.number's type table (ke_hoach, cong_van, nghi_dinh …).
    `key` is the short stable name by which narratives and workbooks refer to the document.
    `folded_number` ("118 stttt vp") and `folded_subject` are for looking up; `number_key` ("118/sttttvp") and, for
    instruments, `folded_title` ("quoc phong") are what citations are matched by.
    """

    key = models.SlugField(max_length=80, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    drafting_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="drafts")
    document_type = models.CharField(max_length=40)
    number = models.CharField(max_length=120, blank=True)
    serial = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    symbol = models.CharField(max_length=80, blank=True)
    folded_number = models.CharField(max_length=160, blank=True)
    number_key = models.CharField(max_length=120, blank=True, db_index=True)
    issuer = models.CharField(max_length=300, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    subject = models.CharField(max_length=1000)
    folded_subject = models.CharField(max_length=1000, blank=True)
    folded_title = models.CharField(max_length=500, blank=True)
    signer = models.CharField(max_length=160, blank=True)
    signer_title = models.CharField(max_length=160, blank=True)
    urgency = models.CharField(max_length=20, choices=Urgency.choices, default=Urgency.NORMAL)
    sensitivity = models.PositiveSmallIntegerField(choices=Sensitivity.choices, default=Sensitivity.OPEN)
    state = models.CharField(max_length=20, choices=DocumentState.choices, default=DocumentState.DRAFT)
    legal_status = models.CharField(max_length=20, choices=LegalStatus.choices, blank=True, default="")
    recalled_on = models.DateField(null=True, blank=True)
    recall_reason = models.CharField(max_length=300, blank=True)
    is_illustrative = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-issued_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=DocumentState.RECALLED, recall_reason=""), name="recalled_has_reason"
            )
        ]
        indexes = [
            models.Index(fields=["folded_title"], condition=~Q(folded_title=""), name="document_title"),
            models.Index(fields=["unit", "-issued_on", "-id"], name="document_unit_newest"),
            models.Index(fields=["-issued_on", "-id"], name="document_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.number or self.key} · {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.pk])


class DocumentVersion(models.Model):
    """One state of a document's text, bound to its bytes; a significant one reopens acknowledgements."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    ordinal = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="versions")
    text = models.TextField(blank=True)
    page_count = models.PositiveIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)
    is_significant = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["document_id", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["document", "ordinal"], name="version_ordinal")]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.ordinal}"


class Attachment(models.Model):
    """A file that travels with a document without being part of its text."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["document_id", "pk"]

    def __str__(self) -> str:
        return self.title


class Appendix(models.Model):
    """A numbered part at the end of a document (Phụ lục), in the same file or in one of its own."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="appendices")
    label = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["document_id", "pk"]
        verbose_name_plural = "appendices"

    def __str__(self) -> str:
        return f"{self.label}. {self.title}"


class Recipient(models.Model):
    """To whom a document goes and what for (Nơi nhận)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="recipients")
    name = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=RecipientPurpose.choices, default=RecipientPurpose.KNOW)
    copies = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["document_id", "pk"]

    def __str__(self) -> str:
        return self.name


class Relation(models.Model):
    """*source* is based on, carries out, amends, replaces or answers *target*."""

    source = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="relations_out")
    target = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="relations_in")
    kind = models.CharField(max_length=20, choices=RelationKind.choices)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["source_id", "kind", "target_id"]
        constraints = [
            models.UniqueConstraint(fields=["source", "target", "kind"], name="relation_once"),
            models.CheckConstraint(condition=~Q(source=models.F("target")), name="relation_not_to_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.get_kind_display()} {self.target_id}"


class Citation(models.Model):
    """A document that a version's text cites, with its span; *target* only when the link is certain."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="citations")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    text = models.CharField(max_length=500)
    document_type = models.CharField(max_length=40, blank=True)
    number = models.CharField(max_length=120, blank=True)
    number_key = models.CharField(max_length=120, blank=True)
    title = models.CharField(max_length=500, blank=True)
    folded_title = models.CharField(max_length=500, blank=True)
    issued_on = models.CharField(max_length=10, blank=True)
    issuer = models.CharField(max_length=300, blank=True)
    target = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="cited_by")

    class Meta:
        ordering = ["version_id", "start"]
        indexes = [
            models.Index(fields=["number_key"], condition=~Q(number_key=""), name="citation_number"),
            models.Index(fields=["folded_title"], condition=~Q(folded_title=""), name="citation_title"),
        ]

    def __str__(self) -> str:
        return self.text


class Register(models.Model):
    """A book in which a unit captures what comes in or goes out in one year.

    `first_serial` is the first line written here; those below it were taken over, for the reason in `opening_reason`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registers")
    direction = models.CharField(max_length=10, choices=Direction.choices)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=200)
    first_serial = models.PositiveIntegerField(default=1)
    next_serial = models.PositiveIntegerField(default=1)
    opening_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "direction", "unit_id"]
        constraints = [models.UniqueConstraint(fields=["unit", "direction", "year"], name="register_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("documents:register", args=[self.pk])


class RegisterEntry(Recorded):
    """The act of capture: one line of a register (NĐ 30/2020 Appendix IV, R1 and R5).

    Incoming: *serial* is số đến, *registered_on* ngày đến. Outgoing: *serial* is the running line of the book.
    """

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="entries")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="entries")
    serial = models.PositiveIntegerField()
    registered_on = models.DateField()
    received_on = models.DateField(null=True, blank=True)
    handled_by = models.CharField(max_length=1000, blank=True)
    transferred_on = models.DateField(null=True, blank=True)
    archived_by = models.CharField(max_length=300, blank=True)
    copies = models.PositiveIntegerField(null=True, blank=True)
    signed_for = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["register_id", "serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["register", "serial"], condition=Q(withdrawn_at__isnull=True), name="entry_serial_once"
            )
        ]
        indexes = [models.Index(fields=["register", "-serial"], name="entry_newest")]
        verbose_name_plural = "register entries"

    def __str__(self) -> str:
        return f"{self.register_id}/{self.serial}"


class SeriesRule(models.Model):
    """Which types of a unit share a number series, as its head decided for some time (NĐ 30/2020 Art. 15).

    An empty *document_type* stands for every type that has no row of its own. Without any row each type has its series.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="series_rules")
    document_type = models.CharField(max_length=40, blank=True)
    type_group = models.CharField(max_length=40)
    legal_basis = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["unit_id", "valid_from", "document_type", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "document_type", "valid_from"], name="series_rule_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")), name="series_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_type or '*'} → {self.type_group}"


class NumberBook(models.Model):
    """The series of one unit, one group of types and one year; numbers start at 1 on 1 January (NĐ 30/2020 Art. 15).

    `first_serial` is the first number given here; those below it were taken over from the book kept before, for the
    reason in `opening_reason`.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="number_books")
    type_group = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    first_serial = models.PositiveIntegerField(default=1)
    next_serial = models.PositiveIntegerField(default=1)
    opening_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-year", "unit_id", "type_group"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "type_group", "year"], name="book_once"),
            models.CheckConstraint(
                condition=Q(first_serial=1) | (Q(first_serial__gt=1) & ~Q(opening_reason="")),
                name="book_taken_over_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(next_serial__gte=models.F("first_serial")), name="book_goes_on_from_its_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type_group} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("documents:book", args=[self.pk])


class BookNumber(models.Model):
    """One number of a book: reserved until it expires, issued to a document, or void with a reason."""

    book = models.ForeignKey(NumberBook, on_delete=models.PROTECT, related_name="numbers")
    serial = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=NumberState.choices, default=NumberState.RESERVED)
    document = models.OneToOneField(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="book_number"
    )
    reserved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    reserved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["book_id", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["book", "serial"], name="book_number_once"),
            models.CheckConstraint(
                condition=Q(state="issued", document__isnull=False) | ~Q(state="issued"), name="issued_has_document"
            ),
            models.CheckConstraint(condition=~Q(state="void", reason=""), name="void_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.book_id}/{self.serial}"


class Handler(models.Model):
    """A person an incoming document was given to; being named here lets them see it."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="handlers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="handled_documents")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["document_id", "person_id"]
        constraints = [models.UniqueConstraint(fields=["document", "person"], name="handler_once")]

    def __str__(self) -> str:
        return f"{self.document_id} → {self.person}"
