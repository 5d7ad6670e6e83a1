"""What the commands of this room ask for by name: the agency, a period, a report, who acts."""

from __future__ import annotations

from minhchung.accounts.models import User
from minhchung.organisation.enums import UnitKind
from minhchung.organisation.models import Unit, UnitVersion
from minhchung.reporting.errors import NamedNothingError
from minhchung.reporting.models import Period, Report
from minhchung.reporting.queries import period_of_code


def agency(symbol: str | None) -> Unit:
    """The unit with that symbol; without one, the only agency that has periods, else the only agency."""
    if symbol:
        found = list(Unit.objects.filter(versions__in=UnitVersion.objects.standing().filter(symbol=symbol)).distinct())
    else:
        found = list(Unit.objects.filter(periods__isnull=False).distinct()) or list(
            Unit.objects.filter(kind=UnitKind.AGENCY)
        )
    if len(found) != 1:
        raise NamedNothingError(what="cơ quan", name=symbol or "–", count=len(found))
    return found[0]


def period_named(unit: Unit, code: str | None) -> Period:
    """The period of *unit* with that code; without one the newest."""
    found = period_of_code(unit, code) if code else Period.objects.filter(unit=unit).order_by("-ends_on").first()
    if found is None:
        raise NamedNothingError(what="kỳ báo cáo", name=code or "–", count=0)
    return found


def report_named(key: str) -> Report:
    """The report with that key."""
    if (found := Report.objects.select_related("period__unit", "unit").filter(key=key).first()) is None:
        raise NamedNothingError(what="báo cáo", name=key, count=0)
    return found


def actor(username: str | None) -> User | None:
    """Who acts: the user of that name; without one the installation itself."""
    if not username:
        return None
    if (found := User.objects.filter(username=username, is_active=True).first()) is None:
        raise NamedNothingError(what="tài khoản", name=username, count=0)
    return found
