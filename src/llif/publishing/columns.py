"""The words of evidence rows: what a column is called, and the codes it holds."""

from llif.publishing.vocabulary import KINDS, OUTCOMES, STATES, word
from llif.terms.errors import N_

COLUMNS = {
    "key": N_("Item"),
    "product": N_("Product"),
    "type": N_("Type"),
    "kind": N_("Kind"),
    "state": N_("State"),
    "status": N_("Status"),
    "service": N_("Service"),
    "version": N_("Version"),
    "outcome": N_("Outcome"),
    "repository": N_("Repository"),
    "change": N_("Change"),
    "deployment": N_("Deployment"),
    "started_at": N_("Started"),
    "ended_at": N_("Ended"),
    "finished_at": N_("Finished"),
    "deployed_at": N_("Deployed"),
    "committed_at": N_("Committed"),
    "opened_at": N_("Opened"),
    "restored_at": N_("Restored"),
    "cancelled_at": N_("Cancelled"),
    "last_activity_at": N_("Last activity"),
    "flow_hours": N_("Flow time"),
    "active_hours": N_("Active time"),
    "waiting_hours": N_("Waiting time"),
    "lead_hours": N_("Lead time"),
    "restore_hours": N_("Time to restore"),
    "age_hours": N_("Age"),
    "reopened": N_("Times reopened"),
    "changes": N_("Changes"),
    "failed": N_("Failed"),
    "is_lower_bound": N_("Time is a lower bound"),
    "cancelled": N_("Cancelled"),
    "priority": N_("Priority"),
    "incident": N_("Incident"),
    "resolution": N_("Resolution"),
    "environment": N_("Environment"),
    "tags": N_("Tags"),
    "item": N_("Item"),
    "failure": N_("Sign of failure"),
    "is_unplanned": N_("Unplanned"),
    "change_count": N_("Changes"),
    "counted": N_("Counts in the share"),
    "is_change_caused": N_("Caused by a change"),
    "hours_in_period": N_("Time in progress"),
    "changed_at": N_("Entered"),
    "until_at": N_("Until"),
    "left_at": N_("Left"),
}
OF_COLUMN = {"kind": KINDS, "state": STATES, "outcome": OUTCOMES}


def cell(column: str, value: object) -> str:
    """A code of an evidence row in words; nothing for a column that holds no code."""
    return word(OF_COLUMN[column], value) if column in OF_COLUMN else ""
