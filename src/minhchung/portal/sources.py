"""From working records to what is published: the one place where the portal looks at other rooms' tables."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZipFile

from django.utils.html import escape
from django.utils.translation import gettext as _

from minhchung.documents.models import Document
from minhchung.files.queries import read
from minhchung.portal.bundle import BundleFile
from minhchung.portal.enums import TagKind
from minhchung.portal.errors import NotPublishableError
from minhchung.portal.related import Tag
from minhchung.reporting.enums import EditionFile, LineageKind
from minhchung.reporting.models import Edition, Lineage
from minhchung.work.models import Activity, Task, Topic
from vanban.reading import read_text

_TITLES = {
    EditionFile.PDF: ("bao-cao.pdf", "Báo cáo, bản PDF", "application/pdf"),
    EditionFile.DOCX: (
        "bao-cao.docx",
        "Báo cáo, bản Word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    EditionFile.HTML: ("bao-cao.html", "Báo cáo, trang đọc", "text/html"),
    EditionFile.PUBLIC_PACK: ("goi-minh-chung.zip", "Gói minh chứng công khai", "application/zip"),
}
_EVIDENCE = "data/evidence/"
_EXPLAINED = frozenset({"figure", "list", "document", "activity"})
_MARK = re.compile(r'id="([A-Za-z0-9_.-]+)" href="#proof-[^"]*"')  # as vanban.layout.html writes a mark


def of_edition(edition: Edition, summary: str) -> tuple[dict[str, Any], list[BundleFile], str]:
    """The page, the files and the pack's fingerprint of an issued edition; only what the public pack holds is used."""
    parts = {part.kind: read(part.file) for part in edition.parts.select_related("file")}
    missing = [kind for kind in _TITLES if kind not in parts]
    if missing:
        reason = _("bản ban hành thiếu tệp %(names)s") % {
            "names": ", ".join(EditionFile(kind).label for kind in missing)
        }
        raise NotPublishableError(title=edition.title, reason=reason)
    files = [BundleFile(name, title, media, parts[kind]) for kind, (name, title, media) in _TITLES.items()]
    with ZipFile(BytesIO(parts[EditionFile.PUBLIC_PACK])) as pack:
        facts = json.loads(pack.read("data/facts.json"))
        fingerprint = hashlib.sha256(pack.read("tagmanifest-sha256.txt")).hexdigest()
        shown = [name for name in pack.namelist() if name.startswith(_EVIDENCE)]
        types = _media_types(facts)
        files += [
            BundleFile(name.removeprefix(_EVIDENCE), "", types.get(name, "application/octet-stream"), pack.read(name))
            for name in shown
        ]
    page_html = parts[EditionFile.HTML].decode()
    text = read_text(parts[EditionFile.HTML], "bao-cao.html")
    page = {
        "summary": summary or _first_sentences(facts),
        "body": _article(page_html, [claim["id"] for claim in facts["claims"] if claim["kind"] in _EXPLAINED]),
        "text": text,
        "facts": {key: facts[key] for key in ("edition", "claims", "figures", "documents", "evidence", "ledger")},
        "fingerprint": fingerprint,
    }
    page["facts"]["figures"] = [{**figure, "rows": [], "row_count": len(figure["rows"])} for figure in facts["figures"]]
    page["facts"]["ledger"] = {key: facts["ledger"][key] for key in ("tree_size", "root", "seal")}
    return page, files, fingerprint


def of_document(document: Document) -> tuple[dict[str, Any], list[BundleFile]]:
    """The page and the file of one document, in its latest version."""
    version = document.versions.select_related("file").order_by("-ordinal").first()
    if version is None or version.file is None:
        raise NotPublishableError(title=document.subject, reason=_("văn bản chưa có tệp"))
    suffix = PurePosixPath(version.file.name).suffix or ".bin"
    file = BundleFile(f"van-ban{suffix}", document.subject, version.file.media_type, read(version.file))
    page = {
        "summary": "",
        "body": "".join(f"<p>{escape(line)}</p>" for line in version.text.splitlines() if line.strip()),
        "text": version.text,
        "issuer": document.issuer,
        "document_type": document.document_type,
        "legal_status": document.legal_status,
    }
    return page, [file]


def of_article(title: str, paragraphs: list[str]) -> dict[str, Any]:
    """The page of a short article."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    return {"summary": paragraphs[0][:300], "body": body, "text": "\n".join(paragraphs), "title": title}


def tags_of_edition(edition: Edition) -> list[Tag]:
    """The instructions, tasks and topics behind the activities that the edition's figures count."""
    names = (
        Lineage.objects.filter(
            figure__quotations__edition=edition, kind=LineageKind.ROW, record__startswith="work.activity:"
        )
        .values_list("record", flat=True)
        .distinct()
    )
    return _tags_of_activities([int(name.rpartition(":")[2]) for name in names])


def tags_of_document(document: Document) -> list[Tag]:
    """The tasks a document gave rise to, the topics it stands for and itself as an instruction."""
    tasks = Task.objects.filter(source=document) | Task.objects.filter(directive__version__document=document)
    tags = [Tag(TagKind.TASK, task.key, task.title) for task in tasks.distinct()]
    if tags:
        tags.append(Tag(TagKind.INSTRUCTION, document.key, document.number or document.subject))
    return tags + [Tag(TagKind.TOPIC, topic.code, topic.name) for topic in document.topics.all()]


def _tags_of_activities(pks: list[int]) -> list[Tag]:
    tasks = (
        Task.objects.filter(activities__in=Activity.objects.filter(pk__in=pks))
        .select_related("directive__version__document", "source")
        .distinct()
    )
    tags = [Tag(TagKind.TASK, task.key, task.title) for task in tasks]
    instructions = {
        document
        for task in tasks
        for document in (task.source, task.directive.version.document if task.directive else None)
        if document is not None
    }
    tags += [Tag(TagKind.INSTRUCTION, document.key, document.number or document.subject) for document in instructions]
    topics = Topic.objects.filter(activities__in=Activity.objects.filter(pk__in=pks)).distinct()
    return sorted(
        tags + [Tag(TagKind.TOPIC, topic.code, topic.name) for topic in topics], key=lambda tag: (tag.kind, tag.key)
    )


def _article(page_html: str, claims: Iterable[str]) -> str:
    """The report's own article; each of *claims* leads to the page that explains it instead of to the annex."""
    start, end = page_html.find("<article"), page_html.rfind("</article>")
    article = page_html[start : end + len("</article>")] if start >= 0 else ""
    known = set(claims)
    return _MARK.sub(lambda mark: f'id="{mark[1]}" href="so-lieu/{mark[1]}/"' if mark[1] in known else mark[0], article)


def _first_sentences(facts: dict[str, Any]) -> str:
    return next((claim["sentence"] for claim in facts["claims"] if claim["kind"] == "figure"), "")


def _media_types(facts: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for item in [*facts["evidence"], *facts["documents"]]:
        for file in item["files"]:
            shown = file if "path" in file else file.get("masked")
            if shown:
                found[shown["path"]] = shown["media_type"]
    return found
