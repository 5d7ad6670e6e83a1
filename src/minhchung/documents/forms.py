"""Forms of this room: what a person types, as the arguments of an action."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from minhchung import clock
from minhchung.accounts.enums import Sensitivity
from minhchung.documents.enums import Urgency
from minhchung.documents.queries.registers import EntryFilter
from minhchung.organisation.models import Unit
from minhchung.organisation.queries import versions_on
from vanban.document_types import TYPES

_TYPES = [(code, kind.name) for code, kind in TYPES.items()]
_OWN_TYPES = [(code, kind.name) for code, kind in TYPES.items() if kind.is_administrative]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class UnitField(forms.ModelChoiceField):
    """Units by the name they have today."""

    def __init__(self, queryset: QuerySet[Unit], **options: Any) -> None:
        self._names = dict(versions_on(clock.today()).values_list("unit_id", "name"))
        super().__init__(queryset, **options)

    def label_from_instance(self, unit: Unit) -> str:
        return self._names.get(unit.pk, str(unit))


class FilterForm(forms.Form):
    """What to look for in a register."""

    words = forms.CharField(label=_("Số, ký hiệu hoặc trích yếu"), max_length=200, required=False)
    document_type = forms.ChoiceField(label=_("Loại văn bản"), choices=[("", _("Mọi loại")), *_TYPES], required=False)
    since = forms.DateField(label=_("Từ ngày"), widget=DateInput, required=False)
    until = forms.DateField(label=_("Đến ngày"), widget=DateInput, required=False)

    def asked(self) -> EntryFilter:
        """The filter asked for; parts that could not be read ask for nothing."""
        given = self.cleaned_data if self.is_valid() or hasattr(self, "cleaned_data") else {}
        return EntryFilter(**{name: value for name, value in given.items() if value})


class PaperForm(forms.Form):
    """A file with the two confirmations that only a person can give."""

    file = forms.FileField(label=_("Tệp văn bản"), required=False, allow_empty_file=True)
    not_secret_confirmed = forms.BooleanField(
        label=_("Tôi đã xem và xác nhận đây không phải tài liệu mật"), required=False
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > settings.MAX_UPLOAD:
            raise forms.ValidationError(_("Tệp lớn quá giới hạn cho phép."))
        return file


class IncomingForm(PaperForm):
    """A document from outside, as its first page and its envelope say."""

    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=120, required=False)
    issued_on = forms.DateField(label=_("Ngày văn bản"), widget=DateInput, required=False)
    document_type = forms.ChoiceField(label=_("Loại văn bản"), choices=_TYPES, initial="cong_van")
    subject = forms.CharField(label=_("Trích yếu"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    received_on = forms.DateField(label=_("Ngày nhận"), widget=DateInput)
    handled_by = forms.CharField(label=_("Đơn vị hoặc người nhận"), max_length=1000, required=False)
    due_on = forms.DateField(label=_("Hạn giải quyết"), widget=DateInput, required=False)
    urgency = forms.ChoiceField(label=_("Độ khẩn"), choices=Urgency.choices, initial=Urgency.NORMAL)
    sensitivity = forms.TypedChoiceField(label=_("Ai được xem"), choices=Sensitivity.choices, coerce=int, initial=0)
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)
    duplicate_confirmed = forms.BooleanField(
        label=_("Đây là văn bản khác, dù trùng số, ký hiệu và cơ quan ban hành"), required=False
    )
    field_order = ("unit",)

    def __init__(self, *given: Any, units: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["unit"] = UnitField(units, label=_("Sổ của đơn vị"), initial=units.first(), empty_label=None)
        self.fields["received_on"].initial = clock.today()
        self.order_fields(self.field_order)


class DraftForm(PaperForm):
    """A document of our own, before it has a number."""

    document_type = forms.ChoiceField(label=_("Loại văn bản"), choices=_OWN_TYPES, initial="ke_hoach")
    subject = forms.CharField(label=_("Trích yếu"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    sensitivity = forms.TypedChoiceField(label=_("Ai được xem"), choices=Sensitivity.choices, coerce=int, initial=0)
    field_order = ("unit", "drafting_unit")

    def __init__(self, *given: Any, units: QuerySet[Unit], issuers: QuerySet[Unit], **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["unit"] = UnitField(issuers, label=_("Cơ quan ban hành"), initial=issuers.first(), empty_label=None)
        self.fields["drafting_unit"] = UnitField(units, label=_("Đơn vị soạn thảo"), initial=units.first())
        self.order_fields(self.field_order)


class IssueForm(forms.Form):
    """Who signed and when; the number comes from the book."""

    signer = forms.CharField(label=_("Người ký"), max_length=160)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=160)
    issued_on = forms.DateField(label=_("Ngày ban hành"), widget=DateInput)
    copies = forms.IntegerField(label=_("Số lượng bản"), min_value=0, max_value=100_000, required=False)
    archived_by = forms.CharField(label=_("Đơn vị, người nhận bản lưu"), max_length=300, required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False)

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["issued_on"].initial = clock.today()
