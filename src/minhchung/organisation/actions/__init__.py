"""Every write of the organisation, by subject; import them from here."""

from minhchung.organisation.actions.grants import end_grant, grant_role
from minhchung.organisation.actions.people import (
    change_category,
    join,
    leave,
    link_user,
    open_post,
    record_absence,
    register_person,
    withdraw_absence,
    withdraw_membership,
)
from minhchung.organisation.actions.units import (
    correct_version,
    dissolve_unit,
    found_unit,
    merge_units,
    rename_unit,
    split_unit,
    transfer_unit,
)

__all__ = [
    "change_category",
    "correct_version",
    "dissolve_unit",
    "end_grant",
    "found_unit",
    "grant_role",
    "join",
    "leave",
    "link_user",
    "merge_units",
    "open_post",
    "record_absence",
    "register_person",
    "rename_unit",
    "split_unit",
    "transfer_unit",
    "withdraw_absence",
    "withdraw_membership",
]
