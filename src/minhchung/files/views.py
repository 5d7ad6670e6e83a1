"""Hand out the bytes of a stored file safely; the room whose record carries the file decides who may have it."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import content_disposition_header

from minhchung.files.models import StoredFile
from minhchung.files.queries import open_file, require_kept, thumbnail

_INLINE = ("application/pdf", "image/png", "image/jpeg")
_NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def serve(file: StoredFile, request: HttpRequest, *, name: str | None = None) -> HttpResponse:
    """Answer with the bytes of *file*, called *name* (its own): PDF, PNG and JPEG to look at, all else to keep.

    `?download` keeps those too. No script of a file ever runs in the system's name.
    """
    require_kept(file)
    tag = f'"{file.sha256}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified(headers={"ETag": tag})
    is_shown = file.media_type in _INLINE and "download" not in request.GET
    kind = "text/plain; charset=utf-8" if file.media_type == "text/plain" else file.media_type
    response = FileResponse(open_file(file), content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(not is_shown, name or file.name) or ""
    response.headers["Content-Length"] = str(file.size)
    response.headers["ETag"] = tag
    return _closed(response, sandbox=file.media_type != "application/pdf")


def serve_thumbnail(file: StoredFile, request: HttpRequest, *, page: int = 0, width: int = 320) -> HttpResponse:
    """Answer with a small JPEG of *file*; 404 when there is nothing to show."""
    picture = thumbnail(file, page=page, width=width)
    if picture is None:
        return HttpResponse(status=404)
    return _closed(FileResponse(picture.open("rb"), content_type="image/jpeg"), sandbox=True)


def _closed(response: FileResponse, *, sandbox: bool) -> FileResponse:
    """Nothing runs and nothing is guessed; browsers show no PDF in a sandbox, and a PDF has no script of our origin."""
    response.headers["Content-Security-Policy"] = _NOTHING_RUNS + ("; sandbox" if sandbox else "")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-cache"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
