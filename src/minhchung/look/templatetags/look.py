"""Components of the look, for every room's templates."""

from __future__ import annotations

from collections.abc import Sequence

from django import template

from minhchung.look.stations import Station

register = template.Library()


@register.inclusion_tag("look/line.html")
def line(stations: Sequence[Station]) -> dict[str, object]:
    """The line with its seven stations: what is done is filled, where you are is ringed."""
    return {"stations": stations, "has_links": any(station.url for station in stations)}
