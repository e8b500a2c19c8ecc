"""What docs/api.md shows, asked of the portfolio that the tests hold."""

import re
from pathlib import Path

DOCUMENT = (Path(__file__).resolve().parents[3] / "docs" / "api.md").read_text(encoding="utf-8")
OURS = {"portfolios/pay": "portfolios/small", "pay-connector": "letters"}
"""The document asks of the demo; the tests hold a smaller portfolio."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, re.M | re.S)


def ours(text: str) -> str:
    for shown, meant in OURS.items():
        text = text.replace(shown, meant)
    return text
