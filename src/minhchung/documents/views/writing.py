"""What a records officer writes: an incoming document, a draft, an issued one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minhchung.documents import actions, symbols
from minhchung.documents.enums import DocumentState
from minhchung.documents.errors import DuplicateDocumentError
from minhchung.documents.forms import DraftForm, IncomingForm, IssueForm, PaperForm
from minhchung.documents.guard import refuse_secrets
from minhchung.documents.models import Document
from minhchung.documents.papers import read_paper
from minhchung.documents.permissions import drafted_units, kept_units, require_can_keep, visible_documents
from minhchung.documents.queries import number_expected
from minhchung.documents.views.registers import type_name
from minhchung.errors import MinhChungError, NotAllowedError
from minhchung.files.actions import store
from minhchung.files.errors import SecrecyToConfirmError
from minhchung.organisation.models import Unit
from minhchung.organisation.queries import present_name


@login_required
@require_http_methods(["GET", "POST"])
def register_incoming(request: HttpRequest) -> HttpResponse:
    """Enter a document from outside; a duplicate and a doubtful mark ask for a confirmation first."""
    units = kept_units(request.user)
    if not units:
        raise NotAllowedError
    form = IncomingForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                entry = actions.register_incoming(by=request.user, **_arguments(request, form))
        except MinhChungError as refusal:
            _refused(form, refusal)
        else:
            said = _("Đã vào sổ với số đến %(serial)d.") % {"serial": entry.serial}
            messages.success(request, said)
            return redirect(entry.document)
    _hide_confirmations(form)
    status = 422 if form.is_bound else 200
    return render(request, "documents/register_incoming.html", {"form": form}, status=status)


@login_required
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Begin a document of our own."""
    units = drafted_units(request.user)
    if not units:
        raise NotAllowedError
    form = DraftForm(request.POST or None, request.FILES or None, units=units, issuers=_issuers(units))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                document = actions.draft_document(by=request.user, **_arguments(request, form))
        except MinhChungError as refusal:
            _refused(form, refusal)
        else:
            messages.success(request, _("Đã lưu dự thảo."))
            return redirect(document)
    _hide_confirmations(form)
    return render(request, "documents/draft.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a draft its number: first who signed, then a page to check, then the number."""
    found = get_object_or_404(visible_documents(request.user).select_related("unit", "drafting_unit"), pk=pk)
    require_can_keep(request.user, found.unit)
    if found.state != DocumentState.DRAFT:
        return redirect(found)
    form = IssueForm(request.POST or None)
    context: dict[str, object] = {"form": form, "document": found, "type": type_name(found.document_type)}
    if request.method == "POST" and form.is_valid() and "sua" not in request.POST:
        try:
            if "cap-so" in request.POST:
                return _issued(request, found, form)
            return render(request, "documents/issue_check.html", context | _checked(found, form))
        except MinhChungError as refusal:
            _refused(form, refusal)
    is_wrong = form.is_bound and "sua" not in request.POST
    return render(request, "documents/issue.html", context, status=422 if is_wrong else 200)


def _issued(request: HttpRequest, found: Document, form: IssueForm) -> HttpResponse:
    entry = actions.issue_document(document=found, by=request.user, **form.cleaned_data)
    said = _("Đã ban hành với số %(number)s.") % {"number": entry.document.number}
    messages.success(request, said)
    return redirect(entry.document)


def _checked(found: Document, form: IssueForm) -> dict[str, object]:
    """What the check page shows; the number may still move on if somebody comes first."""
    day = form.cleaned_data["issued_on"]
    number = found.number or symbols.own_number(number_expected(found, day), found, day)
    answers = [(form[name].label, value) for name, value in form.cleaned_data.items() if value not in (None, "")]
    return {
        "number": number,
        "answers": answers,
        "unit": present_name(found.unit),
        "recipients": list(found.recipients.all()),
    }


def _arguments(request: HttpRequest, form: PaperForm) -> dict[str, Any]:
    """The form's fields as arguments of an action, its file read and stored: inside the caller's transaction.

    Fields are looked at for secrecy before the file is: a mark anywhere keeps all of it out.
    """
    given = dict(form.cleaned_data)
    upload: UploadedFile | None = given.pop("file")
    confirmed = given["not_secret_confirmed"]
    refuse_secrets(*(value for value in given.values() if isinstance(value, str)), confirmed=confirmed)
    if not upload:
        return given
    content = upload.read()
    paper = read_paper(content, upload.name or "")
    refuse_secrets(text=paper.text, confirmed=confirmed)
    confirmer = request.user if confirmed else None
    file = store(content, name=upload.name or "", by=request.user, confirmed_not_secret_by=confirmer)
    return given | {"file": file, "text": paper.text, "page_count": paper.page_count}


def _refused(form: Any, refusal: MinhChungError) -> None:
    form.add_error(None, str(refusal))
    form.refusal = refusal


def _hide_confirmations(form: PaperForm) -> None:
    """A confirmation is asked for only once the doubt is there."""
    refusal = getattr(form, "refusal", None)
    if not isinstance(refusal, DuplicateDocumentError) and not form.data.get("duplicate_confirmed"):
        form.fields.pop("duplicate_confirmed", None)
    if not isinstance(refusal, SecrecyToConfirmError) and not form.data.get("not_secret_confirmed"):
        form.fields.pop("not_secret_confirmed", None)


def _issuers(units: QuerySet[Unit]) -> QuerySet[Unit]:
    """The units that may issue what *units* draft: themselves and every unit above them."""
    above = {int(number) for path in units.values_list("path", flat=True) for number in path.strip("/").split("/")}
    return Unit.objects.filter(pk__in=above).order_by(Length("path"), "pk")
