"""Forms of this room: what a person types, as the arguments of an action."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.documents.models import DocumentVersion
from minhchung.documents.permissions import visible_documents
from minhchung.organisation.models import Unit
from minhchung.work.activity_types import Definition
from minhchung.work.fields import Field, Kind
from minhchung.work.models import Partner, Task, Topic
from minhchung.work.permissions import units_to_record_in, visible_tasks
from minhchung.work.queries.names import unit_names
from minhchung.work.queries.tasks import UNDER_WAY

_MOST_OPTIONS = 200
_NUMBER = re.compile(r"[0-9]{1,18}")


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class UnitField(forms.ModelChoiceField):
    """Units by the name they have today."""

    def __init__(self, queryset: QuerySet[Unit], **options: object) -> None:
        self._names = unit_names(clock.today())
        super().__init__(queryset, **options)

    def label_from_instance(self, unit: Unit) -> str:
        return self._names.get(unit.pk, str(unit))


class RecordsField(forms.ModelMultipleChoiceField):
    """Records chosen by their number; one that no engine could hold is no record, not an error of the server."""

    def clean(self, value: object) -> QuerySet[Model]:
        for number in value or ():
            if not (isinstance(number, str | int) and _NUMBER.fullmatch(str(number))):
                raise forms.ValidationError(self.error_messages["invalid_pk_value"], params={"pk": str(number)[:40]})
        return super().clean(value)


class RowsField(forms.CharField):
    """Rows of a table typed one a line, the columns parted by "|"."""

    def __init__(self, columns: Iterable[Field], **options: object) -> None:
        self.columns = tuple(columns)
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **options)

    def to_python(self, value: object) -> list[dict[str, str]]:
        lines = [line for line in str(super().to_python(value) or "").splitlines() if line.strip()]
        names = [column.name for column in self.columns]
        return [dict(zip(names, (part.strip() for part in line.split("|")), strict=False)) for line in lines]


class LinesField(forms.CharField):
    """A list typed one entry a line."""

    def __init__(self, **options: object) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": 3}), **options)

    def to_python(self, value: object) -> list[str]:
        return [line.strip() for line in str(super().to_python(value) or "").splitlines() if line.strip()]


class ActivityForm(forms.Form):
    """One activity of a type: what every activity has, then the typed fields of the type, then its first evidence."""

    title = forms.CharField(label=_("Tên hoạt động"), max_length=500)
    unit = forms.Field(label=_("Đơn vị"))
    happened_on = forms.DateField(label=_("Ngày diễn ra"), widget=DateInput())
    ended_on = forms.DateField(label=_("Ngày kết thúc"), widget=DateInput(), required=False)
    received_on = forms.DateField(label=_("Ngày nhận thông tin"), widget=DateInput())
    place = forms.CharField(label=_("Địa điểm"), max_length=300, required=False)

    def __init__(self, definition: Definition, user: User, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self._definition = definition
        units = units_to_record_in(user).order_by("path")
        self.fields["unit"] = UnitField(units, label=_("Đơn vị"), empty_label=None)
        self.fields["happened_on"].initial = self.fields["received_on"].initial = clock.today()
        for field in definition.fields:
            self.fields[f"detail_{field.name}"] = _form_field(field)
        self.fields["file"] = forms.FileField(
            label=_("Minh chứng"), required=False, help_text=_("Ảnh, PDF, Word hoặc Excel; có thể thêm sau.")
        )
        self.fields["file_title"] = forms.CharField(label=_("Tên minh chứng"), max_length=300, required=False)
        self._add_links(user)

    def _add_links(self, user: User) -> None:
        needs = self._definition.needs
        latest = visible_tasks(user).filter(state__in=UNDER_WAY).order_by("-pk").values_list("pk", flat=True)
        self.fields["tasks"] = RecordsField(
            Task.objects.filter(pk__in=list(latest[:_MOST_OPTIONS])),
            label=_("Thuộc nhiệm vụ"),
            required=False,
            widget=forms.CheckboxSelectMultiple(),
        )
        for name, model, label in (("topics", Topic, _("Chủ đề")), ("partners", Partner, _("Đơn vị phối hợp"))):
            self.fields[name] = RecordsField(
                model.objects.all(), label=label, required=name in needs, widget=forms.CheckboxSelectMultiple()
            )
        self.fields["documents"] = LinesField(
            label=_("Văn bản"),
            required="documents" in needs,
            help_text=_("Số, ký hiệu hoặc mã văn bản; mỗi dòng một văn bản."),
        )
        self._user = user

    def clean_documents(self) -> list[DocumentVersion]:
        """The latest version of each document named, which the user must be able to see."""
        return [self._version(named) for named in self.cleaned_data["documents"][:20]]

    def _version(self, named: str) -> DocumentVersion:
        shown = visible_documents(self._user)
        found = list(shown.filter(number__iexact=named)[:2]) or list(shown.filter(key=named)[:1])
        version = found[0].versions.order_by("-ordinal").first() if len(found) == 1 else None
        if version is None:
            message = _t("Không tìm thấy đúng một văn bản “%(named)s” có nội dung.") % {"named": named[:120]}
            raise forms.ValidationError(message)
        return version

    def arguments(self) -> dict[str, object]:
        """The arguments of `record_activity`, without key and by."""
        said = dict(self.cleaned_data)
        for name in ("file", "file_title"):
            said.pop(name)
        details = {name.removeprefix("detail_"): said.pop(name) for name in list(said) if name.startswith("detail_")}
        links = {name: list(said.pop(name)) for name in ("tasks", "topics", "partners", "documents")}
        return said | links | {"type": self._definition.code, "details": details}


class EvidenceForm(forms.Form):
    """One file that proves, with its title and dates."""

    file = forms.FileField(label=_("Tệp"), help_text=_("Ảnh, PDF, Word, Excel, âm thanh hoặc video."))
    title = forms.CharField(label=_("Tên minh chứng"), max_length=300)
    happened_on = forms.DateField(label=_("Ngày của minh chứng"), widget=DateInput())
    received_on = forms.DateField(label=_("Ngày nhận"), widget=DateInput())

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["happened_on"].initial = self.fields["received_on"].initial = clock.today()


class FinishForm(forms.Form):
    """The end of a task: a reason only when there is no evidence."""

    finished_on = forms.DateField(label=_("Ngày hoàn thành"), widget=DateInput())
    reason = forms.CharField(
        label=_("Ghi chú"), max_length=500, required=False, help_text=_("Bắt buộc khi nhiệm vụ chưa có minh chứng.")
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.fields["finished_on"].initial = clock.today()


def _form_field(field: Field) -> forms.Field:
    shown = {"label": str(field.label), "required": field.required}
    if field.kind is Kind.CHOICE:
        choices = [(choice.code, str(choice.label)) for choice in field.choices]
        return forms.ChoiceField(choices=choices if field.required else [("", "–"), *choices], **shown)
    if field.kind is Kind.NUMBER:
        return forms.IntegerField(min_value=field.least, max_value=field.most, **shown)
    if field.kind is Kind.DATE:
        return forms.DateField(widget=DateInput(), **shown)
    if field.kind is Kind.TIME:
        return forms.CharField(widget=forms.TextInput(attrs={"type": "time"}), **shown)
    if field.kind is Kind.FLAG:
        return forms.BooleanField(label=shown["label"], required=False)
    if field.kind is Kind.PARAGRAPHS:
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), **shown)
    if field.kind is Kind.LIST:
        return LinesField(help_text=_("Mỗi dòng một mục."), **shown)
    if field.kind is Kind.TABLE:
        names = " | ".join(str(column.label) for column in field.columns)
        return RowsField(field.columns, help_text=_t("Mỗi dòng một mục: %(names)s") % {"names": names}, **shown)
    return forms.CharField(max_length=field.most or 300, **shown)
