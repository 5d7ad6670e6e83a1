"""The files of a document, handed out to whoever may see the document."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from minhchung.documents.models import Document
from minhchung.documents.permissions import visible_documents
from minhchung.files.models import StoredFile
from minhchung.files.names import name_for
from minhchung.files.views import serve


@require_safe
@login_required
def version_file(request: HttpRequest, pk: int, ordinal: int) -> HttpResponse:
    """The bytes of one version."""
    document = _document(request, pk)
    version = get_object_or_404(document.versions, ordinal=ordinal)
    return _answer(request, version.file, document.number or document.subject)


@require_safe
@login_required
def attachment_file(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """The bytes of one attached file."""
    found = get_object_or_404(_document(request, pk).attachments, pk=attachment)
    return _answer(request, found.file, found.title)


@require_safe
@login_required
def appendix_file(request: HttpRequest, pk: int, appendix: int) -> HttpResponse:
    """The bytes of one appendix that is a file of its own."""
    found = get_object_or_404(_document(request, pk).appendices, pk=appendix)
    return _answer(request, found.file, f"{found.label} {found.title}")


def _document(request: HttpRequest, pk: int) -> Document:
    return get_object_or_404(visible_documents(request.user), pk=pk)


def _answer(request: HttpRequest, file: StoredFile | None, title: str) -> HttpResponse:
    if file is None:
        raise Http404
    return serve(file, request, name=name_for(title, file.name))
