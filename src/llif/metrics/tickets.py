"""Items observed from commits: one per ticket key, started at its first commit, done when its last is in production.

Pure ibis. Nothing tells how long such an item waited, so its waiting and efficiency are not measured. Kinds come from
rules over the conventional types of its commits (as tags) alone. Source: DESIGN section 3 and DEFINITIONS section 1.
"""

from collections.abc import Mapping

import ibis
import ibis.expr.types as ir
from ibis import _

from llif.metrics import claims, rules
from llif.metrics.reading import PortfolioReading
from llif.terms.work import WorkState

TYPE = "ticket"
ACTIVE, DONE = "in progress", "in production"
NEVER = ""


def commits(landed: Mapping[str, ir.Table], reading: PortfolioReading) -> ir.Table:
    """One row per ticket key of a commit in a product's repositories. *Gives* key, change, committed_at, product, team, …"""
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


def keyed(worked: ir.Table, deployed: ir.Table) -> ir.Table:
    """Every scope's items and their commits. A key in several products is one item in a team's and the portfolio's figures.

    *Takes* `commits` rows and the first production instant of each (product, change). *Gives* item, scope columns, one row per commit.
    """
    events = worked.left_join(deployed, ["product", "change"]).drop("product_right", "change_right")
    spread = events.group_by("key").aggregate(products=_.product.nunique())
    team_spread = events.group_by("team", "key").aggregate(team_products=_.product.nunique())
    events = events.join(spread, "key")
    events = events.left_join(team_spread, ["team", "key"]).drop("team_right", "key_right")
    alone, alone_in_team = events.products == 1, events.team_products.fill_null(1) == 1
    own = events.mutate(
        item="product:" + events["product"] + ":" + events.key,
        at_product=True,
        at_team=alone_in_team,
        at_portfolio=alone,
    )
    teams = events.filter(~alone_in_team & events.team.notnull()).mutate(
        item="team:" + _.team + ":" + _.key,
        product=ibis.null("string"),
        at_product=False,
        at_team=True,
        at_portfolio=False,
    )
    whole = events.filter(~alone).mutate(
        item="portfolio:" + _.key,
        product=ibis.null("string"),
        team=ibis.null("string"),
        at_product=False,
        at_team=False,
        at_portfolio=True,
    )
    return ibis.union(own, teams.select(own.columns), whole.select(own.columns))


def states(events: ir.Table, reading: PortfolioReading) -> ir.Table:
    """The items' history: active from the first commit, done whenever no commit so far waits for production.

    A change that is in production in several of a roll-up's products counts from its first.
    """
    scope = ["item", "product", "team", "at_product", "at_team", "at_portfolio"]
    once = events.group_by(*scope, "key", "change").aggregate(
        mapping=_.mapping.min(), committed_at=_.committed_at.min(), deployed_at=_.deployed_at.min()
    )
    began = once.select(*scope, "mapping", at_instant=once.committed_at, net=ibis.literal(1, "int64"))
    reached = once.filter(once.deployed_at.notnull()).select(
        *scope, "mapping", at_instant=ibis.greatest(_.committed_at, _.deployed_at), net=ibis.literal(-1, "int64")
    )
    moments = began.union(reached).group_by(*scope, "at_instant").aggregate(mapping=_.mapping.min(), net=_.net.sum())
    order = {"group_by": ["item"], "order_by": ["at_instant"]}
    pending = moments.mutate(open=_.net.sum().over(ibis.cumulative_window(**order)))
    pending = pending.mutate(done=_.open == 0, first=ibis.row_number().over(ibis.window(**order)) == 0)
    pending = pending.mutate(was=_.done.lag().over(ibis.window(**order)))
    opening = pending.filter(pending.first).mutate(done=False, sequence=ibis.literal(0, "int64"))
    turns = pending.filter(ibis.cases((pending.first, pending.done), else_=pending.done != pending.was))
    turns = turns.mutate(sequence=ibis.literal(1, "int64"))
    rows = opening.union(turns.select(opening.columns)).filter(_.at_instant <= reading.cut)
    return _classified(rows, _tags(events), scope, reading)


def _tags(events: ir.Table) -> ir.Table:
    types = events.filter(events.tag.notnull()).select("item", "tag").distinct()
    return types.group_by("item").aggregate(tags=_.tag.group_concat("\n", order_by=_.tag))


def _classified(rows: ir.Table, tags: ir.Table, scope: list[str], reading: PortfolioReading) -> ir.Table:
    borne = rows.left_join(tags, "item").drop("item_right")
    native = borne.select(
        *scope,
        "mapping",
        "sequence",
        "done",
        changed_at=_.at_instant,
        status=ibis.cases((_.done, DONE), else_=ACTIVE),
        resolution=ibis.literal(""),
        type=ibis.literal(TYPE),
        tags=_.tags.fill_null(""),
    )
    states = ibis.cases((_.done, WorkState.DONE.value), else_=WorkState.ACTIVE.value)
    known = rules.classified(native, reading.mappings)
    return known.mutate(state=states, status_unmapped=ibis.literal(False)).drop("done")
