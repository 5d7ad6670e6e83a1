"""The RO-Crate 1.2 metadata and the README of a pack: for readers and programs that do not know us."""

from __future__ import annotations

from typing import Any

from vanban.pack.index import Facts, shown_files

_NOT_PROTECTED = "Văn bản hành chính, không thuộc phạm vi bảo hộ quyền tác giả (Luật Sở hữu trí tuệ, Điều 15)"


def crate_of(facts: Facts) -> dict[str, Any]:
    """Return `ro-crate-metadata.json` of a pack with these facts."""
    edition = facts["edition"]
    files = {file["path"]: file for file in edition["files"]}
    for value in (*facts["documents"], *facts["evidence"]):
        files |= {file["path"]: file for file in shown_files(value)}
    parts = [
        _file(path, file["name"], file["media_type"], file["size"], file["sha256"])
        for path, file in sorted(files.items())
    ]
    parts += [
        _file("data/facts.json", "Số liệu, căn cứ và cách tính", "application/json"),
        _file("data/prov.json", "Nguồn gốc số liệu (W3C PROV)", "application/json"),
        _file("verify.html", "Trình kiểm chứng trong trình duyệt", "text/html"),
        _file("verify.py", "Trình kiểm chứng bằng Python", "text/x-python"),
    ]
    root = {
        "@id": "./",
        "@type": "Dataset",
        "name": f"Gói minh chứng {edition['number']}",
        "description": edition["title"],
        "datePublished": edition["issued_on"],
        "identifier": edition["number"],
        "license": _NOT_PROTECTED,
        "publisher": {"@id": "#agency"},
        "temporalCoverage": f"{edition['period']['since']}/{edition['period']['until']}",
        "hasPart": [{"@id": part["@id"]} for part in parts],
    }
    descriptor = {
        "@id": "ro-crate-metadata.json",
        "@type": "CreativeWork",
        "about": {"@id": "./"},
        "conformsTo": {"@id": "https://w3id.org/ro/crate/1.2"},
    }
    agency = {"@id": "#agency", "@type": "Organization", "name": edition["agency"]["name"]}
    return {"@context": "https://w3id.org/ro/crate/1.2/context", "@graph": [descriptor, root, agency, *parts]}


def _file(path: str, name: str, media_type: str, size: int | None = None, digest: str = "") -> dict[str, Any]:
    said: dict[str, Any] = {"@id": path, "@type": "File", "name": name, "encodingFormat": media_type}
    return said if size is None else said | {"contentSize": str(size), "sha256": digest}


def bag_info(facts: Facts, octets: int, streams: int) -> str:
    """Return `bag-info.txt` (RFC 8493 §2.2.2)."""
    edition = facts["edition"]
    lines = {
        "Source-Organization": edition["agency"]["name"],
        "External-Identifier": edition["number"],
        "External-Description": edition["title"],
        "Bagging-Date": edition["issued_on"],
        "Payload-Oxum": f"{octets}.{streams}",
        "Bag-Group-Identifier": facts["kind"],
    }
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in lines.items())


def readme(facts: Facts) -> str:
    """Return `README.txt`, Vietnamese first."""
    edition = facts["edition"]
    said = f"{edition['number']} — {' '.join(edition['title'].split())}\n{edition['agency']['name']}"
    return README.format(said=said)


README = """\
GÓI MINH CHỨNG
{said}

Gói này chứa báo cáo đã ban hành và toàn bộ căn cứ của từng con số, từng văn bản viện dẫn.
Kiểm tra không cần mạng, không cần tài khoản:
  - mở verify.html bằng trình duyệt rồi thả tệp pack.zip vào; hoặc
  - chạy: python3 verify.py pack.zip      (Python 3.10 trở lên, không cài thêm gì)
Trình kiểm chứng tính lại mọi số liệu từ các dòng dữ liệu gốc, đối chiếu mã băm của từng tệp, dấu niêm phong
của sổ cái và chữ in trong báo cáo, rồi kết luận cho từng nội dung.
Để chắc chắn, hãy dùng verify.py tải từ nguồn bạn tin cậy và so dấu vân tay, khóa công khai với những gì cơ quan công bố.

EVIDENCE PACK
{said}

This pack holds the issued report and the ground of each of its figures and cited documents.
Verify it offline, without an account:
  - open verify.html in a browser and drop pack.zip on it; or
  - run: python3 verify.py pack.zip       (Python 3.10 or later, nothing to install)
The verifier recomputes every figure from its input rows, compares the hash of each file, the seal of the ledger
and the words printed in the report, and gives a verdict for every claim.
To be sure, use a verify.py from a source you trust and compare the fingerprint and the public key with those published.

  data/report/      báo cáo · the report
  data/evidence/    tệp minh chứng · evidence files
  data/facts.json   số liệu và cách tính (RFC 8785) · facts and formulas
  data/prov.json    nguồn gốc (W3C PROV) · lineage
  bagit.txt, manifest-sha256.txt …   BagIt (RFC 8493);   ro-crate-metadata.json   RO-Crate 1.2
"""
