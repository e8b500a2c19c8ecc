"""Delivery: how a deployment ended."""

from enum import StrEnum


class Outcome(StrEnum):
    """A tag's outcome is unknown, and counts as a deployment that reached production."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    ROLLED_BACK = "rolled_back"
    UNKNOWN = "unknown"
