from __future__ import annotations

from datetime import date

import pytest

from minhchung import clock
from minhchung.audit.models import AuditEvent


def test_record_activity_keeps_three_dates_and_one_event(recorded, noon) -> None:
    activity = recorded()

    assert (activity.happened_on, activity.received_on, activity.recorded_at) == (
        date(2022, 6, 1),
        date(2022, 6, 3),
        noon,
    )
    assert AuditEvent.objects.filter(verb="activity.recorded", target=f"work.activity:{activity.pk}").count() == 1
