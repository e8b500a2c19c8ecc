"""The roles, each in plain words: what it sees, and what it may do."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from llif.access.models import Membership
from llif.access.roles import ABILITIES, DESCRIPTIONS, Ability, Role
from llif.portfolio import selectors
from llif.publishing.pages import answering
from llif.publishing.words import gettext as _
from llif.publishing.words import language
from llif.terms.errors import N_

NAMES = {
    Role.VIEWER: N_("Viewer"),
    Role.PRODUCT_OWNER: N_("Product owner"),
    Role.PORTFOLIO_LEAD: N_("Portfolio lead"),
    Role.ANALYST: N_("Analyst"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.AUDITOR: N_("Auditor"),
}
ABLE = {
    Ability.VIEW: N_("See figures and evidence"),
    Ability.RATE: N_("Record ratings, contracts and other entries"),
    Ability.DECLARE: N_("Say what a portfolio holds"),
    Ability.COLLECT: N_("Collect from sources"),
    Ability.PUBLISH: N_("Publish new figures"),
    Ability.ADMINISTER: N_("Say who may do what"),
    Ability.READ_AUDIT: N_("Read who changed what"),
}


class Held:
    """What a membership says, in the words of the page."""

    def __init__(self) -> None:
        self.roles = {role.value: _(name) for role, name in NAMES.items()}
        self.portfolios = {each: words.within(language()) for each, words in selectors.portfolio_names().items()}
        self._products = selectors.product_names()

    def __call__(self, membership: Membership) -> str:
        """`Product owner · Pay / Connector`; what is declared no more is told by its id."""
        portfolio, product = membership.portfolio, membership.product
        over = self.portfolios.get(portfolio, portfolio) or _("all portfolios")
        known = self._products.get((portfolio, product))
        within = f" / {known.within(language()) if known else product}" if product else ""
        return f"{self.roles.get(membership.role, membership.role)} · {over}{within}"


@require_safe
def show(request: HttpRequest) -> HttpResponse:
    roles = [
        {"name": _(NAMES[role]), "code": role.value, "about": _(DESCRIPTIONS[role]), "may": ABILITIES[role]}
        for role in Role
    ]
    abilities = [(ability, _(ABLE[ability])) for ability in Ability]
    return answering.page(request, "roles.html", roles=roles, abilities=abilities)
