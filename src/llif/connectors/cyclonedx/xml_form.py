"""The XML form of a bill of materials, as the JSON form would say it. Pure: bytes in, a document out.

Namespaces of every version are taken alike. It refuses a document type (and with it every entity, so that none can
expand without end), elements nested deeper than any real bill, and what is no CycloneDX.
"""

from typing import Any
from xml.parsers import expat

DEEPEST = 256
LONGEST = 4096
TEXTS = frozenset(("name", "group", "version", "purl", "cpe", "timestamp"))
HOLDERS = frozenset(("bom", "metadata", "component", "components"))
SEPARATOR = "\n"
SPACE = "http://cyclonedx.org/schema/bom/"


class NotXml(ValueError):
    """`line` and `column` are where it ends; the message says why."""

    def __init__(self, why: str, line: int, column: int) -> None:
        self.line, self.column = line, column
        super().__init__(why)


class _Reading:
    """The elements above the parser's place; only those that hold components, and their texts, are kept."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate(namespace_separator=SEPARATOR)
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.buffer_text = True
        self.document: dict[str, Any] | None = None
        self.path: list[str] = []
        self.held: list[dict[str, Any]] = []
        self.passed = 0  # how deep within an element that holds nothing of interest
        self.text: list[str] | None = None
        self.length = 0

    def _doctype(self, *_said: object) -> None:
        raise self._refused("it declares a document type, which a bill of materials does not need")

    def _start(self, full: str, attributes: dict[str, str]) -> None:
        space, _, name = full.rpartition(SEPARATOR)
        if not self.path and not (name == "bom" and space.startswith(SPACE)):
            raise self._refused(f"its first element is <{name[:60]}>, and <bom> of CycloneDX is wanted")
        self.path.append(name)
        if len(self.path) > DEEPEST:
            raise self._refused(f"elements are nested more than {DEEPEST} deep")
        if self.passed or (name not in HOLDERS and not self._is_text()):
            self.passed += 1
        elif name in HOLDERS:
            self._hold(name, attributes)
        else:
            self.text, self.length = [], 0

    def _is_text(self) -> bool:
        above = self.path[-2:-1]
        return self.path[-1] in TEXTS and above in (["component"], ["metadata"])

    def _hold(self, name: str, attributes: dict[str, str]) -> None:
        if name == "bom":
            self.document = {"bomFormat": "CycloneDX", "version": attributes.get("version")}
            self.held.append(self.document)
        elif name == "components":
            self.held.append(self.held[-1])
        else:
            made: dict[str, Any] = {"type": attributes.get("type")} if name == "component" else {}
            above = self.held[-1]
            if name == "component" and self.path[-2] == "components":
                above.setdefault("components", []).append(made)
            else:
                above[name] = made
            self.held.append(made)

    def _end(self, _name: str) -> None:
        name = self.path.pop()
        if self.passed:
            self.passed -= 1
        elif self.text is not None:
            self.held[-1].setdefault(name, "".join(self.text))
            self.text = None
        else:
            self.held.pop()

    def _text(self, data: str) -> None:
        """A text longer than any name is cut just beyond what is allowed, so that it is refused and not held."""
        if self.text is not None and self.length <= LONGEST:
            self.length += len(data)
            self.text.append(data[: LONGEST + 1])

    def _refused(self, why: str) -> NotXml:
        return NotXml(why, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)


def document(content: bytes) -> dict[str, Any]:
    """The bill as a JSON document would hold it. *Raises* NotXml."""
    reading = _Reading()
    try:
        reading.parser.Parse(content, True)
    except expat.ExpatError as error:
        raise NotXml(expat.ErrorString(error.code), error.lineno, error.offset + 1) from error
    except (ValueError, LookupError) as error:
        if isinstance(error, NotXml):
            raise
        raise NotXml(str(error), reading.parser.CurrentLineNumber, 1) from error
    return reading.document or {}
