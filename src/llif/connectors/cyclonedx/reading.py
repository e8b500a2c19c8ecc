"""One file as a bill of materials, told apart by its first character: JSON, or XML. Every refusal names file and place.

It refuses files that are larger than a bill of materials can be.
"""

import json
from zoneinfo import ZoneInfo

from llif.connectors.cyclonedx import xml_form
from llif.connectors.cyclonedx.shape import Bill, Unusable, bill
from llif.connectors.export_files import UNREADABLE, ExportedFile, read_limited
from llif.terms.errors import N_, Problem

LARGEST = 256 << 20
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
AGAIN = N_("Make the bill of materials again; what was landed of it before stays as it was.")


class Unread(Exception):
    """A file that is no bill of materials."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


def read(file: ExportedFile, zone: ZoneInfo) -> Bill:
    """*Raises* Unread, with the file, and line and column or the place in the document."""
    content = _content(file)
    try:
        return bill(_document(content, file), zone)
    except Unusable as error:
        values = {"found": error.found, "wanted": error.wanted}
        raise _unread(f"{file.name}, {error.place}", N_("This holds {found}; {wanted} is wanted."), **values) from error


def _content(file: ExportedFile) -> bytes:
    try:
        content = read_limited(file.path, LARGEST)
    except UNREADABLE as error:
        what = N_("The file breaks off or cannot be read ({error}).")
        raise _unread(file.name, what, error=str(error)[:200]) from error
    if content is None:
        what = N_("The file is larger than {error} MiB when unpacked.")
        raise _unread(file.name, what, error=str(LARGEST >> 20))
    return content


def _document(content: bytes, file: ExportedFile) -> object:
    start = content[:512].lstrip(b"".join(MARKS) + b" \t\r\n\0")[:1]
    if start == b"<":
        return _xml(content, file)
    if start == b"{":
        return _json(content, file)
    what = N_("This is neither JSON nor XML ({error}).")
    raise _unread(file.name, what, error=repr(content[:20].decode("latin-1")))


def _json(content: bytes, file: ExportedFile) -> object:
    what = N_("This is no JSON ({error}).")
    try:
        return json.loads(content)
    except json.JSONDecodeError as error:
        place = f"{file.name}, line {error.lineno}, column {error.colno}"
        raise _unread(place, what, error=error.msg) from error
    except UnicodeDecodeError as error:
        raise _unread(f"{file.name}, byte {error.start}", what, error=error.reason) from error
    except (RecursionError, ValueError) as error:
        raise _unread(file.name, what, error=str(error)[:200]) from error


def _xml(content: bytes, file: ExportedFile) -> object:
    try:
        return xml_form.document(content)
    except xml_form.NotXml as error:
        place = f"{file.name}, line {error.line}, column {error.column}"
        raise _unread(place, N_("This is no CycloneDX in XML ({error})."), error=str(error)) from error


def _unread(where: str, what: str, **values: str) -> Unread:
    return Unread(Problem(where, what, AGAIN, tuple(values.items())))
