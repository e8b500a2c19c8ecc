"""Items observed from commits: one per ticket key, started at its first commit, done when its last is in production.

Pure ibis. Nothing tells how long such an item waited, so its waiting and efficiency are not measured. Kinds come from
rules over the conventional types of its commits (as tags) alone. Source: DESIGN section 3 and DEFINITIONS section 1.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics.facts import claims, rules
from llif.metrics.facts.history import KNOWN_UNTIL, SCOPE
from llif.metrics.reading import PortfolioReading
from llif.terms.work import WorkState

TYPE = "ticket"
ACTIVE, DONE = "in progress", "in production"


def commits(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """One row per ticket key of a commit in a product's repositories.

    *Gives* key, change, committed_at, product, team, …
    """
    changes = landed["changes"].filter(_.source.isin(sorted(reading.ticket_sources)))
    owners = claims.owners(changes, "repository", reading, lambda product: product.repositories)
    owned = changes.join(owners, ["source", "repository"]).mutate(committed_at=_.committed_at.cast("timestamp"))
    kept = owned.filter((owned.committed_at <= reading.cut) & (owned.item_keys.length() > 0))
    return kept.select(
        "product",
        "team",
        "mapping",
        "committed_at",
        "repository",
        tag=kept.conventional_type,
        change=kept.source + ":" + kept.id,
        key=kept.item_keys.unnest(),
    ).distinct()


def keyed(worked: ir.Table, deployed: ir.Table, trackers: ir.Table) -> ir.Table:
    """Every scope's items and their commits.

    A key in several products is one item in a team's and the portfolio's figures. A key that a tracker of the scope
    knows is the tracker's item there, and none of the commits'.

    *Takes* `commits` rows with their product's `known_until`, the first production instant of each (product,
    change), and the (product, team, key) that trackers know. *Gives* item, scope columns, one row per commit.
    """
    events = worked.left_join(deployed, ["product", "change"]).drop("product_right", "change_right")
    spread = events.group_by("key").aggregate(products=_.product.nunique())
    team_spread = events.group_by("team", "key").aggregate(team_products=_.product.nunique())
    events = events.join(spread, "key")
    events = events.left_join(team_spread, ["team", "key"]).drop("team_right", "key_right")
    for scope in (("product", "key"), ("team", "key"), ("key",)):
        events = _told(events, trackers, scope)
    alone, alone_in_team = events.products == 1, events.team_products.fill_null(1) == 1
    own = events.filter(~_.is_known_to_product).mutate(
        item="product:" + events["product"] + ":" + events.key,
        at_product=True,
        at_team=alone_in_team & ~events.is_known_to_team,
        at_portfolio=alone & ~events.is_known_to_key,
    )
    teams = events.filter(~alone_in_team & events.team.notnull() & ~events.is_known_to_team).mutate(
        item="team:" + _.team + ":" + _.key,
        product=ibis.null("string"),
        at_product=False,
        at_team=True,
        at_portfolio=False,
    )
    whole = events.filter(~alone & ~events.is_known_to_key).mutate(
        item="portfolio:" + _.key,
        product=ibis.null("string"),
        team=ibis.null("string"),
        at_product=False,
        at_team=False,
        at_portfolio=True,
    )
    return ibis.union(own, teams.select(own.columns), whole.select(own.columns))


def _told(events: ir.Table, trackers: ir.Table, scope: tuple[str, ...]) -> ir.Table:
    """Add `is_known_to_` the scope: whether a tracker in it knows the event's key."""
    flag = f"is_known_to_{scope[0]}"
    known = trackers.select(*scope).distinct().mutate(ibis.literal(True).name(flag))
    met = events.left_join(known, list(scope)).select(*events.columns, flag)
    return met.mutate(met[flag].fill_null(False).name(flag))


def items(events: ir.Table) -> ir.Table:
    """One row per item, numbered: scope columns, key, container, mapping, its commits' tags, last_commit_at.

    What is known of it ends where the last of its products falls silent.
    """
    found = events.group_by("item", *SCOPE).aggregate(
        key=_.key.min(),
        container=_.repository.min(),
        mapping=_.mapping.min(),
        tags=_.tag.collect(where=_.tag.notnull(), distinct=True),
        last_commit_at=_.committed_at.max(),
        last_known=_[KNOWN_UNTIL].max(),
        speaking=_[KNOWN_UNTIL].isnull().any(),
    )
    until = ibis.cases((found.speaking, ibis.null("timestamp")), else_=found.last_known)
    return found.mutate(item_no=ibis.row_number(), known_until=until).drop("last_known", "speaking")


def states(events: ir.Table, found: ir.Table, reading: PortfolioReading) -> ir.Table:
    """The items' history: active from the first commit, done whenever no commit so far waits for production.

    *Takes* `keyed` rows, and `items` rows, stored. A change in production in several of a roll-up's products counts
    from its first.
    """
    once = events.group_by("item", "change").aggregate(
        committed_at=_.committed_at.min(), deployed_at=_.deployed_at.min()
    )
    began = once.select("item", moment=once.committed_at, net=ibis.literal(1, "int64"))
    reached = once.filter(once.deployed_at.notnull()).select(
        "item", moment=ibis.greatest(_.committed_at, _.deployed_at), net=ibis.literal(-1, "int64")
    )
    moments = began.union(reached).group_by("item", "moment").aggregate(net=_.net.sum())
    turns = _turns(moments).filter(_.moment <= reading.cut)
    native = turns.join(found.select("item", "item_no", "mapping", "tags"), "item").select(
        "item_no",
        "mapping",
        "sequence",
        "done",
        "tags",
        changed_at=_.moment,
        status=ibis.cases((_.done, DONE), else_=ACTIVE),
        resolution=ibis.null("string"),
        type=ibis.literal(TYPE),
    )
    state = ibis.cases((_.done, WorkState.DONE.value), else_=WorkState.ACTIVE.value)
    known = rules.classified(native, reading.mappings).mutate(state=state, status_unmapped=False)
    return known.select("item_no", "changed_at", "sequence", "status", "kind", "state", "status_unmapped")


def _turns(moments: ir.Table) -> ir.Table:
    """The instants at which an item starts, is all in production, or has a commit waiting again."""
    order = {"group_by": "item", "order_by": "moment"}
    pending = moments.mutate(
        waiting=_.net.sum().over(ibis.cumulative_window(**order)),
        is_first=ibis.row_number().over(ibis.window(**order)) == 0,
    )
    known = pending.mutate(done=_.waiting == 0)
    known = known.mutate(was_done=_.done.lag().over(ibis.window(**order)))
    starts = known.filter(known.is_first).mutate(done=False, sequence=ibis.literal(0, "int64"))
    later = known.filter(ibis.cases((known.is_first, known.done), else_=known.done != known.was_done))
    return starts.union(later.mutate(sequence=ibis.literal(1, "int64")))
