"""Every write of this room; each is one transaction, refuses with a typed error and leaves one event in the ledger."""

from minhchung.work.actions.activities import (
    correct_activity,
    correct_participation,
    record_activity,
    record_participation,
    withdraw_activity,
)
from minhchung.work.actions.briefings import (
    acknowledge,
    open_briefing,
    reopen_briefing_for,
    withdraw_acknowledgement,
)
from minhchung.work.actions.directives import mark_directive
from minhchung.work.actions.duty import plan_shift, withdraw_shift
from minhchung.work.actions.evidence import add_evidence, withdraw_evidence
from minhchung.work.actions.naming import (
    add_activity_type,
    add_criterion,
    add_partner,
    add_topic,
    open_standard,
)
from minhchung.work.actions.tasks import (
    assign,
    cancel_task,
    create_task,
    extend_task,
    finish_task,
    start_task,
)

__all__ = [
    "acknowledge",
    "add_activity_type",
    "add_criterion",
    "add_evidence",
    "add_partner",
    "add_topic",
    "assign",
    "cancel_task",
    "correct_activity",
    "correct_participation",
    "create_task",
    "extend_task",
    "finish_task",
    "mark_directive",
    "open_briefing",
    "open_standard",
    "plan_shift",
    "record_activity",
    "record_participation",
    "reopen_briefing_for",
    "start_task",
    "withdraw_acknowledgement",
    "withdraw_activity",
    "withdraw_evidence",
    "withdraw_shift",
]
