"""What looks as if it told who: columns of a file, and text that is an e-mail address. llif keeps no person's name."""

import re

ADDRESS = re.compile(r"[^@\s:/]+@[^@\s:/]+\.[^@\s:/]+")
PERSONAL = frozenset(
    ("assignee", "assigned", "reporter", "author", "committer", "creator", "email", "caller", "requester")
)
NOT_PERSONS = frozenset(("caused",))


def names_a_person(column: str) -> bool:
    """Whether a file's column looks as if it told who: `assigned_to`, `Reporter`, `opened_by`, `E-mail`."""
    parts = re.split(r"[^a-z0-9]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", column).lower().replace("e-mail", "email"))
    by = len(parts) > 1 and parts[-1] == "by" and parts[-2] not in NOT_PERSONS
    return by or not PERSONAL.isdisjoint(parts)


def is_address(text: str) -> bool:
    """Whether a text is an e-mail address, and nothing else."""
    return "@" in text and ADDRESS.search(text) is not None and ADDRESS.fullmatch(text.strip(" '\"<>")) is not None


def no_person(column: str) -> str:
    """The column itself, for pydantic. *Raises* ValueError where it looks as if it named people."""
    if names_a_person(column):
        raise ValueError(f"the column {column!r} looks as if it named people, and llif keeps no names")
    return column
