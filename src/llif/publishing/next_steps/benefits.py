"""Benefits as the rules of next steps look at them, read from the registers of benefits where a portfolio keeps them.

It refuses to judge a benefit that one of llif's own measures tells: its values are figures, not entries.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from llif.portfolio.declared import Words
from llif.portfolio.registers.entries import Place, Recorded
from llif.publishing.next_steps.seen import SeenBenefit

BENEFITS, VALUES, SHARES = "benefits", "benefit_values", "benefit_shares"
Content = Mapping[str, Any]


def seen_benefits(entries: Iterable[Recorded]) -> Iterator[SeenBenefit]:
    """*Takes* the entries over the portfolio, the first recorded first."""
    newest: dict[Place, Recorded] = {each.place: each for each in entries}
    standing = [each for each in newest.values() if each.content is not None]
    values = [each.content for each in standing if each.place.register == VALUES and each.content]
    for entry in standing:
        content = entry.content or {}
        if entry.place.register == BENEFITS and content.get("target_on"):
            yield _seen(content, [each for each in values if each.get("benefit") == content.get("code")])


def _seen(content: Content, values: list[Content]) -> SeenBenefit:
    code = str(content.get("code") or "")
    name = Words(str(content.get("name_en") or code), str(content.get("name_cy") or code))
    day = date.fromisoformat(content["target_on"])
    return SeenBenefit(code, name, day, _reached(content, values), bool(values))


def _reached(content: Content, values: list[Content]) -> bool | None:
    target, baseline = content.get("target"), content.get("baseline")
    if content.get("measure") or target is None or baseline is None:
        return None
    if not values:
        return False
    last = max(values, key=lambda each: str(each["read_on"]))["value"]
    return bool(last >= target if target > baseline else last <= target)
