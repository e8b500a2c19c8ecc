"""`user` and `token` on the command line: accounts, roles, keys, and what is said of a slip."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Runner

FILE = """
llif: 1
portfolios:
  - id: pay
    name: {en: Pay, cy: Talu}
    products:
      - {id: connector, name: {en: Connector, cy: Cysylltydd}}
"""


@pytest.fixture(scope="module")
def home(llif: Runner, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("people")
    (folder / "pay.yaml").write_text(FILE)
    assert llif(folder / "home", "apply", folder / "pay.yaml").code == 0
    assert llif(folder / "home", "user", "add", "ann", "--no-password", "--role", "administrator").code == 0
    return folder / "home"


def users(llif: Runner, home: Path) -> dict[str, tuple[bool, str]]:
    rows = llif(home, "user", "list", "--format", "json").rows
    return {row["user"]: (row["active"], row["roles"]) for row in rows}


def test_an_account_from_its_making_to_its_end(llif: Runner, home: Path) -> None:
    over = ("--portfolio", "pay", "--product", "connector")
    assert llif(home, "user", "add", "ben", "--no-password", "--role", "product_owner", *over).err == "ben was added.\n"
    assert users(llif, home)["ben"] == (True, "product_owner:pay/connector")
    assert llif(home, "user", "grant", "ben", "viewer").err == "ben: product_owner:pay/connector, viewer:*\n"
    assert llif(home, "user", "revoke", "ben", "viewer").err == "ben: product_owner:pay/connector\n"
    assert llif(home, "user", "off", "ben").code == 0
    assert users(llif, home)["ben"][0] is False
    assert llif(home, "user", "on", "ben").code == 0
    assert users(llif, home)["ben"] == (True, "product_owner:pay/connector")


def test_the_command_line_may_take_the_last_administrator_and_is_the_way_back(llif: Runner, home: Path) -> None:
    assert llif(home, "user", "revoke", "ann", "administrator").err == "ann: –\n"
    assert llif(home, "user", "grant", "ann", "administrator").err == "ann: administrator:*\n"


def test_a_key_from_its_making_to_its_end(llif: Runner, home: Path) -> None:
    made = llif(home, "token", "make", "notebook", "--for", "ann", "--portfolio", "pay", "--days", "9")
    assert (made.code, made.err) == (0, "")
    assert made.out.startswith("llif_")
    listed = llif(home, "token", "list", "--format", "json")
    row = listed.rows[-1]
    assert made.out.strip() not in listed.out
    assert (row["user"], row["name"], row["scope"], row["portfolio"]) == ("ann", "notebook", "read", "pay")
    assert made.out.startswith(row["begins"])
    assert (row["ended"], row["last_used"]) == (None, None)
    assert llif(home, "token", "end", str(row["id"])).code == 0
    assert llif(home, "token", "list", "--format", "json").rows[-1]["ended"] is not None


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("user", "add", "ann", "--no-password"), "There is a user ann already."),
        (("user", "add", "ANN", "--no-password"), "There is a user ANN already."),
        (("user", "add", " ", "--no-password"), "A sign-in name has 1 to 150 characters."),
        (("user", "add", "n" * 151, "--no-password"), "A sign-in name has 1 to 150 characters."),
        (("user", "add", "cat", "--password-stdin"), "cat: That password is too easy to guess."),
        (("user", "add", "cat", "--no-password", "--role", "wizard"), "'wizard' is not one of"),
        (("user", "add", "cat", "--no-password", "--role", "viewer", "--portfolio", "pya"), "Did you mean pay?"),
        (("user", "add"), "Missing argument"),
        (("user", "grant", "nobody", "viewer"), "There is no user nobody. “llif user list” names them."),
        (("user", "grant", "ann", "viewer", "--portfolio", "x"), "There is no portfolio x. Allowed: pay."),
        (("user", "grant", "ann", "viewer", "--portfolio", "pay", "--product", "x"), "There is no product x."),
        (("user", "grant", "ann", "viewer", "--product", "connector"), "Name the portfolio of the product connector."),
        (("user", "off", "nobody"), "There is no user nobody."),
        (("user", "password", "nobody", "--password-stdin"), "There is no user nobody."),
        (("user", "password", "ann", "--password-stdin"), "That password is too easy to guess."),
        (("token", "make", "x", "--for", "nobody"), "There is no user nobody."),
        (("token", "make", "x"), "Missing option '--for'"),
        (("token", "make", "x", "--for", "ann", "--days", "400"), "A token lasts 1 to 366 days."),
        (("token", "make", "x", "--for", "ann", "--days", "soon"), "valid integer"),
        (
            ("token", "make", "x", "--for", "ann", "--scope", "all"),
            "A token reads, or writes too. Scopes: read",
        ),
        (("token", "make", "x", "--for", "ann", "--portfolio", "pya"), "There is no portfolio pya."),
        (("token", "end", "999"), "There is no token 999."),
        (("token", "end", "x"), "valid integer"),
    ],
)
def test_a_slip_is_told_and_nothing_is_written(llif: Runner, home: Path, asked: tuple[str, ...], said: str) -> None:
    ended = llif(home, *asked)
    assert (ended.code, ended.out) == (2, "")
    assert said in " ".join(ended.err.replace("│", " ").split())
    assert "cat" not in users(llif, home)


def test_the_chain_is_whole_after_all_of_it(llif: Runner, home: Path) -> None:
    found = json.loads(llif(home, "doctor", "--format", "json").out)
    assert {"subject": "audit", "is_well": True, "finding": "the chain is whole."} in found
