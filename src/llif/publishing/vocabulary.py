"""The words of the codes: measures and their definitions, kinds, levels, states, phases. It computes nothing.

A code that has no word here is shown as it is written, so that a new one is seen rather than lost.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from llif.publishing.words import gettext as _
from llif.terms.errors import N_
from llif.terms.quantity import Unit


@dataclass(frozen=True)
class Entry:
    """A measure in words: its name, a short one for a column, what it says, and what it leaves out."""

    name: str
    short: str
    definition: str
    leaves_out: str


BACKLOG = N_(
    "The changes of a service's first recorded deployment: they are a backlog. At least 10 deployments are needed."
)
MEASURES: Mapping[str, Entry] = {
    "flow_velocity": Entry(
        N_("Flow velocity"),
        N_("Finished"),
        N_("Items whose work ended in the period, by the kind they had at their end."),
        N_(
            "Cancelled items. An item that is reopened later leaves the period it had ended in, so a past figure "
            "can fall."
        ),
    ),
    "flow_time": Entry(
        N_("Flow time, median"),
        N_("Flow time"),
        N_(
            "Time from the first instant in waiting or active to the last entry into done, over the items that "
            "ended in the period."
        ),
        N_("Time in done or cancelled before a reopening, and items whose start was not observed."),
    ),
    "flow_time_p85": Entry(
        N_("Flow time, 85th percentile"),
        N_("Flow time, 85th"),
        N_("The flow time that 85 of 100 ended items did not exceed."),
        N_("Time in done or cancelled before a reopening, and items whose start was not observed."),
    ),
    "flow_efficiency": Entry(
        N_("Flow efficiency"),
        N_("Efficiency"),
        N_("The sum of active time divided by the sum of flow time, over the items that ended in the period."),
        N_("Items seen in commits only: their waiting is not measured."),
    ),
    "flow_load": Entry(
        N_("Flow load"),
        N_("In progress"),
        N_("Items started and neither done nor cancelled at the end of the period, by the kind they had then."),
        N_("Items that never left a new state, and those of a product whose records fell silent before the period."),
    ),
    "flow_load_mean": Entry(
        N_("Flow load, mean"),
        N_("In progress, mean"),
        N_("The time-weighted mean of the items in progress over the part of the period that was heard."),
        N_("Items that never left a new state, and those of a product whose records fell silent before the period."),
    ),
    "flow_distribution": Entry(
        N_("Flow distribution"),
        N_("Distribution"),
        N_("The share of each kind among the ended items that have a kind; the unmapped share stands beside it."),
        N_("Items whose kind no rule gives. A kind without any rule reads “not recorded”."),
    ),
    "flow_cancel_rate": Entry(
        N_("Cancelled share"),
        N_("Cancelled"),
        N_("Items cancelled in the period, as a share of those that ended or were cancelled."),
        N_("Items still in progress."),
    ),
    "flow_reopened": Entry(
        N_("Reopened share"),
        N_("Reopened"),
        N_("The share of the ended items that had left done at least once before."),
        N_("Items still in progress."),
    ),
    "flow_no_start": Entry(
        N_("Share without an observed start"),
        N_("No start"),
        N_("The share of the ended items whose start was not observed; they count as finished and have no flow time."),
        N_("Items still in progress."),
    ),
    "flow_unmapped": Entry(
        N_("Unmapped share"),
        N_("Unmapped"),
        N_("The share of the ended items to which no rule gives a kind."),
        N_("Items that a rule leaves out of every figure."),
    ),
    "deployment_frequency": Entry(
        N_("Deployment frequency"),
        N_("Deploys"),
        N_("Deployments to production per day, over the days of the period in which the service was observed."),
        N_("Failed and rolled-back deployments. A tag's outcome is unknown, and counts."),
    ),
    "lead_time": Entry(
        N_("Change lead time, median"),
        N_("Lead time"),
        N_(
            "Time from the commit of a change to the end of the first successful deployment to production that "
            "holds it."
        ),
        BACKLOG,
    ),
    "lead_time_p75": Entry(
        N_("Change lead time, 75th percentile"),
        N_("Lead time, 75th"),
        N_("The lead time that 75 of 100 changes did not exceed."),
        BACKLOG,
    ),
    "lead_time_p90": Entry(
        N_("Change lead time, 90th percentile"),
        N_("Lead time, 90th"),
        N_("The lead time that 90 of 100 changes did not exceed."),
        BACKLOG,
    ),
    "change_fail_rate": Entry(
        N_("Change fail rate"),
        N_("Change fail"),
        N_("Deployments with at least one sign of failure, as a share of deployments to production."),
        N_("Services for which no source tells which changes failed: there the rate is not measured, never zero."),
    ),
    "time_to_restore": Entry(
        N_("Time to restore service, median"),
        N_("Restore"),
        N_(
            "Time from the opening of an incident to the restoring of service, over the incidents restored in "
            "the period."
        ),
        N_("Cancelled incidents and those that no user felt."),
    ),
    "recovery_time": Entry(
        N_("Failed deployment recovery time, median"),
        N_("Recovery"),
        N_("Time to restore, over the incidents that a change caused."),
        N_("Incidents that no change caused."),
    ),
    "rework_rate": Entry(
        N_("Rework rate"),
        N_("Rework"),
        N_("Unplanned deployments that fix a fault users feel, as a share of deployments."),
        N_("Services whose source does not say which deployments were unplanned: there the rate is not measured."),
    ),
    "cost_per_transaction": Entry(
        N_("Cost per transaction"),
        N_("Per transaction"),
        N_(
            "The costs of the days that were counted, divided by the transactions completed in them, in all channels. "
            "A period of transactions belongs to its last day, whole."
        ),
        N_(
            "Periods with a day of which no cost is recorded. In several currencies there is no figure: they are "
            "never added up."
        ),
    ),
    "take_up": Entry(
        N_("Digital take-up"),
        N_("Take-up"),
        N_("Transactions completed online, as a share of all completed. A period belongs to its last day, whole."),
        N_("Periods in which one of the two was not counted."),
    ),
    "completion_rate": Entry(
        N_("Completion rate"),
        N_("Completion"),
        N_(
            "The transactions completed online, as a share of those started online. A period of transactions belongs "
            "to its last day, whole."
        ),
        N_("Periods in which one of the two was not counted."),
    ),
    "satisfaction": Entry(
        N_("User satisfaction"),
        N_("Satisfaction"),
        N_("The answers in the best two categories of their scale, as a share of all answers on it."),
        N_("Answers whose score is not listed. At least 10 answers are needed."),
    ),
}

FAMILIES = {
    "flow": N_("Value"),
    "delivery": N_("Delivery"),
    "service": N_("Service"),
    "live": N_("Live service"),
    "answers": N_("Answers to surveys"),
    "service_levels": N_("Service levels"),
}
KINDS = {
    "feature": N_("feature"),
    "defect": N_("defect"),
    "debt": N_("debt"),
    "risk": N_("risk"),
    "unmapped": N_("unmapped"),
}
STATES = {
    "new": N_("new"),
    "waiting": N_("waiting"),
    "active": N_("active"),
    "done": N_("done"),
    "cancelled": N_("cancelled"),
}
OBSERVED = {"ticket": N_("ticket"), "in progress": N_("in progress"), "in production": N_("in production")}
LEVELS = {"Elite": N_("Elite"), "High": N_("High"), "Medium": N_("Medium"), "Low": N_("Low")}
HOLES = {
    ("Elite", "High"): N_("between Elite and High"),
    ("High", "Medium"): N_("between High and Medium"),
    ("Medium", "Low"): N_("between Medium and Low"),
}
CRITICALITIES = {
    "clinical_critical": N_("Clinically critical"),
    "admin_critical": N_("Administratively critical"),
    "infrastructure_critical": N_("Critical infrastructure"),
    "business_critical": N_("Business critical"),
    "not_critical": N_("Not critical"),
    "unknown": N_("Criticality not stated"),
}
PHASES = {
    "discovery": N_("Discovery"),
    "alpha": N_("Alpha"),
    "beta": N_("Beta"),
    "live": N_("Live"),
    "retired": N_("Retired"),
    "unknown": N_("Phase not known"),
}
UNITS = {
    Unit.HOURS: N_("time"),
    Unit.ITEMS: N_("items"),
    Unit.SHARE: N_("share"),
    Unit.PER_DAY: N_("deployments per day"),
    Unit.MONEY: N_("money, in the currency of the costs"),
}
OUTCOMES = {
    "succeeded": N_("succeeded"),
    "failed": N_("failed"),
    "rolled_back": N_("rolled back"),
    "unknown": N_("unknown"),
}
RESULTS = {
    "loaded": N_("loaded"),
    "nothing new": N_("nothing new"),
    "failed": N_("failed"),
    "never collected": N_("never"),
}
GRAINS = {"week": N_("week"), "month": N_("month"), "quarter": N_("quarter")}
TABLES = {
    "work_items": N_("work items"),
    "status_changes": N_("status changes"),
    "changes": N_("changes"),
    "deployments": N_("deployments"),
    "deployed_changes": N_("deployed changes"),
    "pull_requests": N_("pull requests"),
    "incidents": N_("incidents"),
    "change_requests": N_("change requests"),
    "service_levels": N_("service levels"),
    "survey_responses": N_("answers to surveys"),
    "components": N_("components"),
    "lifecycles": N_("lifecycles"),
    "lifecycle_identifiers": N_("identifiers of lifecycles"),
    "costs": N_("costs"),
}
FIELDS = {"type": N_("type"), "status": N_("status")}
BETWEEN = re.compile(r"between (\w+) and (\w+)")


def word(words: Mapping[str, str], code: object) -> str:
    """A code's word in the language of the page, or the code itself."""
    return _(words.get(str(code), str(code))) if code else ""


def level(text: str) -> str:
    """A DORA level in words: an own name, several, a hole between two, worse or better than any printed."""
    between = BETWEEN.match(text)
    if between:
        worse, better = between.groups()
        return _(HOLES.get((better, worse), f"{better} – {worse}"))
    if text.startswith(("worse", "better")):
        return _("worse than any band printed") if text.startswith("worse") else _("better than any band printed")
    if text.startswith("nearest"):
        return _("nearest published: {level}", level=word(LEVELS, text.rpartition(" ")[2]))
    names = [word(LEVELS, name) for name in re.split(r", | or ", text)]
    if len(names) == 1:
        return names[0]
    first = ", ".join(names[:-1])
    return (
        _("{first} or Medium", first=first)
        if text.endswith("Medium")
        else _("{first} or {last}", first=first, last=names[-1])
    )
