"""`user` and `token`: who may sign in, which roles they hold, and the keys to the API."""

import sys
from getpass import getpass
from typing import TYPE_CHECKING, Annotated

import typer

from llif.access.roles import Role
from llif.cli.home import prepare
from llif.cli.output import Format, note, show
from llif.publishing.words import gettext as _
from llif.terms.errors import N_, InputError

if TYPE_CHECKING:
    from llif.access.models import Token, User

Name = Annotated[str, typer.Argument(help=N_("The sign-in name."))]
Portfolio = Annotated[str, typer.Option("--portfolio", help=N_("Over this portfolio only; all by default."))]
Product = Annotated[str, typer.Option("--product", help=N_("Over this product of it only; all by default."))]
Form = Annotated[Format, typer.Option("--format", help=N_("How to print."))]

users = typer.Typer(help=N_("Users and their roles."), no_args_is_help=True)
tokens = typer.Typer(help=N_("Keys to the API."), no_args_is_help=True)


@users.command("add", help=N_("Make a local account; the password is asked for, and not shown."))
def add(
    name: Name,
    role: Annotated[Role | None, typer.Option(help=N_("A role to give at once."))] = None,
    portfolio: Portfolio = "",
    product: Product = "",
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help=N_("Read the password from standard input."))
    ] = False,
    no_password: Annotated[bool, typer.Option("--no-password", help=N_("Without one: for API tokens only."))] = False,
) -> None:
    """Make a local account."""
    prepare()
    from django.db import transaction

    from llif.access import services
    from llif.access.actor import COMMAND_LINE

    _check_declared(portfolio, product)
    password = None if no_password else _password(name, password_stdin)
    with transaction.atomic():
        made = services.add_user(by=COMMAND_LINE, username=name, password=password)
        if role:
            services.grant(by=COMMAND_LINE, user=made, role=role, portfolio=portfolio, product=product)
    note(_("{name} can sign in.", name=name) if password else _("{name} was added.", name=name))


def _password(name: str, from_stdin: bool) -> str:
    """*Raises* InputError for one that is too short, too common, or not typed alike twice."""
    from llif.access import passwords

    first = sys.stdin.readline().rstrip("\n") if from_stdin else getpass(_("Password: "))
    if not from_stdin:
        passwords.check_alike(getpass(_("Again: ")), first, where=name)
    passwords.check_acceptable(first, where=name)
    return first


@users.command("password", help=N_("Give a local account a new password; it is asked for, and not shown."))
def password(
    name: Name,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help=N_("Read the password from standard input."))
    ] = False,
) -> None:
    """Give a local account a new password."""
    prepare()
    from llif.access import services
    from llif.access.actor import COMMAND_LINE

    user = _user(name)
    services.set_password(by=COMMAND_LINE, user=user, password=_password(name, password_stdin))
    note(_("{name} has a new password.", name=name))


@users.command("list", help=N_("Every user with their roles."))
def list_users(form: Form = Format.TABLE) -> None:
    """Every user with their roles."""
    prepare()
    from llif.access.models import User

    found = User.objects.order_by("username").prefetch_related("memberships")
    show([{"user": each.username, "active": each.is_active, "roles": _roles(each)} for each in found], form)


def _roles(user: "User") -> str:
    held = user.memberships.order_by("role", "portfolio", "product")
    return ", ".join(f"{each.role}:{each.portfolio or '*'}{'/' * bool(each.product)}{each.product}" for each in held)


@users.command("grant", help=N_("Give a role."))
def grant(name: Name, role: Role, portfolio: Portfolio = "", product: Product = "") -> None:
    """Give a role."""
    _changed(name, role, portfolio, product, give=True)


@users.command("revoke", help=N_("Take a role back."))
def revoke(name: Name, role: Role, portfolio: Portfolio = "", product: Product = "") -> None:
    """Take a role back."""
    _changed(name, role, portfolio, product, give=False)


def _changed(name: str, role: Role, portfolio: str, product: str, *, give: bool) -> None:
    prepare()
    from llif.access import services
    from llif.access.actor import COMMAND_LINE

    if give:
        _check_declared(portfolio, product)
    act = services.grant if give else services.revoke
    act(by=COMMAND_LINE, user=_user(name), role=role, portfolio=portfolio, product=product)
    note(f"{name}: {_roles(_user(name)) or '–'}")


@users.command("off", help=N_("Keep a user out; nothing of theirs is lost."))
def off(name: Name) -> None:
    """Keep a user out."""
    _switched(name, active=False)


@users.command("on", help=N_("Let a user in again."))
def on(name: Name) -> None:
    """Let a user in again."""
    _switched(name, active=True)


def _check_declared(portfolio: str, product: str) -> None:
    """*Raises* InputError for a portfolio or product that is not declared: a slip would give a role over nothing."""
    from llif.portfolio import selectors

    selectors.check_declared(portfolio, product)


def _switched(name: str, *, active: bool) -> None:
    prepare()
    from llif.access import services
    from llif.access.actor import COMMAND_LINE

    services.set_active(by=COMMAND_LINE, user=_user(name), active=active)


def _user(name: str) -> "User":
    from llif.access.models import User

    found = User.objects.filter(username=name).first()
    if found is None:
        raise InputError(N_("There is no user {name}."), remedy=N_("“llif user list” names them."), name=name)
    return found


@tokens.command("make", help=N_("Make a token for a user. It is printed once, and only its hash is kept."))
def make(
    name: Annotated[str, typer.Argument(help=N_("A name for the token."))],
    user: Annotated[str, typer.Option("--for", help=N_("The user it stands in for."))],
    scope: Annotated[str, typer.Option(help=N_("read, or write (which reads too)."))] = "read",
    portfolio: Portfolio = "",
    days: Annotated[int, typer.Option(help=N_("Days until it ends, 366 at most."))] = 90,
) -> None:
    """Make a token for a user."""
    prepare()
    from llif.access import tokens as keys
    from llif.access.actor import COMMAND_LINE

    _check_declared(portfolio, "")
    _made, text = keys.make(by=COMMAND_LINE, user=_user(user), name=name, scope=scope, days=days, portfolio=portfolio)
    print(text)


@tokens.command("list", help=N_("Every token, without its text."))
def list_tokens(form: Form = Format.TABLE) -> None:
    """Every token."""
    prepare()
    from llif.access.models import Token

    show([_told(each) for each in Token.objects.select_related("user").order_by("pk")], form)


def _told(token: "Token") -> dict[str, object]:
    return {
        "id": token.pk,
        "user": token.user.username,
        "name": token.name,
        "begins": token.prefix,
        "scope": token.scope,
        "portfolio": token.portfolio or "*",
        "expires": token.expires_at.date().isoformat(),
        "ended": token.ended_at.date().isoformat() if token.ended_at else None,
        "last_used": token.used_on.isoformat() if token.used_on else None,
    }


@tokens.command("end", help=N_("End a token now."))
def end(number: Annotated[int, typer.Argument(help=N_("The token's number, as the list tells it."))]) -> None:
    """End a token now."""
    prepare()
    from llif.access import tokens as keys
    from llif.access.actor import COMMAND_LINE
    from llif.access.models import Token

    found = Token.objects.filter(pk=number).first()
    if found is None:
        raise InputError(N_("There is no token {number}."), number=number)
    keys.end(by=COMMAND_LINE, token=found)
