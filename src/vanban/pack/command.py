"""`python -m vanban.pack verify | sample | open`, and what the assembled `verify.py` does."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vanban.pack.bag import TAG_MANIFEST
from vanban.pack.commitment import PREFIX, commitment, read_opening
from vanban.pack.errors import PackError
from vanban.pack.index import Facts
from vanban.pack.sampling import sample
from vanban.pack.verify import Verdict, verify
from vanban.pack.wording import LANGUAGES, as_json, as_text

VALID, NOT_VALID, NOT_ASKED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 valid, 1 not valid, 2 the question could not be asked."""
    parser = argparse.ArgumentParser(
        prog="python -m vanban.pack", description="Kiểm tra gói minh chứng · Check an evidence pack"
    )
    add_actions(parser)
    return run(parser.parse_args(arguments))


def add_actions(parser: argparse.ArgumentParser) -> None:
    """Give *parser* the actions on a pack: verify, sample and open."""
    commands = parser.add_subparsers(dest="action", required=True)
    _add_verify(commands.add_parser("verify", help="kiểm tra mọi nội dung · check every claim"))
    drawing = commands.add_parser("sample", help="bốc mẫu phúc tra theo gốc sổ cái · draw the re-count")
    drawing.add_argument("path", type=Path)
    drawing.add_argument("count", type=int)
    drawing.add_argument("--of", choices=("evidence", "documents", "figures", "claims"), default="evidence")
    opening = commands.add_parser("open", help="mở một cam kết · check the opening of one commitment")
    opening.add_argument("path", type=Path)
    opening.add_argument("opening", type=Path)


def run(chosen: argparse.Namespace) -> int:
    """Do the chosen action and return the exit status."""
    actions = {"verify": _verify, "sample": _sample, "open": _open}
    return _asked(lambda: actions[chosen.action](chosen))


def verify_main(arguments: Sequence[str] | None = None, here: Path | None = None) -> int:
    """Run `verify.py [pack.zip | folder]`; without a path, the folder that the file itself lies in."""
    parser = argparse.ArgumentParser(prog="verify.py", description="Kiểm tra gói minh chứng · Verify an evidence pack")
    _add_verify(parser, _default_path(here or Path.cwd()))
    chosen = parser.parse_args(arguments)
    return _asked(lambda: _verify(chosen))


def _default_path(here: Path) -> Path:
    zipped = here / "pack.zip"
    return zipped if zipped.is_file() and not (here / TAG_MANIFEST).is_file() else here


def _add_verify(parser: argparse.ArgumentParser, default: Path | None = None) -> None:
    if default is None:
        parser.add_argument("path", type=Path, help="pack.zip, hoặc thư mục đã giải nén · or the unpacked folder")
    else:
        parser.add_argument("path", type=Path, nargs="?", default=default)
    parser.add_argument("--json", action="store_true", help="in kết quả dạng JSON · print JSON")
    parser.add_argument("--lang", choices=LANGUAGES, help="một ngôn ngữ · one language (default: both)")
    parser.add_argument(
        "--sha256", default="", metavar="HEX", help="SHA-256 hoặc dấu vân tay được công bố · as published"
    )
    parser.add_argument("--key", default="", metavar="HEX", help="khóa công khai của cơ quan · the agency's public key")


def _asked(action: Any) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status: int = action()
    except PackError as error:
        sys.stderr.write(f"{error}\n")
        return NOT_ASKED
    return status


def _verify(chosen: argparse.Namespace) -> int:
    verdict = verify(chosen.path, expected=chosen.sha256, key=chosen.key)
    languages = (chosen.lang,) if chosen.lang else LANGUAGES
    sys.stdout.write(as_json(verdict) if chosen.json else as_text(verdict, languages))
    return VALID if verdict.is_valid else NOT_VALID


def _sample(chosen: argparse.Namespace) -> int:
    verdict = verify(chosen.path)
    if verdict.facts is None or not verdict.is_valid:
        return _invalid(verdict)
    ids = [value["id"] for value in verdict.facts[chosen.of]]
    sys.stdout.write("".join(f"{each}\n" for each in sample(verdict.facts["ledger"]["root"], chosen.count, ids)))
    return VALID


def _open(chosen: argparse.Namespace) -> int:
    try:
        opened = read_opening(json.loads(chosen.opening.read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise PackError("cannot_read", file=str(chosen.opening), reason=str(error)) from None
    verdict = verify(chosen.path)
    if verdict.facts is None or not verdict.is_valid:
        return _invalid(verdict)
    places = committed_at(verdict.facts, commitment(opened))
    sys.stdout.write("".join(f"{place}\n" for place in places))
    if not places:
        sys.stderr.write(
            "Không có cam kết nào trong gói mở được bằng tệp này. · It opens no commitment in this pack.\n"
        )
    return VALID if places else NOT_VALID


def committed_at(facts: Facts, committed: str) -> list[str]:
    """Return where in the facts the commitment (hexadecimal) stands: "figures/staff/rows/3/person"."""
    places = [
        f"figures/{figure['id']}/rows/{number}/{field}"
        for figure in facts["figures"]
        for number, row in enumerate(figure["rows"])
        for field in sorted(row)
        if row[field] == PREFIX + committed
    ]
    for kind in ("documents", "evidence"):
        for value in facts[kind]:
            files = enumerate(value["files"])
            places += [
                f"{kind}/{value['id']}/files/{number}" for number, file in files if file.get("commitment") == committed
            ]
    return places


def _invalid(verdict: Verdict) -> int:
    sys.stderr.write(as_text(verdict))
    return NOT_VALID
