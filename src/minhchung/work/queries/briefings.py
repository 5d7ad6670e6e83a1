"""What waits for somebody's confirmation, and what she has confirmed."""

from __future__ import annotations

from django.db.models import F, QuerySet

from minhchung import clock
from minhchung.accounts.models import User
from minhchung.organisation.queries import memberships_on
from minhchung.work.models import Acknowledgement, Briefing


def my_acknowledgements(user: User) -> QuerySet[Briefing]:
    """Briefings that wait for *user*'s confirmation today, the nearest deadline first.

    A briefing that a later version replaced no longer waits; being excused from the count does not end the waiting.
    """
    waiting = Briefing.objects.filter(
        unit__in=_units_above(user), opened_on__lte=clock.today(), replaced_by__isnull=True
    ).exclude(acknowledgements__in=Acknowledgement.objects.standing().filter(person__user=user))
    return waiting.select_related("version__document", "version__file", "unit").order_by(
        F("due_on").asc(nulls_last=True), "pk"
    )


def acknowledged_by(user: User) -> QuerySet[Acknowledgement]:
    """What *user* has confirmed, the latest first."""
    rows = Acknowledgement.objects.standing().filter(person__user=user)
    return rows.select_related("briefing__version__document", "briefing__unit").order_by("-happened_on", "-pk")


def _units_above(user: User) -> list[int]:
    """The units in which *user* holds a post today, and all above them."""
    paths = memberships_on(clock.today()).filter(person__user=user).values_list("post__unit__path", flat=True)
    return sorted({int(part) for path in paths for part in path.split("/") if part})
