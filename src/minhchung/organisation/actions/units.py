"""Found, rename, transfer, merge, split and dissolve units: each a change with its legal basis.

Versions are dated and never edited: a change withdraws the version that covers its day and writes down what stands
instead, so that a late decree can still be written into the past. A change is recorded from the day it takes effect.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minhchung import clock
from minhchung.accounts.enums import Role
from minhchung.accounts.models import User
from minhchung.audit.ledger import record
from minhchung.audit.recording import replace
from minhchung.organisation.enums import ChangeKind, UnitKind
from minhchung.organisation.errors import (
    MissingLegalBasisError,
    NoDistrictsError,
    NothingChangedError,
    NotYetEffectiveError,
    UnitCycleError,
    UnitInUseError,
    UnitNotThereError,
)
from minhchung.organisation.models import Membership, Unit, UnitChange, UnitVersion
from minhchung.organisation.permissions import require
from minhchung.organisation.queries import present_name, standing_version
from minhchung.texts import line

LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
"""NQ 202/2025/QH15: two tiers of local government from 01/07/2025."""

_NAMES = {
    "name": _("Tên đơn vị"),
    "short_name": _("Tên ngắn"),
    "symbol": _("Ký hiệu đơn vị"),
    "code": _("Mã cơ quan"),
    "place": _("Địa danh"),
}
_REQUIRED_NAMES = frozenset({"name", "short_name", "symbol"})


@transaction.atomic
def found_unit(
    *,
    kind: UnitKind,
    name: str,
    short_name: str,
    symbol: str,
    since: date,
    by: User | None,
    parent: Unit | None = None,
    code: str = "",
    place: str = "",
    legal_basis: str = "",
) -> Unit:
    """Write down a unit that exists from *since*, below *parent*; *legal_basis* may be unknown for old units."""
    require(by, Role.ADMINISTRATOR, parent)
    said = {"name": name, "short_name": short_name, "symbol": symbol, "code": code, "place": place}
    names = {field: _clean(field, text) for field, text in said.items()}
    legal_basis = line(legal_basis, field=_("Căn cứ"), most=300, required=False)
    _check_effective(since)
    last_day = _last_day(kind, since)
    if parent is not None:
        _lock_tree()
        _version_there(parent, since)
    unit = Unit.objects.create(kind=kind)
    unit.path = f"{Unit.objects.get(pk=parent.pk).path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["path"])
    UnitVersion.objects.create(
        unit=unit,
        **names,
        parent=parent,
        valid_from=since,
        valid_to=last_day,
        recorded_at=clock.now(),
    )
    _record(ChangeKind.CREATE, [], [unit], since, legal_basis, by)
    return unit


@transaction.atomic
def rename_unit(*, unit: Unit, effective_on: date, legal_basis: str, by: User | None, **names: str) -> UnitVersion:
    """Let *unit* be called otherwise from *effective_on*.

    *names*: those of `name`, `short_name`, `symbol`, `code` and `place` that change.
    """
    require(by, Role.ADMINISTRATOR, unit)
    _check_basis(legal_basis, effective_on)
    _lock_tree()
    changed = _check_names(_version_there(unit, effective_on), names)
    version = _change_version(unit, effective_on, changed)
    _record(ChangeKind.RENAME, [unit], [unit], effective_on, legal_basis, by)
    return version


@transaction.atomic
def transfer_unit(
    *, unit: Unit, parent: Unit | None, effective_on: date, legal_basis: str, by: User | None
) -> UnitVersion:
    """Let *unit* stand below *parent* from *effective_on*; what is below it goes with it."""
    require(by, Role.ADMINISTRATOR, unit)
    if parent is not None:
        require(by, Role.ADMINISTRATOR, parent)
    _check_basis(legal_basis, effective_on)
    _lock_tree()
    if _version_there(unit, effective_on).parent_id == (parent.pk if parent else None):
        raise NothingChangedError(unit=present_name(unit))
    if parent is not None:
        _version_there(parent, effective_on)
    version = _change_version(unit, effective_on, {"parent": parent})
    _refuse_cycles(version)
    _renew_paths()
    _record(ChangeKind.TRANSFER, [unit], [unit], effective_on, legal_basis, by)
    return version


@transaction.atomic
def merge_units(
    *, units: Sequence[Unit], into: Unit, effective_on: date, legal_basis: str, by: User | None
) -> UnitChange:
    """Let *units* end the day before *effective_on* and *into* (new, or one of them) go on with their work."""
    return _succeed(ChangeKind.MERGE, units, [into], effective_on, legal_basis, by)


@transaction.atomic
def split_unit(
    *, unit: Unit, into: Sequence[Unit], effective_on: date, legal_basis: str, by: User | None
) -> UnitChange:
    """Let *unit* end the day before *effective_on*, unless it is itself among those it is split *into*."""
    return _succeed(ChangeKind.SPLIT, [unit], into, effective_on, legal_basis, by)


@transaction.atomic
def dissolve_unit(*, unit: Unit, effective_on: date, legal_basis: str, by: User | None) -> UnitChange:
    """Let *unit* end the day before *effective_on*."""
    return _succeed(ChangeKind.DISSOLVE, [unit], [], effective_on, legal_basis, by)


@transaction.atomic
def correct_version(*, version: UnitVersion, reason: str, by: User | None, **names: str) -> UnitVersion:
    """Correct what was written down wrongly in a version (`rename_unit`'s names); its days stay."""
    require(by, Role.ADMINISTRATOR, version.unit)
    _lock_tree()
    version = UnitVersion.objects.get(pk=version.pk)
    corrected = replace(version, **_check_names(version, names))
    facts = {"replaces": version.pk, "reason": reason, "changed": sorted(names)}
    record("unit.corrected", target=corrected, by=by, facts=facts)
    return corrected


def _succeed(
    kind: ChangeKind,
    before: Sequence[Unit],
    after: Sequence[Unit],
    effective_on: date,
    legal_basis: str,
    by: User | None,
) -> UnitChange:
    for unit in (*before, *after):
        require(by, Role.ADMINISTRATOR, unit)
    _check_basis(legal_basis, effective_on)
    _lock_tree()
    for unit in after:
        _version_there(unit, effective_on)
    staying = {unit.pk for unit in after}
    ending = [unit for unit in before if unit.pk not in staying]
    if not ending and kind != ChangeKind.SPLIT:
        raise NothingChangedError(unit=present_name(after[0]))
    for unit in ending:
        _end(unit, effective_on)
    return _record(kind, before, after, effective_on, legal_basis, by)


def _end(unit: Unit, effective_on: date) -> None:
    """Let the last day of *unit* be the one before *effective_on*."""
    version = _version_there(unit, effective_on - timedelta(days=1))
    reaching = Q(valid_to__isnull=True) | Q(valid_to__gte=effective_on)
    children = UnitVersion.objects.standing().filter(reaching, parent=unit).values("unit").distinct().count()
    still = Q(until__isnull=True) | Q(until__gte=effective_on)
    members = Membership.objects.standing().filter(still, post__unit=unit).values("person").distinct().count()
    later = UnitVersion.objects.standing().filter(unit=unit, valid_from__gte=effective_on).exists()
    if children or members or later:
        raise UnitInUseError(
            unit=version.short_name, child_count=children, member_count=members, on=f"{effective_on:%d/%m/%Y}"
        )
    if version.valid_to != effective_on - timedelta(days=1):
        replace(version, valid_to=effective_on - timedelta(days=1))


def _change_version(unit: Unit, on: date, changed: dict[str, object]) -> UnitVersion:
    """Let what is *changed* hold from *on* until the version that covers *on* ends anyway."""
    version = _version_there(unit, on)
    if version.valid_from == on:
        return replace(version, **changed)
    last_day = version.valid_to
    before = replace(version, valid_to=on - timedelta(days=1))
    after = UnitVersion.objects.get(pk=before.pk)
    after.pk, after.replaces, after.valid_from, after.valid_to = None, None, on, last_day
    for name, value in changed.items():
        setattr(after, name, value)
    after.save(force_insert=True)
    return after


def _version_there(unit: Unit, on: date) -> UnitVersion:
    version = standing_version(unit, on)
    if version is None:
        raise UnitNotThereError(unit=present_name(unit), on=f"{on:%d/%m/%Y}")
    return version


def _check_names(version: UnitVersion, names: dict[str, str]) -> dict[str, object]:
    unknown = names.keys() - {"name", "short_name", "symbol", "code", "place"}
    if unknown:
        raise TypeError(f"not a name of a unit: {', '.join(sorted(unknown))}")
    cleaned = {field: _clean(field, text) for field, text in names.items()}
    changed: dict[str, object] = {key: value for key, value in cleaned.items() if getattr(version, key) != value}
    if not changed:
        raise NothingChangedError(unit=version.short_name)
    return changed


def _clean(field: str, text: str) -> str:
    most = UnitVersion._meta.get_field(field).max_length or 0
    return line(text, field=_NAMES[field], most=most, required=field in _REQUIRED_NAMES)


def _check_basis(legal_basis: str, effective_on: date) -> None:
    if not legal_basis.strip():
        raise MissingLegalBasisError()
    line(legal_basis, field=_("Căn cứ"), most=300)
    _check_effective(effective_on)


def _check_effective(on: date) -> None:
    if on > clock.today():
        raise NotYetEffectiveError(on=f"{on:%d/%m/%Y}")


def _last_day(kind: UnitKind, since: date) -> date | None:
    """The day on which the law ends every unit of *kind*."""
    if kind != UnitKind.DISTRICT:
        return None
    if since > LAST_DAY_OF_DISTRICTS:
        raise NoDistrictsError()
    return LAST_DAY_OF_DISTRICTS


def _lock_tree() -> None:
    """One change of the tree at a time: versions and cycles are checked across units."""
    list(Unit.objects.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))


def _refuse_cycles(version: UnitVersion) -> None:
    """Refuse a parent that is below the unit on any day of *version*."""
    standing = list(UnitVersion.objects.standing().values_list("unit", "parent", "valid_from", "valid_to"))
    last_day = version.valid_to or date.max
    days = {version.valid_from} | {row[2] for row in standing if version.valid_from < row[2] <= last_day}
    for day in days:
        parents = {unit: parent for unit, parent, since, until in standing if since <= day <= (until or date.max)}
        above, seen = parents.get(version.unit_id), {version.unit_id}
        while above is not None:
            if above in seen:
                raise UnitCycleError(unit=version.short_name)
            seen.add(above)
            above = parents.get(above)


def _renew_paths() -> None:
    """Write every unit's path as the tree of today has it; a unit that is gone keeps its last one."""
    today = clock.today()
    parents = dict(
        UnitVersion.objects.standing()
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today)
        .values_list("unit", "parent")
    )
    for unit in Unit.objects.filter(pk__in=parents).order_by("pk"):
        chain, above = [unit.pk], parents[unit.pk]
        while above is not None:
            chain.append(above)
            above = parents.get(above)
        path = "/" + "".join(f"{number}/" for number in reversed(chain))
        if path != unit.path:
            unit.path = path
            unit.save(update_fields=["path"])


def _record(
    kind: ChangeKind,
    before: Sequence[Unit],
    after: Sequence[Unit],
    effective_on: date,
    legal_basis: str,
    by: User | None,
) -> UnitChange:
    change = UnitChange.objects.create(
        kind=kind, effective_on=effective_on, legal_basis=legal_basis, recorded_at=clock.now()
    )
    change.before.set(before)
    change.after.set(after)
    facts = {
        "kind": str(kind),
        "effective_on": effective_on.isoformat(),
        "legal_basis": legal_basis,
        "before": [unit.pk for unit in before],
        "after": [unit.pk for unit in after],
    }
    record("unit.changed", target=change, by=by, facts=facts)
    return change
