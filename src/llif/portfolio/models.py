"""What people declare, as tables. They hold; `services` writes, `selectors` reads, and nothing is decided here."""

from django.db import models

from llif.portfolio.codes import DEFAULT_DISCOUNT_RATE


class Source(models.Model):
    slug = models.CharField(max_length=100, unique=True)
    connector = models.CharField(max_length=100)
    settings = models.JSONField(default=dict)
    base = models.TextField()


class Portfolio(models.Model):
    slug = models.CharField(max_length=100, unique=True)
    name_en = models.TextField()
    name_cy = models.TextField()
    summary_en = models.TextField(blank=True, default="")
    summary_cy = models.TextField(blank=True, default="")
    attribution_en = models.TextField(blank=True, default="")
    attribution_cy = models.TextField(blank=True, default="")
    time_zone = models.CharField(max_length=100)
    as_at = models.DateField(null=True, blank=True)
    window_days = models.PositiveIntegerField()
    public = models.BooleanField(default=False)
    practices = models.JSONField(null=True, blank=True)
    lifecycles = models.JSONField(default=list, blank=True)
    reaction_days = models.JSONField(default=dict, blank=True)
    vision_en = models.TextField(blank=True, default="")
    vision_cy = models.TextField(blank=True, default="")
    drivers = models.JSONField(default=list, blank=True)
    missions = models.JSONField(default=list, blank=True)
    discount_rate = models.FloatField(default=DEFAULT_DISCOUNT_RATE)


class Team(models.Model):
    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="teams")
    slug = models.CharField(max_length=100)
    name_en = models.TextField()
    name_cy = models.TextField()
    people = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["portfolio", "slug"], name="team_once")]


class Mapping(models.Model):
    """A value-stream mapping; its rules are rows of `Rule`."""

    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="mappings")
    slug = models.CharField(max_length=100)
    counts = models.JSONField(default=list)
    levels = models.JSONField(default=list)
    production = models.JSONField(default=list)
    neglected_after_days = models.PositiveIntegerField()
    incident_window_hours = models.PositiveIntegerField(null=True)
    count_reverts = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["portfolio", "slug"], name="mapping_once")]


class Rule(models.Model):
    """One rule of a mapping: what it looks at, and the kind or the state it gives."""

    KIND, STATE = "kind", "state"

    mapping = models.ForeignKey(Mapping, on_delete=models.CASCADE, related_name="rules")
    gives = models.CharField(max_length=5)
    position = models.PositiveIntegerField()
    types = models.JSONField(default=list)
    tags = models.JSONField(default=list)
    statuses = models.JSONField(default=list)
    resolutions = models.JSONField(default=list)
    outcome = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mapping", "gives", "position"], name="rule_once")]


class Product(models.Model):
    portfolio = models.ForeignKey(Portfolio, on_delete=models.CASCADE, related_name="products")
    slug = models.CharField(max_length=100)
    name_en = models.TextField()
    name_cy = models.TextField()
    summary_en = models.TextField(blank=True, default="")
    summary_cy = models.TextField(blank=True, default="")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, blank=True, related_name="products")
    mapping = models.ForeignKey(Mapping, on_delete=models.PROTECT, null=True, blank=True, related_name="products")
    criticality = models.CharField(max_length=30)
    phase = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    not_applicable = models.JSONField(default=list)
    expectation_target = models.FloatField(null=True, blank=True)
    published_score = models.JSONField(null=True, blank=True)
    serves = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["portfolio", "slug"], name="product_once")]


class Claim(models.Model):
    """A container (of work, of components or of costs), service or repository of a source that belongs to a product."""

    WORK, SERVICE, REPOSITORY, COMPONENTS, COSTS = "work", "service", "repository", "components", "costs"

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="claims")
    family = models.CharField(max_length=10)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, to_field="slug", related_name="claims")
    part = models.CharField(max_length=500)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "family", "source", "part"], name="claim_once")]


class Entry(models.Model):
    """One version of what somebody recorded in a register; null content: withdrawn. Rows are only ever added.

    Portfolio and product are named, not joined: what was judged outlives what it was judged of.
    """

    register = models.CharField(max_length=100)
    portfolio = models.CharField(max_length=100)
    product = models.CharField(max_length=100, blank=True, default="")
    key = models.CharField(max_length=200, blank=True, default="")
    version = models.PositiveIntegerField()
    content = models.JSONField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=150)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["register", "portfolio", "product", "key", "version"], name="entry_version_once"
            )
        ]
        indexes = [models.Index(fields=["portfolio", "register"], name="entry_register")]
