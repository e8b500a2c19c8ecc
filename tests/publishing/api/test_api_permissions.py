"""Who may ask what, address by address, role by role; and how a token is refused."""

from datetime import timedelta

import pytest
from django.utils import timezone

from llif.access.models import Token, User
from llif.access.roles import Role
from tests.publishing.api.conftest import Asking, Made, Program, user_of
from tests.publishing.recorded import RISK

AHEAD = (timezone.now() + timedelta(days=100)).date().isoformat()
RATED = {"rating": "red", "reason": "It fell over.", "evidence": "https://example.org/1", "review_on": AHEAD}
WRITE = {"based_on": 0, "content": RATED}
AT = "portfolios/small"
READ = (
    AT,
    f"{AT}/snapshots",
    f"{AT}/products",
    f"{AT}/products/letters",
    f"{AT}/figures?measure=lead_time",
    f"{AT}/evidence?measure=lead_time&limit=1",
    f"{AT}/scorecard",
    f"{AT}/scorecard/letters/reliability",
    f"{AT}/registers",
    f"{AT}/registers/ratings/entries",
    f"{AT}/ratings",
)
ENTRY, RATING = f"{AT}/registers/ratings/entry?product=letters&key=reliability", f"{AT}/ratings/letters/reliability"
ROLES = {
    "nobody": (None, {}),
    "viewer": (Role.VIEWER, {}),
    "owner of it": (Role.PRODUCT_OWNER, {"product": "letters"}),
    "owner of another": (Role.PRODUCT_OWNER, {"product": "booking"}),
    "lead": (Role.PORTFOLIO_LEAD, {}),
    "lead who reads only": (Role.PORTFOLIO_LEAD, {"scope": "read"}),
    "lead elsewhere": (Role.PORTFOLIO_LEAD, {"portfolio": "other"}),
    "lead of all, for another portfolio": (Role.PORTFOLIO_LEAD, {"portfolio": "", "only": "other"}),
    "analyst": (Role.ANALYST, {}),
    "administrator": (Role.ADMINISTRATOR, {"portfolio": ""}),
    "auditor": (Role.AUDITOR, {"portfolio": ""}),
}
MAY_WRITE = {"owner of it", "lead", "administrator"}
MAY_NOT_SEE = {"nobody", "lead elsewhere", "lead of all, for another portfolio"}
MAY_AUDIT = {"administrator", "auditor"}


def as_whom(who: str, anybody: Program, program: Made) -> Program:
    role, told = ROLES[who]
    return program(role, **told) if role else anybody


@pytest.mark.parametrize("who", ROLES)
def test_a_public_portfolio_is_read_by_all_and_written_by_some(who: str, anybody: Program, program: Made) -> None:
    asking = as_whom(who, anybody, program)
    assert {path: asking.get(path).status_code for path in READ} == dict.fromkeys(READ, 200)
    refused = 401 if who == "nobody" else 403
    writes = [asking.ask("PUT", path, WRITE).status_code for path in (ENTRY, RATING)]
    assert writes == ([201, 409] if who in MAY_WRITE else [refused] * 2)
    withdrawn = asking.ask("DELETE", f"{RATING}?based_on=1").status_code
    assert withdrawn == (200 if who in MAY_WRITE else refused)
    assert asking.get("audit").status_code == (200 if who in MAY_AUDIT else refused)


@pytest.mark.parametrize("who", ROLES)
def test_a_private_portfolio_is_not_there_for_others(who: str, anybody: Program, program: Made, private: None) -> None:
    asking = as_whom(who, anybody, program)
    status = 404 if who in MAY_NOT_SEE else 200
    assert {path: asking.get(path).status_code for path in READ} == dict.fromkeys(READ, status)
    listed = [each["id"] for each in asking.get("portfolios").json()]
    assert listed == ([] if who in MAY_NOT_SEE else ["small"])
    if who in MAY_NOT_SEE:
        writes = [
            ("PUT", ENTRY),
            ("PUT", RATING),
            ("DELETE", f"{ENTRY}&based_on=1"),
            ("DELETE", f"{RATING}?based_on=1"),
        ]
        assert {asking.ask(method, path, WRITE).status_code for method, path in writes} == {404}


@pytest.mark.parametrize("path", ["openapi.json", "measures", "portfolios"])
def test_what_is_open_to_all(path: str, anybody: Program) -> None:
    assert anybody.get(path).status_code == 200


@pytest.mark.parametrize("body", [{}, {"based_on": "x", "content": {}}, {"based_on": 0, "content": []}])
def test_nobody_hears_that_somebody_must_be_signed_in_before_anything_else(anybody: Program, body: object) -> None:
    assert anybody.ask("PUT", RATING, body).status_code == 401  # type: ignore[arg-type]
    assert anybody.ask("DELETE", f"{RATING}?based_on=x").status_code == 401


class TestATokenThatIsNotGood:
    @pytest.mark.parametrize(
        "given", ["Bearer llif_nothing", "Bearer", "Bearer ", "Basic YTpi", "llif_x", "Bearer \xe9"]
    )
    @pytest.mark.parametrize("path", ["portfolios", "nowhere", "portfolios/small/figures"])
    def test_is_refused_and_never_taken_for_nobody(self, given: str, path: str, anybody: Program) -> None:
        response = anybody.get(path, authorization=given)
        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith("Bearer ")
        assert response.json()["status"] == 401

    def test_is_one_that_expired_or_ended_or_whose_user_is_kept_out(self, program: Made) -> None:
        lead = program(Role.PORTFOLIO_LEAD)
        assert lead.get("portfolios").status_code == 200
        Token.objects.update(expires_at=timezone.now())
        assert lead.get("portfolios").status_code == 401
        Token.objects.update(expires_at=timezone.now() + timedelta(days=1), ended_at=timezone.now())
        assert lead.get("portfolios").status_code == 401
        Token.objects.update(ended_at=None)
        User.objects.update(is_active=False)
        assert lead.get("portfolios").status_code == 401


class TestASession:
    def session(self, checks: bool = True) -> Program:
        client = Asking(enforce_csrf_checks=checks)
        client.force_login(user_of(Role.PORTFOLIO_LEAD))
        return Program(client)

    def test_reads(self, anybody: Program, private: None) -> None:
        assert self.session().get(AT).status_code == 200

    @pytest.mark.parametrize(("method", "path"), [("PUT", ENTRY), ("PUT", RATING), ("DELETE", f"{RATING}?based_on=1")])
    def test_does_not_write_without_the_page_s_own_token(self, method: str, path: str, anybody: Program) -> None:
        response = self.session().ask(method, path, WRITE)
        assert response.status_code == 403
        assert response.json()["remedy"] == "Use a token; it needs no more."

    def test_writes_with_it(self, anybody: Program) -> None:
        session = self.session()
        session.client.get("/account/")
        cookie = session.client.cookies["csrftoken"].value
        assert session.ask("PUT", RATING, WRITE, **{"x-csrftoken": cookie}).status_code == 201


def test_the_audit_names_the_token_and_the_door(administrator: Program) -> None:
    administrator.ask("PUT", RATING, WRITE)
    row = administrator.get("audit?object=ratings:small/letters").json()[0]
    assert (row["via"], row["action"], row["object"]) == ("api", "record", "ratings:small/letters/reliability")
    assert row["origin"].startswith("token ")
    assert row["after"]["rating"] == "red"


@pytest.mark.parametrize("who", ["lead who reads only", "analyst"])
def test_a_refusal_tells_what_stands_in_the_way(who: str, anybody: Program, program: Made) -> None:
    """Of who leads the portfolio it is the token, of an analyst the role."""
    told = as_whom(who, anybody, program).ask("PUT", RATING, WRITE).content.decode()
    assert ("Use a token that may write" in told) is (who == "lead who reads only")
    assert ("for one of these roles" in told) is (who == "analyst")


@pytest.mark.parametrize(
    ("who", "products", "status"),
    [
        ("owner of it", "letters", 201),
        ("owner of it", "booking", 403),
        ("owner of it", None, 403),
        ("owner of another", "letters", 403),
        ("lead", None, 201),
        ("analyst", "letters", 403),
        ("nobody", "letters", 401),
    ],
)
def test_a_risk_is_recorded_by_who_answers_for_the_products_it_names(
    who: str, products: str | None, status: int, anybody: Program, program: Made
) -> None:
    content = {**RISK, "review_on": AHEAD, **({"products": products} if products else {})}
    asked = f"{AT}/registers/risks/entry?key=breaks"
    assert as_whom(who, anybody, program).ask("PUT", asked, {"based_on": 0, "content": content}).status_code == status
