"""JSON pages on disk: read twice, first for which page holds the newest copy of each issue, then for the issues.

A page may also hold more of one issue's change log, where that is longer than a search gives. A page that breaks off is
reported with line and byte and left out whole; the others go on. It refuses pages that are larger than a page can be.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from llif.connectors.export_files import UNREADABLE, ExportedFile, read_limited
from llif.connectors.jira_export.export import Tally, unusable
from llif.connectors.jira_export.rest import Json, Reading, further_log, issue, listed, mapping
from llif.connectors.jira_export.shape import Issue, Unusable
from llif.terms.errors import N_, Problem

LARGEST_PAGE = 512 << 20
RETRY = N_("Export that page again; the other pages were read, and nothing is taken as deleted meanwhile.")

BARE = N_("Say in the search which fields it is to give: fields=*all, or those that the connector's README names.")


class Unread(Exception):
    """One page cannot be read."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


@dataclass
class Newest:
    """Where the newest copy of each key stands: its text of `updated`, the page's number, its place in the page."""

    places: dict[str, tuple[str, int, int]]

    def offer(self, key: str, updated: str, page: int, place: int) -> None:
        if key not in self.places or self.places[key][0] <= updated:
            self.places[key] = (updated, page, place)


class Pages:
    """The issues of a set of page files. `tally` is complete once `issues` has ended."""

    def __init__(self, files: Sequence[ExportedFile], reading: Reading) -> None:
        self.files, self.reading, self.tally = files, reading, Tally()
        self.further: dict[str, list[Json]] = {}

    def issues(self) -> Iterator[Issue | Problem]:
        newest = Newest({})
        yield from self._survey(newest)
        for number, file in enumerate(self.files):
            if file.name not in self.tally.unread:
                yield from self._of(number, file, newest)

    def _survey(self, newest: Newest) -> Iterator[Problem]:
        counts = Counts()
        for number, file in enumerate(self.files):
            try:
                page = read_page(file)
            except Unread as error:
                self.tally.unread.add(file.name)
                yield error.problem
                continue
            if (log := further_log(page)) is not None:
                self.further.setdefault(log[0], []).extend(log[1])
                continue
            counts.add(page)
            for place, entry in enumerate(page["issues"]):
                self._note(mapping(entry), newest, number, place)
        self.tally.sound &= not self.tally.unread
        if not self.tally.unread and (missing := counts.missing()):
            self.tally.sound = False
            yield missing

    def _note(self, entry: Json, newest: Newest, number: int, place: int) -> None:
        key = entry.get("key")
        if not isinstance(key, str) or not key.strip():
            self.tally.sound = False
            newest.places[f"\n{number}\n{place}"] = ("", number, place)  # kept, so that it is reported
            return
        self.tally.present.add(key.strip())
        newest.offer(key.strip(), _sortable(entry, self.reading), number, place)

    def _of(self, number: int, file: ExportedFile, newest: Newest) -> Iterator[Issue | Problem]:
        try:
            page = read_page(file)
        except Unread as error:
            self.tally.unread.add(file.name)
            self.tally.sound = False
            yield error.problem
            return
        chosen = {(page, place) for _, page, place in newest.places.values() if page == number}
        reading = self.reading.of_page(page)
        for place, entry in enumerate(page["issues"]):
            if (number, place) in chosen:
                yield self._issue(mapping(entry), reading, f"{file.name}, issue {place + 1}")

    def _issue(self, entry: Json, reading: Reading, where: str) -> Issue | Problem:
        key = entry.get("key")
        try:
            return issue(entry, reading, self.further)
        except Unusable as error:
            return unusable(f"{where} ({key})" if isinstance(key, str) else where, error)


def _sortable(entry: Json, reading: Reading) -> str:
    """The instant of the last update as text that sorts by time; what cannot be read sorts first."""
    try:
        return issue(entry, replace(reading, titles=False)).updated.isoformat()
    except Unusable:
        return ""


class Counts:
    """Whether the pages hold as many issues as they say there are (`total`; where there is none, one is the last)."""

    def __init__(self) -> None:
        self.keys: dict[int, set[str]] = {}
        self.unended = False
        self.ended = False

    def add(self, page: Json) -> None:
        total = page.get("total")
        if isinstance(total, int):
            self.keys.setdefault(total, set()).update(str(mapping(entry).get("key")) for entry in page["issues"])
        self.ended |= page.get("isLast") is True or page.get("nextPageToken", "") is None
        self.unended |= page.get("isLast") is False or bool(page.get("nextPageToken"))

    def missing(self) -> Problem | None:
        for total, keys in self.keys.items():
            if len(keys) < total:
                return _missing(str(len(keys)), str(total))
        return _missing(N_("those before the last page"), N_("more")) if self.unended and not self.ended else None


def _missing(held: str, total: str) -> Problem:
    return Problem(
        "export",
        N_("The pages say that there are {total} issues, and hold {held}."),
        N_("Export the missing pages too; nothing is taken as deleted meanwhile."),
        (("total", total), ("held", held)),
    )


def read_page(file: ExportedFile) -> dict[str, Any]:
    """One page, its `issues` a list; a single issue counts as a page of one. *Raises* Unread."""
    try:
        content = read_limited(file.path, LARGEST_PAGE)
    except UNREADABLE as error:
        raise _broken(file.name, N_("The file breaks off or cannot be unpacked ({error})."), str(error)) from error
    if content is None:
        raise _broken(file.name, N_("The page is larger than {error} MiB when unpacked."), str(LARGEST_PAGE >> 20))
    page = _parsed(content, file.name)
    issues = page if isinstance(page, list) else mapping(page).get("issues")
    if isinstance(page, dict) and issues is None and "key" in page and "fields" in page:
        issues = [page]
    if isinstance(page, dict) and further_log(page) is not None:
        issues = []
    if not isinstance(issues, list):
        shown = ", ".join(sorted(mapping(page))[:8]) or type(page).__name__
        raise _broken(file.name, N_("There is no list of issues in this page; it holds {error}."), shown)
    if issues and not any("fields" in mapping(entry) for entry in issues):
        raise _broken(
            file.name, N_("The {error} issues of this page come without their fields."), str(len(issues)), BARE
        )
    return {**mapping(page), "issues": listed(issues)}


def _parsed(content: bytes, name: str) -> object:
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        byte = len(error.doc[: error.pos].encode())
        where = f"{name}, line {error.lineno}, column {error.colno}, byte {byte}"
        raise _broken(where, N_("The page breaks off or is no JSON here ({error})."), error.msg) from error
    except UnicodeDecodeError as error:
        where = f"{name}, byte {error.start}"
        raise _broken(where, N_("The page is no UTF-8 text ({error})."), error.reason) from error
    except RecursionError as error:
        raise _broken(name, N_("The page is nested too deeply ({error})."), "JSON") from error


def _broken(where: str, what: str, error: str, remedy: str = RETRY) -> Unread:
    return Unread(Problem(where, what, remedy, (("error", error),)))
