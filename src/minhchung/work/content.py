"""What an activity said, as one hash for the ledger: the words themselves may name people and stay out of it."""

from __future__ import annotations

import hashlib

import rfc8785

from minhchung.work.models import Activity


def digest(activity: Activity) -> str:
    """Return SHA-256, in hexadecimal, over the canonical JSON (RFC 8785) of all that *activity* says."""
    said = {
        "key": activity.key,
        "type": activity.type,
        "unit": activity.unit_id,
        "title": activity.title,
        "place": activity.place,
        "happened_on": activity.happened_on.isoformat(),
        "ended_on": activity.ended_on.isoformat() if activity.ended_on else None,
        "received_on": activity.received_on.isoformat(),
        "details": activity.details,
    }
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()
