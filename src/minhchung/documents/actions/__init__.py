"""Every write of the documents room; each is one transaction and leaves its event in the ledger."""

from minhchung.documents.actions.drafting import add_version, draft_document
from minhchung.documents.actions.filing import add_appendix, add_recipient, attach_file, hand_to, relate
from minhchung.documents.actions.instruments import register_instrument, set_legal_status
from minhchung.documents.actions.issuing import issue_document, recall_document
from minhchung.documents.actions.numbering import (
    expire_reservations,
    issue_number,
    open_book,
    reserve_number,
    set_series_rule,
    void_number,
)
from minhchung.documents.actions.registering import (
    record_outgoing,
    register_incoming,
    withdraw_document,
    withdraw_entry,
)

__all__ = [
    "add_appendix",
    "add_recipient",
    "add_version",
    "attach_file",
    "draft_document",
    "expire_reservations",
    "hand_to",
    "issue_document",
    "issue_number",
    "open_book",
    "recall_document",
    "record_outgoing",
    "register_incoming",
    "register_instrument",
    "relate",
    "reserve_number",
    "set_legal_status",
    "set_series_rule",
    "void_number",
    "withdraw_document",
    "withdraw_entry",
]
