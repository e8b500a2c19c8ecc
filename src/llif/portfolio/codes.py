"""The codes a declaration may use. Their words in English and Welsh are not here."""

from enum import StrEnum

DEFAULT_TIME_ZONE = "Europe/London"
DEFAULT_WINDOW_DAYS = 90
DEFAULT_DISCOUNT_RATE = 0.035
"""Source: HM Treasury, *The Green Book* (2022), annex A6."""
EVERYTHING = "*"
RESERVED = frozenset(
    {"all", "api", "cy", "definitions", "item", "sources", "static"}
    | {"account", "audit", "people", "roles", "tokens", "sign-in", "sign-out"}
    | {"scorecard", "upload", "practices", "registers", "exports", "jobs", "pack"}
    | {"strategy", "benefits", "investment", "mindset", "risks", "next-steps", "initiatives"}
)
"""Words of the pages' own addresses: a portfolio or product of that id could not be reached."""


class Criticality(StrEnum):
    CLINICAL_CRITICAL = "clinical_critical"
    ADMIN_CRITICAL = "admin_critical"
    INFRASTRUCTURE_CRITICAL = "infrastructure_critical"
    BUSINESS_CRITICAL = "business_critical"
    NOT_CRITICAL = "not_critical"
    UNKNOWN = "unknown"


class Phase(StrEnum):
    DISCOVERY = "discovery"
    ALPHA = "alpha"
    BETA = "beta"
    LIVE = "live"
    RETIRED = "retired"
    UNKNOWN = "unknown"


class ProductKind(StrEnum):
    """A product, a component of others, or a product that a supplier runs."""

    PRODUCT = "product"
    COMPONENT = "component"
    SUPPLIER = "supplier"


class Family(StrEnum):
    """The families of measures that may be declared not applicable."""

    FLOW = "flow"
    DELIVERY = "delivery"
    SERVICE = "service"
    LIVE = "live"
