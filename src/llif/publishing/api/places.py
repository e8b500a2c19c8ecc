"""Which entries a register may have in a portfolio: of which products, under which keys. It refuses the others."""

from dataclasses import dataclass

from llif.portfolio.registers.contract import Keyed, Over, Register
from llif.portfolio.registers.entries import Place
from llif.publishing.api.problems import NotThere
from llif.publishing.registers.subject import subject
from llif.terms.errors import N_
from llif.warehouse.snapshots import Snapshot


@dataclass(frozen=True)
class Kept:
    """A register of a portfolio; `keys` are its keys where they are few, else empty."""

    register: Register
    snapshot: Snapshot
    keys: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.register.name

    def place(self, product: str | None, key: str | None) -> Place:
        """The place of an entry. *Raises* NotThere for a product or a key it cannot have."""
        of_product = self.register.over is Over.PRODUCT
        held = [each["id"] for each in self.snapshot.manifest["portfolio"]["products"]]
        _check("product", product, held if of_product else None)
        if self.register.keyed is not Keyed.SEVERAL:
            _check("key", key, None if self.register.keyed is Keyed.ONE else self.keys)
        elif not key:
            _check("key", key, ())
        return Place(self.name, self.snapshot.portfolio, product or "", key or "")


def _check(field: str, given: str | None, allowed: tuple[str, ...] | list[str] | None) -> None:
    if allowed is None and given:
        raise NotThere(N_("Entries of this register have no {field}."), where=field, field=field)
    if allowed is not None and given not in allowed:
        what = N_("There is no entry under “{given}”.") if given else N_("Which entry? Give its {field}.")
        remedy = N_("There are: {known}.") if allowed else None
        raise NotThere(what, where=field, remedy=remedy, given=given, field=field, known=", ".join(allowed))


def every(snapshot: Snapshot) -> dict[str, Kept]:
    """The registers that a portfolio keeps, by name."""
    whole = subject(snapshot.portfolio, snapshot.manifest["portfolio"])
    return {name: Kept(each.register, snapshot, tuple(each.keys)) for name, each in whole.kept.items()}


def kept(snapshot: Snapshot, name: str) -> Kept:
    """*Raises* NotThere for a register that the portfolio does not keep."""
    found = every(snapshot)
    if name not in found:
        known = ", ".join(found)
        raise NotThere(
            N_("There is no register {name}."), where=name, remedy=N_("There are: {known}."), name=name, known=known
        )
    return found[name]
