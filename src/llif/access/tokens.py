"""Keys to the API: made once and shown once, kept as a hash, limited in time and reach, and ended at any moment."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from llif.access import audit
from llif.access.actor import Actor, Via
from llif.access.models import ALL_PORTFOLIOS, Token, User
from llif.access.permissions import NotAllowed, check_administer
from llif.terms.errors import N_, InputError

MARK = "llif_"
BYTES = 32
LONGEST_DAYS = 366
SHOWN = len(MARK) + 6


@transaction.atomic
def make(
    *, by: Actor, user: User, name: str, scope: str, days: int, portfolio: str = ALL_PORTFOLIOS
) -> tuple[Token, str]:
    """A new token for oneself, or, as an administrator, for somebody else. *Gives* it and its text, shown only now.

    *Raises* InputError for a scope there is not, or for more than a year.
    """
    _check_own(by, user)
    if scope not in (Token.READ, Token.WRITE):
        raise InputError(N_("A token reads, or writes too."), remedy=N_("Scopes: read, write."))
    if not 1 <= days <= LONGEST_DAYS:
        raise InputError(N_("A token lasts 1 to {days} days."), days=LONGEST_DAYS)
    if not name.strip() or len(name) > 100:
        raise InputError(N_("A token needs a name of at most 100 characters."))
    text = MARK + secrets.token_urlsafe(BYTES)
    made = Token.objects.create(
        user=user,
        name=name.strip(),
        prefix=text[:SHOWN],
        hash=hashed(text),
        scope=scope,
        portfolio=portfolio,
        expires_at=timezone.now() + timedelta(days=days),
    )
    audit.record(by=by, action="create", object=f"token:{made.pk}", before=None, after=_described(made))
    return made, text


@transaction.atomic
def end(*, by: Actor, token: Token) -> None:
    """End a token of one's own, or as an administrator anybody's; nothing happens when it has ended."""
    _check_own(by, token.user)
    if token.ended_at is not None:
        return
    before = _described(token)
    token.ended_at = timezone.now()
    token.save(update_fields=["ended_at"])
    audit.record(by=by, action="end", object=f"token:{token.pk}", before=before, after=_described(token))


def _check_own(by: Actor, user: User) -> None:
    """One's own, signed in; or an administrator. A key opens no further keys: it would outlive and outreach itself.

    *Raises* NotAllowed.
    """
    if by.via is Via.API or by.name != user.username:
        check_administer(by)
    if by.via is Via.API:
        raise NotAllowed(N_("A token neither makes nor ends tokens."), remedy=N_("Sign in to the pages for that."))


def actor_of(text: str, now: datetime | None = None) -> Actor | None:
    """Who a token speaks for; null for one that is unknown, expired or ended, or whose user may not sign in."""
    at = now or timezone.now()
    found = Token.objects.select_related("user").filter(hash=hashed(text), ended_at=None, expires_at__gt=at).first()
    if found is None or not found.user.is_active:
        return None
    if found.used_on != at.date():
        Token.objects.filter(pk=found.pk).update(used_on=at.date())
    origin = f"token {found.pk} {found.name}"
    return Actor(found.user.username, Via.API, origin[:150], found.scope == Token.WRITE, found.portfolio)


def hashed(text: str) -> str:
    """SHA-256 is enough: the text holds 256 random bits, so that no guess is worth trying."""
    return hashlib.sha256(text.encode()).hexdigest()


def _described(token: Token) -> dict[str, object]:
    return {
        "user": token.user.username,
        "name": token.name,
        "scope": token.scope,
        "portfolio": token.portfolio or "*",
        "expires_at": audit.instant(token.expires_at),
        "ended_at": audit.instant(token.ended_at) if token.ended_at else None,
    }
