from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from minhchung import clock
from minhchung.audit import ledger, seal, tree
from minhchung.audit.diagnosis import Break, Fault
from minhchung.audit.errors import NoSuchEventError
from minhchung.audit.models import AuditEvent, Seal
from minhchung.audit.verification import BrokenSeal, VerifyResult, verify
from minhchung.errors import MinhChungError

_FAULTS = {
    Fault.CHANGED: "nội dung đã bị sửa",
    Fault.REMOVED: "sự kiện đã bị xoá",
    Fault.REORDERED: "thứ tự đã bị đảo",
    Fault.INSERTED: "có sự kiện bị chèn vào",
}
_SEAL_FAULTS = {
    "root": "gốc cây không khớp với các sự kiện",
    "signature": "chữ ký không đúng",
    "key": "khoá ký không phải của hệ thống này",
    "size": "sổ cái ngắn hơn lúc niêm phong",
}


class Command(BaseCommand):
    help = "Kiểm tra (verify), niêm phong (seal) hoặc chứng minh một sự kiện (prove) của sổ cái."

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        checking = acts.add_parser("verify", help="Kiểm tra toàn bộ sổ cái; thoát 1 nếu có sai lệch.")
        checking.add_argument("--quiet", action="store_true", help="Không in tiến độ.")
        sealing = acts.add_parser("seal", help="Niêm phong sổ cái của một ngày.")
        sealing.add_argument("--day", type=date.fromisoformat, help="Ngày, YYYY-MM-DD (mặc định: hôm nay).")
        proving = acts.add_parser("prove", help="In bằng chứng một sự kiện nằm trong sổ cái (JSON).")
        proving.add_argument("sequence", type=int, help="Số thứ tự của sự kiện.")
        proving.add_argument("--size", type=int, help="Số sự kiện của cây (mặc định: lần niêm phong gần nhất).")

    def handle(self, *_args: Any, act: str, **options: Any) -> None:
        try:
            getattr(self, f"_{act}")(**options)
        except MinhChungError as error:
            raise CommandError(str(error)) from error

    def _verify(self, *, quiet: bool, **_options: Any) -> None:
        result = verify(trusted_key=seal.public_key(), progress=(lambda _count: None) if quiet else self._progress)
        if not quiet:
            self.stderr.write("")
        if not result.is_valid:
            raise CommandError(_sentence(result), returncode=1)
        self.stdout.write(f"Sổ cái nguyên vẹn: {result.event_count} sự kiện, {result.seal_count} lần niêm phong.")
        self.stdout.write(f"Gốc cây: {result.root}")

    def _seal(self, *, day: date | None, **_options: Any) -> None:
        sealed = seal.seal_day(day or clock.today())
        self.stdout.write(f"Đã niêm phong ngày {sealed.day:%d/%m/%Y}: {sealed.tree_size} sự kiện, gốc {sealed.root}")

    def _prove(self, *, sequence: int, size: int | None, **_options: Any) -> None:
        event = AuditEvent.objects.filter(sequence=sequence).first()
        if event is None:
            raise NoSuchEventError(sequence=sequence)
        whole = tree.ledger_tree()
        size = size or _sealed_size(sequence) or len(whole)
        if not sequence <= size <= len(whole):
            raise CommandError(f"--size phải từ {sequence} đến {len(whole)}")
        proof = tree.inclusion_proof(event, size, tree=whole)
        said = {"event": ledger.said(event), "index": proof.index, "leaf": proof.leaf, "path": list(proof.path)}
        said |= {"tree_size": proof.tree_size, "root": proof.root}
        self.stdout.write(json.dumps(said, ensure_ascii=False, indent=2))

    def _progress(self, count: int) -> None:
        self.stderr.write(f"\r{count} sự kiện", ending="")


def _sealed_size(sequence: int) -> int | None:
    """The size of the first seal that covers an event."""
    return Seal.objects.filter(tree_size__gte=sequence).values_list("tree_size", flat=True).first()


def _sentence(result: VerifyResult) -> str:
    if isinstance(result.broken, Break):
        return f"Sổ cái bị thay đổi: sự kiện số {result.broken.sequence}, {_FAULTS[result.broken.fault]}."
    assert isinstance(result.broken_seal, BrokenSeal)
    broken = result.broken_seal
    return f"Niêm phong ngày {broken.day} ({broken.tree_size} sự kiện) không còn đúng: {_SEAL_FAULTS[broken.fault]}."
