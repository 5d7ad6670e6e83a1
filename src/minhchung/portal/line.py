"""What stands at the station of publication for a record of work."""

from __future__ import annotations

from minhchung.accounts.models import User
from minhchung.portal.models import Publication
from minhchung.reporting.line import editions_on
from minhchung.work.queries.traces import Traces


def publication_address(traces: Traces, user: User) -> str:
    """The page where readers find the report over what lies on the line; "" before it is published."""
    sources = [f"reporting.edition:{pk}" for pk in editions_on(traces, user)]
    found = Publication.objects.filter(source__in=sources, replaced_by__isnull=True).order_by("pk").first()
    return found.get_absolute_url() if found else ""
