"""Seal a day: the root of the tree at its end, signed with a key that derives from the installation's secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from minhchung import clock
from minhchung.audit import ledger, tree
from minhchung.audit.errors import DayNotOverError, LedgerEmptyError
from minhchung.audit.models import AuditEvent, Seal
from vanban.pack.seal import seal_message

_PURPOSE = b"minhchung: seal of the ledger, Ed25519, version 1"


@dataclass(frozen=True, slots=True)
class SignedRoot:
    """The root over the first events of the ledger, dated and signed; key and signature in hexadecimal."""

    day: date
    tree_size: int
    root: str
    public_key: str
    signature: str


@transaction.atomic
def seal_day(day: date, *, by: models.Model | None = None) -> Seal:
    """Seal the ledger as it stood at the end of *day* (or now, for today) and return the day's one seal.

    The deed of sealing is itself the next event. Raises DayNotOverError for a day to come.
    """
    if day > clock.today():
        raise DayNotOverError(day=f"{day:%d/%m/%Y}")
    ledger.hold()
    if existing := Seal.objects.filter(day=day).first():
        return existing
    size = _size_at_end_of(day)
    if not size:
        raise LedgerEmptyError(day=f"{day:%d/%m/%Y}")
    signed = sign_root(size, tree.root(size), day)
    seal = Seal.objects.create(
        day=day,
        tree_size=size,
        root=signed.root,
        public_key=signed.public_key,
        signature=signed.signature,
        sealed_at=clock.now(),
    )
    facts = {"day": day.isoformat(), "tree_size": size, "root": signed.root}
    ledger.record("ledger.sealed", target=seal, by=by, facts=facts)
    return seal


def sign_root(tree_size: int, root: str, day: date) -> SignedRoot:
    """Sign a state of the ledger that is handed out between two daily seals, as in a pack."""
    signature = sealing_key().sign(seal_message(tree_size, root, day.isoformat()))
    return SignedRoot(day, tree_size, root, public_key(), signature.hex())


def sealing_key() -> Ed25519PrivateKey:
    """The installation's signing key: HKDF-SHA-256 (RFC 5869) of its secret, for this purpose alone."""
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=_PURPOSE).derive(settings.SECRET_KEY.encode())
    return Ed25519PrivateKey.from_private_bytes(derived)


def public_key() -> str:
    """The public half of the sealing key, 32 bytes in hexadecimal."""
    return sealing_key().public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def _size_at_end_of(day: date) -> int:
    """The number of events up to the last one recorded before the day ended; never less than an earlier seal's."""
    midnight = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    last = AuditEvent.objects.filter(recorded_at__lt=midnight).aggregate(models.Max("sequence"))["sequence__max"] or 0
    earlier = Seal.objects.filter(day__lt=day).aggregate(models.Max("tree_size"))["tree_size__max"] or 0
    return max(last, earlier)
