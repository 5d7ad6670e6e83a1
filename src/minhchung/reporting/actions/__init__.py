"""Every write of the reporting room; each is one transaction and leaves its event in the ledger."""

from minhchung.reporting.actions.commitments import answer_commitment, record_commitment
from minhchung.reporting.actions.figures import compute_figure, compute_figures, declare_figure, restate_figure
from minhchung.reporting.actions.issuing import issue_report
from minhchung.reporting.actions.periods import close_period, open_period, reopen_period, support_family
from minhchung.reporting.actions.reports import (
    approve_report,
    compile_report,
    draft_report,
    return_report,
    revise_report,
    submit_report,
)

__all__ = [
    "answer_commitment",
    "approve_report",
    "close_period",
    "compile_report",
    "compute_figure",
    "compute_figures",
    "declare_figure",
    "draft_report",
    "issue_report",
    "open_period",
    "record_commitment",
    "reopen_period",
    "restate_figure",
    "return_report",
    "revise_report",
    "submit_report",
    "support_family",
]
