"""Public pages: they read publications and their bundles, nothing else."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from minhchung.portal import bundle, queries
from minhchung.portal.models import Publication, Section
from vanban.pack.assemble import verifier_html

_HASH = re.compile(r"[0-9a-f]{64}")
_SHOWN_INLINE = frozenset({"application/pdf", "image/png", "image/jpeg"})


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    shown = [(each, list(queries.newest(section=each)[:6])) for each in queries.sections()]
    return render(request, "portal/home.html", {"shown": shown})


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Section, slug=slug)
    page = Paginator(queries.newest(section=found), queries.PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(request, "portal/section.html", {"section": found, "page": page})


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "")[:200]
    page = Paginator(queries.matching(words), queries.PAGE_SIZE).get_page(request.GET.get("trang"))
    return render(request, "portal/search.html", {"words": words, "page": page})


@require_safe
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    found = _publication(slug)
    context = {
        "publication": found,
        "page": bundle.read_page(found.folder, found.page_sha256),
        "related": queries.related(found),
        "corrected": queries.history(found),
        "correction": Publication.objects.filter(replaces=found).first(),
    }
    return render(request, "portal/publication.html", context)


@require_safe
def file(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    found = _publication(slug)
    page = bundle.read_page(found.folder, found.page_sha256)
    held = bundle.read_file(found.folder, page, name)
    if held is None:
        raise Http404
    described, content = held
    inline = described["media_type"] in _SHOWN_INLINE
    response = HttpResponse(content, content_type=described["media_type"])
    response["Content-Disposition"] = f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(name)}"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["ETag"] = f'"{described["sha256"]}"'
    patch_cache_control(response, public=True, max_age=3600, immutable=True)
    return response


@require_safe
def claim(request: HttpRequest, slug: str, claim: str) -> HttpResponse:
    found = _publication(slug)
    page = bundle.read_page(found.folder, found.page_sha256)
    explained = _explain(page.get("facts"), claim)
    if explained is None:
        raise Http404
    return render(request, "portal/claim.html", {"publication": found, **explained})


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    asked = re.sub(r"\s", "", request.GET.get("ma", "")).lower()[:100]
    is_hash = _HASH.fullmatch(asked) is not None
    found = queries.of_fingerprint(asked) if is_hash else None
    page = bundle.read_page(found.folder, found.page_sha256) if found else None
    context = {"asked": asked, "is_hash": is_hash, "publication": found, "page": page}
    return render(request, "portal/verify.html", context)


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The verifier that also travels in every pack; it brings a policy of its own and asks no server for anything."""
    response = HttpResponse(verifier_html())
    response["Content-Security-Policy"] = "sandbox allow-scripts allow-downloads allow-popups"
    return response


def _publication(slug: str) -> Publication:
    return get_object_or_404(Publication.objects.select_related("section", "replaces"), slug=slug)


def _explain(facts: dict[str, Any] | None, claim: str) -> dict[str, Any] | None:
    """A claim with the figure or document behind it and the evidence of either."""
    if facts is None:
        return None
    found = next((each for each in facts["claims"] if each["id"] == claim), None)
    if found is None:
        return None
    figure = next((each for each in facts["figures"] if each["id"] == found.get("figure")), None)
    document = next((each for each in facts["documents"] if each["id"] == found.get("document")), None)
    known = {each["id"]: each for each in facts["evidence"]}
    proofs = [{"title": document["printed"], "files": document["files"]}] if document else []
    proofs += [known[name] for name in (figure or found).get("evidence", []) if name in known]
    return {
        "claim": found,
        "figure": figure,
        "document": document,
        "evidence": [(each["title"], [_shown_file(file) for file in each["files"]]) for each in proofs],
    }


def _shown_file(file: dict[str, Any]) -> dict[str, str]:
    """What readers get of a proving file: the file itself, its masked copy, or the commitment to it."""
    shown = file if "path" in file else file.get("masked") or {}
    name = str(shown.get("path", "")).rpartition("/")[2]
    return {"name": name, "sha256": str(shown.get("sha256", "")), "commitment": str(file.get("commitment", ""))}
