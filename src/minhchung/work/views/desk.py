"""My desk: what waits for me, what is late, what I have to read."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from minhchung import clock
from minhchung.organisation.queries import person_of
from minhchung.work.permissions import units_to_direct, visible_tasks
from minhchung.work.queries import my_acknowledgements, overdue_tasks, tasks_for
from minhchung.work.queries.names import unit_names
from minhchung.work.views.rows import task_rows

_MOST = 20


@require_safe
@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """The home of everybody who signs in."""
    person, today = person_of(request.user), clock.today()
    mine = list(tasks_for(person)[:_MOST]) if person else []
    to_read = list(my_acknowledgements(request.user)[:_MOST])
    others = overdue_tasks().filter(unit__in=units_to_direct(request.user)).exclude(pk__in=[task.pk for task in mine])
    late = visible_tasks(request.user, others)
    names = unit_names(today)
    context = {
        "person": person,
        "today": today,
        "tasks": task_rows(mine, names, today, request.user),
        "late": task_rows(late[:_MOST], names, today, request.user),
        "briefings": to_read,
        "waiting_count": len(mine) + len(to_read),
    }
    return render(request, "work/desk.html", context)
