"""Who gets what at every address: one line an address, one class a kind of page.

To add an address: one line in ADDRESSES, under its route as Django names it (of the English page; the Welsh one is held
to the same). If its answers are of no class that is here, add a class; if its route has a part of a new name, say in
PARTS what stands for it; if a form needs more than a token to be taken, say in FORMS what it sends.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PEOPLE: Mapping[str, tuple[str, ...] | None] = {
    "anonymous": None,
    "viewer": ("viewer", "small"),
    "owner": ("product_owner", "small", "letters"),
    "other_owner": ("product_owner", "small", "booking"),
    "lead": ("portfolio_lead", "small"),
    "analyst": ("analyst", "small"),
    "auditor": ("auditor",),
    "administrator": ("administrator",),
    "stranger": ("portfolio_lead", "closed"),
}
"""Role, portfolio, product. `small` is the portfolio of every address here; `letters` is its product."""

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
READS = ("GET", "HEAD")


@dataclass(frozen=True)
class Access:
    """The status for each person, in the order of PEOPLE. What is not said here is answered 405.

    `public_…` says what differs where the portfolio is public. `in_portfolio` is false for pages about no portfolio:
    they hide behind none. `by_form`: an answer without a form's token is 403, whoever asks; what programs ask is not,
    and tests/publishing/api says how it knows who asks. `otherwise`: the answer to every other method.
    """

    read: str
    post: str = ""
    public_read: str = ""
    public_post: str = ""
    put: str = ""
    public_put: str = ""
    delete: str = ""
    public_delete: str = ""
    otherwise: str = ""
    in_portfolio: bool = True
    by_form: bool = True

    def expected(self, method: str, *, is_public: bool) -> list[int]:
        name = "read" if method in READS else method.lower()
        told = str(getattr(self, name, ""))
        if told and is_public:
            told = str(getattr(self, f"public_{name}")) or told
        return [int(status) for status in (told or self._not_taken(is_public)).split()]

    def _not_taken(self, is_public: bool) -> str:
        return self.otherwise or (NOT_TAKEN if self.in_portfolio and not is_public else ALL_NOT_TAKEN)


#              anonymous viewer owner other_owner lead analyst auditor administrator stranger
ALL_NOT_TAKEN = "405      405   405    405        405   405     405       405          405"
NOT_TAKEN = "    404      405   405    405        405   405     405       405          404"
EVERYBODY = "    200      200   200    200        200   200     200       200          200"
HIDDEN = "       404      200   200    200        200   200     200       200          404"
NOBODY = "       404      404   404    404        404   404     404       404          404"
ADMINS = "       302      403   403    403        403   403     403       200          403"
AUDITORS = "     302      403   403    403        403   403     200       200          403"

CLASSES: Mapping[str, Access] = {
    # Pages that anybody may read, and that take nothing.
    "READ_ANY": Access(read=EVERYBODY, in_portfolio=False),
    # Pages of a portfolio: not there for who may not see it.
    "READ": Access(read=HIDDEN, public_read=EVERYBODY),
    "ADMIN_READ": Access(read=ADMINS, in_portfolio=False),
    "AUDIT_READ": Access(read=AUDITORS, in_portfolio=False),
    #                                        anonymous viewer owner other lead analyst auditor admin stranger
    "ADMIN_WRITE": Access(read=ALL_NOT_TAKEN, post="302 403 403 403 403 403 403 302 403", in_portfolio=False),
    # A form about what is one's own; a fault in it is told.
    "OWN": Access(
        read="302 200 200 200 200 200 200 200 200", post="302 400 400 400 400 400 400 400 400", in_portfolio=False
    ),
    # Somebody else's token: only an administrator finds it.
    "OWN_END": Access(read=ALL_NOT_TAKEN, post="302 404 404 404 404 404 404 302 404", in_portfolio=False),
    # A new password, sent empty; none of the table's people has one.
    "OWN_PASSWORD": Access(read=ALL_NOT_TAKEN, post="302 400 400 400 400 400 400 400 400", in_portfolio=False),
    # The page to sign in: who has done so goes on.
    "SIGN_IN": Access(
        read="200 302 302 302 302 302 302 302 302", post="400 302 302 302 302 302 302 302 302", in_portfolio=False
    ),
    "SIGN_OUT": Access(read=ALL_NOT_TAKEN, post="302 302 302 302 302 302 302 302 302", in_portfolio=False),
    "REFUSED": Access(read="403 403 403 403 403 403 403 403 403", in_portfolio=False),
    # No provider is connected here; tests/access/test_provider.py connects one.
    "PROVIDER_BEGIN": Access(read=ALL_NOT_TAKEN, post="404 404 404 404 404 404 404 404 404", in_portfolio=False),
    "PROVIDER_END": Access(read="404 404 404 404 404 404 404 404 404", in_portfolio=False),
    # What was made or published under a name that nobody gave: not there, for anybody.
    "ABSENT": Access(read=NOBODY),
    "ABSENT_WRITE": Access(read=NOT_TAKEN, post=NOBODY, public_read=ALL_NOT_TAKEN),
    # A pack may be asked for by whoever has signed in and sees the portfolio; sent without its format, it is told so.
    "PACK_MAKE": Access(
        read=NOT_TAKEN,
        post="404 400 400 400 400 400 400 400 404",
        public_read=ALL_NOT_TAKEN,
        public_post="302 400 400 400 400 400 400 400 400",
    ),
    # The form of an entry of a product, sent empty: told so to who may record it.
    "ENTRY": Access(
        read=HIDDEN,
        post="404 403 400 403 400 403 403 400 404",
        public_read=EVERYBODY,
        public_post="302 403 400 403 400 403 403 400 403",
    ),
    # The form that decides about a step of one product, sent empty: shown to nobody else.
    "DECIDE": Access(
        read="404 403 200 403 200 403 403 200 404",
        post="404 403 400 403 400 403 403 400 404",
        public_read="302 403 200 403 200 403 403 200 403",
        public_post="302 403 400 403 400 403 403 400 403",
    ),
    # A practice, read by all and switched off by who may declare the portfolio.
    "SWITCH": Access(
        read=HIDDEN,
        post="404 403 403 403 302 403 403 302 404",
        public_read=EVERYBODY,
        public_post="302 403 403 403 302 403 403 302 403",
    ),
    # What programs ask: who has no token and no session is told 401 where a page would ask to sign in.
    "API_ANY": Access(read=EVERYBODY, in_portfolio=False, by_form=False),
    "API": Access(read=HIDDEN, public_read=EVERYBODY, by_form=False),
    "API_AUDIT": Access(read="401 403 403 403 403 403 200 200 403", in_portfolio=False, by_form=False),
    "API_ABSENT": Access(read=NOBODY, otherwise=NOBODY, in_portfolio=False, by_form=False),
    # Recorded by who may record of the product; nothing stands there to be read or withdrawn.
    "API_ENTRY": Access(
        read=NOBODY,
        put="404 403 201 403 201 403 403 201 404",
        public_put="401 403 201 403 201 403 403 201 403",
        delete="404 403 404 403 404 403 403 404 404",
        public_delete="401 403 404 403 404 403 403 404 403",
        by_form=False,
    ),
    # What is recorded of the portfolio as a whole: not by whoever answers for one product of it.
    "LEAD_WRITE": Access(
        read=NOT_TAKEN,
        post="404 403 403 403 302 403 403 302 404",
        public_read=ALL_NOT_TAKEN,
        public_post="302 403 403 403 302 403 403 302 403",
    ),
    # Sent while a section rests on what is unknown: who may publish is told to waive that first.
    "PUBLISH": Access(
        read=NOT_TAKEN,
        post="404 403 403 403 400 400 403 400 404",
        public_read=ALL_NOT_TAKEN,
        public_post="302 403 403 403 400 400 403 400 403",
    ),
    # A file with ratings, sent empty here: who may rate anything is told so.
    "UPLOAD": Access(
        read=HIDDEN,
        post="404 403 400 400 400 403 403 400 404",
        public_read=EVERYBODY,
        public_post="302 403 400 400 400 403 403 400 403",
    ),
    # An upload that is not there, or is somebody else's: told so, but to nobody who may not see the portfolio.
    "UPLOADED": Access(
        read="404 400 400 400 400 400 400 400 404",
        post="404 400 400 400 400 400 400 400 404",
        public_read="400 400 400 400 400 400 400 400 400",
        public_post="400 400 400 400 400 400 400 400 400",
    ),
}

ADDRESSES = """
                                                                            READ_ANY
definitions/                                                                READ_ANY
api/                                                                        READ_ANY
roles/                                                                      READ_ANY
sign-in/                                                                    SIGN_IN
sign-out/                                                                   SIGN_OUT
account/refused/                                                            REFUSED
account/provider/<slug:provider_id>/login/                                  PROVIDER_BEGIN
account/provider/<slug:provider_id>/login/callback/                         PROVIDER_END
account/                                                                    OWN
account/end/                                                                OWN_END
account/password/                                                           OWN_PASSWORD
people/                                                                     ADMIN_READ
people/<int:user>/                                                          ADMIN_WRITE
audit/                                                                      AUDIT_READ
audit/table.csv                                                             AUDIT_READ
<slug:portfolio>/                                                           READ
<slug:portfolio>/table.csv                                                  READ
<slug:portfolio>/item/                                                      READ        ?id=desk:LET-1
<slug:portfolio>/strategy/                                                  READ
<slug:portfolio>/strategy/table.csv                                         READ
<slug:portfolio>/benefits/                                                  READ
<slug:portfolio>/benefits/<slug:code>/                                      READ
<slug:portfolio>/benefits/<slug:code>/chart.svg                             READ
<slug:portfolio>/investment/                                                READ
<slug:portfolio>/investment/costs.csv                                       READ
<slug:portfolio>/sources/                                                   READ
<slug:portfolio>/pack/                                                      READ
<slug:portfolio>/pack/note/                                                 LEAD_WRITE
<slug:portfolio>/pack/make/                                                 PACK_MAKE
<slug:portfolio>/pack/publish/                                              PUBLISH
<slug:portfolio>/pack/job/<str:token>/                                      ABSENT
<slug:portfolio>/pack/job/<str:token>/file/                                 ABSENT
<slug:portfolio>/pack/<int:number>/                                         ABSENT
<slug:portfolio>/pack/<int:number>/correct/                                 ABSENT_WRITE
<slug:portfolio>/pack/<int:number>/<str:language>.<str:form>                ABSENT
<slug:portfolio>/scorecard/                                                 READ
<slug:portfolio>/scorecard/table.csv                                        READ
<slug:portfolio>/scorecard/disagreements/                                   READ
<slug:portfolio>/scorecard/sheet.xlsx                                       READ
<slug:portfolio>/scorecard/upload/                                          UPLOAD
<slug:portfolio>/scorecard/upload/<str:token>/                              UPLOADED
<slug:portfolio>/scorecard/<slug:product>/<slug:dimension>/                 READ
<slug:portfolio>/practices/                                                 READ
<slug:portfolio>/practices/<slug:practice>/                                 SWITCH
<slug:portfolio>/registers/                                                 READ
<slug:portfolio>/registers/<slug:register>/                                 READ
<slug:portfolio>/registers/<slug:register>/table.csv                        READ
<slug:portfolio>/registers/<slug:register>/<slug:product>/                  ENTRY
<slug:portfolio>/registers/<slug:register>/<slug:product>/new/              ENTRY
<slug:portfolio>/registers/<slug:register>/<slug:product>/<str:key>/        ENTRY
<slug:portfolio>/next-steps/                                                READ
<slug:portfolio>/next-steps/decide/<str:key>/                               DECIDE
<slug:portfolio>/initiatives/                                               READ
<slug:portfolio>/risks/                                                     READ
<slug:portfolio>/risks/trend.svg                                            READ
<slug:portfolio>/risks/<str:key>/                                           READ
<slug:portfolio>/risks/<str:key>/chart.svg                                  READ
<slug:portfolio>/mindset/                                                   READ
<slug:portfolio>/mindset/<slug:team>/chart.svg                              READ
<slug:portfolio>/<slug:product>/                                            READ
<slug:portfolio>/<slug:product>/<slug:measure>/                             READ
<slug:portfolio>/<slug:product>/<slug:measure>/chart.svg                    READ
<slug:portfolio>/<slug:product>/<slug:measure>/chart.json                   READ
<slug:portfolio>/<slug:product>/<slug:measure>/series.csv                   READ
<slug:portfolio>/<slug:product>/<slug:measure>/evidence.csv                 READ
api/v1/openapi.json                                                         API_ANY
api/v1/measures                                                             API_ANY
api/v1/portfolios                                                           API_ANY
api/v1/audit                                                                API_AUDIT
api/v1/portfolios/<slug:portfolio>                                          API
api/v1/portfolios/<slug:portfolio>/snapshots                                API
api/v1/portfolios/<slug:portfolio>/products                                 API
api/v1/portfolios/<slug:portfolio>/products/<slug:product>                  API
api/v1/portfolios/<slug:portfolio>/figures                                  API  ?measure=lead_time
api/v1/portfolios/<slug:portfolio>/evidence                                 API  ?measure=lead_time&limit=1
api/v1/portfolios/<slug:portfolio>/scorecard                                API
api/v1/portfolios/<slug:portfolio>/scorecard/<slug:product>/<slug:dimension> API
api/v1/portfolios/<slug:portfolio>/registers                                API
api/v1/portfolios/<slug:portfolio>/registers/<slug:register_name>/entries   API
api/v1/portfolios/<slug:portfolio>/registers/<slug:register_name>/entry     API_ENTRY  {entry}
api/v1/portfolios/<slug:portfolio>/ratings                                  API
api/v1/portfolios/<slug:portfolio>/ratings/<slug:product>/<slug:dimension>  API_ENTRY
api/v1/                                                                     API_ABSENT
"""

PARTS: Mapping[str, str] = {
    "portfolio": "small",
    "product": "letters",
    "measure": "lead_time",
    "user": "{victim}",
    "token": "nothing",
    "provider_id": "organisation",
    "number": "999",
    "language": "en",
    "form": "html",
    "dimension": "reliability",
    "practice": "devops",
    "register": "hosting",
    "register_name": "ratings",
    "key": "breaks",
    "code": "fewer-letters",
    "team": "post",
    "entry": "?product=letters&key=reliability",
}
"""What stands for each named part of a route; `{…}` is known to the database only."""

PARTS_AT: Mapping[str, Mapping[str, str]] = {
    "<slug:portfolio>/registers/<slug:register>/<slug:product>/new/": {"register": "contracts"},
    "<slug:portfolio>/registers/<slug:register>/<slug:product>/<str:key>/": {
        "register": "ratings",
        "key": "reliability",
    },
}
"""What stands for them at one route, where it must be something else."""

FORMS: Mapping[str, Mapping[str, str]] = {
    "people/<int:user>/": {"act": "off"},
    "account/end/": {"token": "{token}"},
    "<slug:portfolio>/practices/<slug:practice>/": {"act": "off"},
    "<slug:portfolio>/pack/note/": {
        "section": "holistic",
        "holistic-based_on": "0",
        "holistic-comment_en": "Seen.",
    },
}
"""What a form sends; others send nothing but the token."""

RATING: Mapping[str, object] = {
    "based_on": 0,
    "content": {
        "rating": "red",
        "reason": "It fell over.",
        "evidence": "https://example.org/1",
        "review_on": (datetime.now(UTC).date() + timedelta(days=100)).isoformat(),
    },
}
"""What a program sends to record a rating."""

SEEN = "based_on=0"
"""What a program adds to withdraw an entry: the version that it saw."""

ONE_LANGUAGE = ("account/provider/", "api/v1/", "static/")
"""Addresses that are no page for people, or lead to none of ours: they have no Welsh twin."""


@dataclass(frozen=True)
class Address:
    route: str
    access: Access
    query: str = ""

    @property
    def is_of_portfolio(self) -> bool:
        return "<slug:portfolio>" in self.route

    @property
    def is_in_both_languages(self) -> bool:
        return not self.route.startswith(ONE_LANGUAGE)


def addresses() -> dict[str, Address]:
    """By route."""
    found = {}
    for line in filter(str.strip, ADDRESSES.splitlines()):
        words = ["", *line.split()] if line.startswith(" ") else line.split()
        route, named, query = (*words, "")[:3]
        found[route] = Address(route, CLASSES[named], query)
    return found
