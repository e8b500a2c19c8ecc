"""What a rule gives: a proposal with its reason and cause, or the word that it could not judge. Plain values."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from llif.portfolio.declared import Words
from llif.practices.contract import Said
from llif.publishing.next_steps.seen import Seen

WHOLE = "all"
APART = "--"


def key(rule: str, part: str = WHOLE) -> str:
    """A proposal's id: its rule, and the product (or risk) it is about, or the whole."""
    return f"{rule}{APART}{part}"


@dataclass(frozen=True)
class Proposal:
    """`reason` is why, with its size. `cause` names the portfolio, product and figure or cell that was read.

    `then` is what a decision is held against later: while it reads the same, the cause is the same.
    """

    rule: str
    part: str
    products: tuple[str, ...]
    reason: Said
    cause: str
    then: str

    @property
    def key(self) -> str:
        return key(self.rule, self.part)


@dataclass(frozen=True)
class Blind:
    """The rule could not judge a product for want of evidence: neither that its cause stands, nor that it is gone."""

    rule: str
    part: str

    @property
    def key(self) -> str:
        return key(self.rule, self.part)


Answers = Iterator[Proposal | Blind]


@dataclass(frozen=True)
class Rule:
    """`title` says what to do, and may name values of the reason, such as `{product}`; `about` says when it is
    proposed; `reads` what it reads.

    Rules are kept in the order of their seriousness.
    """

    id: str
    title: Words
    about: Words
    reads: tuple[str, ...]
    propose: Callable[[Seen], Answers]
