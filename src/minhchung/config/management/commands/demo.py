"""The main job done on the example year, from an empty folder to a verified pack and a server."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from textwrap import shorten
from zipfile import ZipFile

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from minhchung import clock
from minhchung.accounts.actions import reset_password
from minhchung.accounts.models import User
from minhchung.config.demonstration import issue_example, publish_example, write_if_new
from minhchung.errors import MinhChungError
from minhchung.files.queries import read
from minhchung.imports.replaying import Example, read_example, replay
from minhchung.reporting.enums import EditionFile
from minhchung.reporting.models import Edition
from vanban.pack.verify import ClaimVerdict, verify

PACKAGES = "example-2022"
FILES = (EditionFile.PDF, EditionFile.DOCX, EditionFile.HTML, EditionFile.PACK, EditionFile.PUBLIC_PACK)
STATUS = {
    "proved": "[green]có chứng minh[/]",
    "declared": "[yellow]đơn vị kê khai[/]",
    "not-a-claim": "không phải số liệu",
    "broken": "[red]hỏng[/]",
}
PUBLISHED_PAPERS = ["kh-84", "cv-118", "kh-203", "kh-246"]
PASSWORDS = "one-time-passwords"
_NARROWEST, _AROUND = 118, 48


class Command(BaseCommand):
    help = "Làm trọn việc chính trên năm mẫu: nhập, dựng, ban hành, công bố, kiểm chứng; rồi phục vụ ở 127.0.0.1:8000."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--example", type=Path, default=Path("example/2022"), help="folder of the example year")
        parser.add_argument("--out", type=Path, default=Path("out/2022"), help="where the report's files go")
        parser.add_argument("--no-serve", action="store_true", help="stop before the server")
        parser.add_argument("--address", default="127.0.0.1:8000", help="where to serve")

    def handle(self, *, example: Path, out: Path, no_serve: bool, address: str, **options: object) -> None:
        self.console = Console(highlight=False)
        self.console.width = max(self.console.width, _NARROWEST)
        try:
            self._do(example, out)
        except MinhChungError as refusal:
            raise CommandError(str(refusal)) from refusal
        if no_serve:
            return
        self._step("Máy chủ")
        for name, password in self._one_time_passwords(read_example(example)):
            self.console.print(f"  {name}: mật khẩu dùng một lần [bold]{password}[/]", soft_wrap=True)
        self.console.print(f"  Mở [bold]http://{address}[/] (cổng công khai, không cần đăng nhập)")
        call_command("serve", address)

    def _do(self, folder: Path, out: Path) -> None:
        example = read_example(folder)
        self._step("Cơ sở dữ liệu")
        call_command("migrate", verbosity=0, interactive=False)
        self.console.print(f"  {settings.DATA}")
        self._step(f"Nhập {example.name} (số liệu minh họa)")
        self._import(folder)
        self._step("Báo cáo năm")
        edition = issue_example(example, self._tell)
        publish_example(example, edition, PUBLISHED_PAPERS, self._tell)
        self._step(f"Ghi {out}/")
        self._export(edition, out)
        self._step("Từng con số, từng văn bản trong báo cáo")
        self._claims(out / EditionFile.PACK.label)
        self._step("Kiểm chứng gói bằng chính công cụ trong gói, không mạng, không thư viện")
        self._verify(out / EditionFile.PACK.label)
        self._verify(out / EditionFile.PUBLIC_PACK.label)
        self._step(f"Đối chiếu {folder / example.page} với sổ sách")
        call_command("check", folder / example.page, period=example.period)

    def _import(self, folder: Path) -> None:
        packages = Path(settings.DATA).parent / PACKAGES
        subprocess.run([sys.executable, folder / "make.py", packages], check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        columns = (TextColumn("  {task.description:30}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.console) as progress:
            bars: dict[str, Callable[..., None]] = {}

            def tell(step: str, done: int, total: int) -> None:
                if step not in bars:
                    bars[step] = partial(progress.update, progress.add_task(step, total=total))
                bars[step](completed=done)

            batches = replay(packages, tell)
        self.console.print(f"  Đã nhập {len(batches)} gói mới" if batches else "  Không có gì mới để nhập")

    def _export(self, edition: Edition, out: Path) -> None:
        parts = {part.kind: part.file for part in edition.parts.select_related("file")}
        for kind in FILES:
            path = out / kind.label
            state = "mới" if write_if_new(path, read(parts[kind])) else "không đổi"
            self.console.print(f"  {path}  {parts[kind].size:,} byte  {parts[kind].sha256}  {state}", soft_wrap=True)

    def _claims(self, pack: Path) -> None:
        verdict = verify(pack)
        facts = verdict.facts or {}
        evidence = {each["id"]: len(each["evidence"]) for each in facts.get("figures", [])}
        evidence |= {each["id"]: len(each["files"]) for each in facts.get("documents", [])}
        claims = {each["id"]: each for each in facts.get("claims", [])}
        table = Table("#", "Trong câu", "In là", "Minh chứng", "Kết quả", show_edge=False)
        for number, each in enumerate(verdict.claims, start=1):
            table.add_row(
                str(number), _around(claims[each.id]), each.text, _count(claims[each.id], evidence), _status(each)
            )
        self.console.print(table)

    def _verify(self, pack: Path) -> None:
        """Run the verifier that the pack carries, isolated from everything installed here."""
        with tempfile.TemporaryDirectory() as folder:
            script = Path(folder) / "verify.py"
            with ZipFile(pack) as opened:
                script.write_bytes(opened.read("verify.py"))
            asked = [sys.executable, "-I", "-S", script, pack.resolve(), "--lang", "vi"]
            done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=folder)  # noqa: S603
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        self.console.print("\n".join(f"  {line}" for line in [pack.name, *lines[:3], "…", *lines[-4:]]), soft_wrap=True)
        if done.returncode != 0:
            raise CommandError(f"{pack}: gói không hợp lệ\n{done.stdout}{done.stderr}")

    def _one_time_passwords(self, example: Example) -> list[tuple[str, str]]:
        """Passwords for the example's people who have not chosen their own; made once and kept beside the database."""
        path = Path(settings.DATA) / PASSWORDS
        kept = dict(line.split("\t") for line in path.read_text().splitlines()) if path.exists() else {}
        found = []
        for username in sorted(set(example.users.values()) | {"quan-tri"}):
            user = User.objects.filter(username=username, must_change_password=True).first()
            if user is None:
                continue
            if username not in kept:
                with clock.at(example.instants["published_at"]):
                    kept[username] = reset_password(user=user, by=None)
            found.append((username, kept[username]))
        path.touch(mode=0o600)
        path.write_text("".join(f"{name}\t{password}\n" for name, password in kept.items()))
        return found

    def _step(self, name: str) -> None:
        self.console.print(f"[bold]→ {name}[/]")

    def _tell(self, what: str) -> None:
        self.console.print(f"  {what}")


def _around(claim: dict[str, str]) -> str:
    """The words on both sides of a claim, on one line of the table."""
    sentence, place = claim["sentence"], claim["sentence"].find(claim["text"])
    start, end = max(0, place - 24), max(0, place) + len(claim["text"]) + 30
    around = f"{'…' if start else ''}{sentence[start:end]}{'…' if end < len(sentence) else ''}"
    return shorten(around, _AROUND, placeholder="…")


def _count(claim: dict[str, str], evidence: dict[str, int]) -> str:
    key = claim.get("figure") or claim.get("document")
    if key:
        return str(evidence.get(key, 0))
    return str(len(claim.get("evidence", ()))) if claim["kind"] != "not-a-claim" else "–"


def _status(verdict: ClaimVerdict) -> str:
    return STATUS.get(verdict.status, verdict.status)
