"""Puts one described thing into its tables. It decides nothing, audits nothing, and expects to run in a transaction."""

from collections.abc import Iterator
from typing import Any, cast

from llif.portfolio.changes import Action, Change, Key, Thing
from llif.portfolio.models import Claim, Mapping, Portfolio, Product, Rule, Source, Team

CLAIMS = {
    "work": (Claim.WORK, "container"),
    "services": (Claim.SERVICE, "service"),
    "repositories": (Claim.REPOSITORY, "repository"),
    "components": (Claim.COMPONENTS, "container"),
    "costs": (Claim.COSTS, "container"),
}


PORTFOLIO_FIELDS = (
    *("time_zone", "as_at", "window_days", "public", "practices", "lifecycles", "reaction_days"),
    *("drivers", "missions", "discount_rate"),
)
PRODUCT_FIELDS = ("criticality", "phase", "kind", "not_applicable", "expectation_target", "published_score", "serves")
MAPPING_FIELDS = ("counts", "levels", "production", "neglected_after_days", "incident_window_hours", "count_reverts")


class Writer:
    """Writes the changes of one plan in their order; ids are looked up once."""

    def __init__(self) -> None:
        self.portfolios = dict(Portfolio.objects.values_list("slug", "pk"))
        self.teams = {(one, slug): pk for one, slug, pk in Team.objects.values_list("portfolio__slug", "slug", "pk")}
        self.mappings = {
            (one, slug): pk for one, slug, pk in Mapping.objects.values_list("portfolio__slug", "slug", "pk")
        }

    def write(self, change: Change) -> None:
        if change.action is Action.REMOVE:
            self.remove(change.key)
        else:
            write = getattr(self, f"write_{change.key.thing.value}")
            write(change.key, cast(dict[str, Any], change.after))

    def remove(self, key: Key) -> None:
        model = {Thing.TEAM: Team, Thing.MAPPING: Mapping, Thing.PRODUCT: Product}[key.thing]
        model._default_manager.filter(portfolio__slug=key.portfolio, slug=key.id).delete()

    def write_source(self, key: Key, told: dict[str, Any]) -> None:
        kept = {name: told[name] for name in ("connector", "settings", "base")}
        Source.objects.update_or_create(slug=key.id, defaults=kept)

    def write_portfolio(self, key: Key, told: dict[str, Any]) -> None:
        kept = {name: told[name] for name in PORTFOLIO_FIELDS}
        texts = {
            **_words(told, "name"),
            **_words(told, "summary"),
            **_words(told, "attribution"),
            **_words(told, "vision"),
        }
        row, _ = Portfolio.objects.update_or_create(slug=key.id, defaults={**kept, **texts})
        self.portfolios[key.id] = row.pk

    def write_team(self, key: Key, told: dict[str, Any]) -> None:
        kept = {"people": told["people"], **_words(told, "name")}
        row, _ = Team.objects.update_or_create(**self.named(key), defaults=kept)
        self.teams[key.portfolio, key.id] = row.pk

    def write_mapping(self, key: Key, told: dict[str, Any]) -> None:
        kept = {name: told[name] for name in MAPPING_FIELDS}
        row, _ = Mapping.objects.update_or_create(**self.named(key), defaults=kept)
        self.mappings[key.portfolio, key.id] = row.pk
        row.rules.all().delete()
        Rule.objects.bulk_create([*_rules(row, Rule.KIND, told["kinds"]), *_rules(row, Rule.STATE, told["states"])])

    def write_product(self, key: Key, told: dict[str, Any]) -> None:
        kept = {name: told[name] for name in PRODUCT_FIELDS}
        joined = {
            "team_id": self.teams[key.portfolio, told["team"]] if told["team"] else None,
            "mapping_id": self.mappings[key.portfolio, told["mapping"]] if told["mapping"] else None,
        }
        texts = {**_words(told, "name"), **_words(told, "summary")}
        row, new = Product.objects.update_or_create(**self.named(key), defaults={**kept, **joined, **texts})
        if not new:
            row.claims.all().delete()
        Claim.objects.bulk_create(_claims(row, told))

    def named(self, key: Key) -> dict[str, Any]:
        return {"portfolio_id": self.portfolios[key.portfolio], "slug": key.id}


def _words(told: dict[str, Any], field: str) -> dict[str, str]:
    words = told[field] or {"en": "", "cy": ""}
    return {f"{field}_en": words["en"], f"{field}_cy": words["cy"]}


def _rules(row: Mapping, gives: str, rules: list[dict[str, Any]]) -> Iterator[Rule]:
    fields = {"types": "type", "tags": "tag", "statuses": "status", "resolutions": "resolution"}
    for position, rule in enumerate(rules):
        looked_at = {column: _several(rule.get(name, [])) for column, name in fields.items()}
        yield Rule(mapping=row, gives=gives, position=position, outcome=rule["is"], **looked_at)


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _claims(row: Product, told: dict[str, Any]) -> Iterator[Claim]:
    for field, (family, part) in CLAIMS.items():
        for claim in told[field]:
            yield Claim(product=row, family=family, source_id=claim["source"], part=claim[part])
