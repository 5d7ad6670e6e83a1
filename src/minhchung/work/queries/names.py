"""What units were called on a day, for lists that show many of them."""

from __future__ import annotations

from datetime import date

from minhchung.organisation.queries import versions_on


def unit_names(on: date) -> dict[int, str]:
    """The name of every unit there on *on*, by the unit's number. One query."""
    return {version.unit_id: version.name for version in versions_on(on)}
