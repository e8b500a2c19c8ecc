"""YAML as plain values, with the place of each. It refuses what would surprise: keys given twice, tags, control codes.

Dates stay text, so that a quoted date and a bare one are the same. `NO` and `yes` are truth values in YAML 1.1: they
are kept as such, with the text as written, so that a name that should be text can be refused with its line.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from llif.portfolio.errors import DeclarationError, DeclarationErrors, Place
from llif.terms.errors import N_

Path = tuple[str | int, ...]

MAX_DEPTH = 40
MAX_VALUES = 200_000
EXACT_FLOATS = 1e15
LOADER: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
TAG = "tag:yaml.org,2002:"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass
class Document:
    """A file's values, and where each stands: `places` of values, `keys` of their names, `written` as in the file."""

    file: str
    value: object = None
    places: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    written: dict[Path, str] = field(default_factory=dict)
    errors: list[DeclarationError] = field(default_factory=list)

    def place(self, path: Path, *, of_key: bool = False) -> Place:
        """The place of a value, or of the nearest thing around it that the file holds."""
        if of_key and path in self.keys:
            return self.keys[path]
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file, 1, 1))

    def at(self, path: Path) -> object:
        """The value at a path; null where there is none."""
        value = self.value
        for step in path:
            value = _inside(value, step)
        return value

    def name(self, path: Path) -> str:
        """A path as people write it; entries of a list by their id where they have one."""
        value, text = self.value, ""
        for step in path:
            value = _inside(value, step)
            text += f"[{_label(value, step)}]" if isinstance(step, int) else f".{step}" if text else step
        return text


def _inside(value: object, step: str | int) -> object:
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return value.get(step) if isinstance(value, dict) else None


def _label(value: object, step: int) -> str:
    name = value.get("id") if isinstance(value, dict) else None
    return name if isinstance(name, str) else str(step)


def read(content: bytes, file: str) -> Document:
    """A YAML file's values and places. *Raises* DeclarationErrors when it cannot be read as YAML at all."""
    document = Document(file)
    text = _decoded(content, document)
    node = _composed(text, document)
    if node is None:
        raise _fatal(Place(file, 1, 1), N_("the file is empty."), N_("Begin with the line: llif: 1"))
    walk = _Walk(document)
    document.value = walk.value(node, ())
    for place, path, what, remedy, values in walk.faults:
        name = document.name(path)
        fault = DeclarationError(what, place=place, field=name, remedy=remedy, **values)
        document.errors.append(fault)
    return document


def _fatal(place: Place, what: str, remedy: str | None = None, **values: Any) -> DeclarationErrors:
    return DeclarationErrors([DeclarationError(what, place=place, remedy=remedy, **values)])


def _decoded(content: bytes, document: Document) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = _at(content[: error.start].decode("utf-8", "replace"), document.file)
        raise _fatal(place, N_("the file is not UTF-8 text."), N_("Save it as UTF-8.")) from error
    forbidden = CONTROL.search(text)
    if forbidden:
        what, code = N_("there is a control character (code {code})."), ord(forbidden.group())
        raise _fatal(_at(text[: forbidden.start()], document.file), what, N_("Remove it."), code=code)
    return text


def _at(before: str, file: str) -> Place:
    return Place(file, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)


def _composed(text: str, document: Document) -> yaml.Node | None:
    try:
        _check_depth(text, document.file)
        node: yaml.Node | None = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        raise _syntax(error, text, document.file) from error
    except yaml.YAMLError as error:
        raise _fatal(Place(document.file, 1, 1), N_("this is not YAML: {problem}."), problem=str(error)) from error
    return node


def _syntax(error: yaml.MarkedYAMLError, text: str, file: str) -> DeclarationErrors:
    opened, met = _marked(error.context_mark, file), _marked(error.problem_mark or error.context_mark, file)
    place = opened if error.context and "quoted" in error.context else met
    problem = ", ".join(part for part in (error.context, error.problem) if part)
    remedy = _syntax_remedy(text.split("\n")[place.line - 1 : place.line], place, opened)
    return _fatal(place, N_("this is not YAML: {problem}."), remedy, problem=problem, line=opened.line)


def _syntax_remedy(lines: list[str], place: Place, opened: Place) -> str:
    if any("\t" in line[: len(line) - len(line.lstrip())] for line in lines):
        return N_("Indent with spaces, never with tabs.")
    if 1 < opened.line < place.line:
        return N_("Look at this line, and at line {line} where the part began.")
    return N_("Look at this line and the one above.")


def _check_depth(text: str, file: str) -> None:
    """Composing recurses in C: too deep a file must be refused while it is still a flat row of events."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            what = N_("values are nested more than {limit} deep.")
            raise _fatal(_marked(event.start_mark, file), what, limit=MAX_DEPTH)


def _marked(mark: Any, file: str) -> Place:
    return Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1, 1)


class _Walk:
    """Turns nodes into values once, keeping places and faults."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.seen = 0
        self.faults: list[tuple[Place, Path, str, str | None, dict[str, Any]]] = []

    def value(self, node: yaml.Node, path: Path) -> object:
        self.seen += 1
        place = self.mark(node)
        if self.seen > MAX_VALUES or len(path) > MAX_DEPTH:
            what, remedy = N_("aliases unfold to more than can be meant."), N_("Write the values out.")
            raise _fatal(place, what, remedy)
        self.document.places[path] = place
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
        return self.scalar(node, path)

    def mark(self, node: yaml.Node) -> Place:
        return _marked(node.start_mark, self.document.file)

    def mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, object]:
        return {key: self.value(child, (*path, key)) for key, child in self.pairs(node, path)}

    def pairs(self, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, yaml.Node]]:
        first: dict[str, Place] = {}
        for key_node, child in node.value:
            key, place = key_node.value, self.mark(key_node)
            if not isinstance(key, str):
                self.fault(place, path, N_("a name here must be plain text."))
            elif key in first:
                what = N_("{key} is given twice; the first is in line {line}.")
                self.fault(place, (*path, key), what, N_("Keep one of them."), key=key, line=first[key].line)
            else:
                first[key] = self.document.keys[(*path, key)] = place
                yield key, child

    def scalar(self, node: yaml.Node, path: Path) -> object:
        text = self.document.written[path] = str(node.value)
        if CONTROL.search(text):
            self.fault(self.mark(node), path, N_("there is a control character in this text."), N_("Remove it."))
        return self.converted(str(node.tag).removeprefix(TAG), text, node, path)

    def converted(self, tag: str, text: str, node: yaml.Node, path: Path) -> object:
        if tag in ("str", "timestamp"):
            return text
        if tag == "null":
            return None
        if tag == "bool":
            return yaml.SafeLoader.bool_values.get(text.lower(), text)
        if tag in ("int", "float"):
            return self.number(tag, node, path)
        what = N_("the YAML tag {tag} is not allowed here.")
        self.fault(self.mark(node), path, what, N_("Write plain text, a number, a list or named values."), tag=tag)
        return text

    def number(self, tag: str, node: Any, path: Path) -> object:
        construct = yaml.constructor.SafeConstructor()
        try:
            number = construct.construct_yaml_int(node) if tag == "int" else construct.construct_yaml_float(node)
            if math.isfinite(number) and abs(number) < 1e300:
                return as_kept(number)
        except (ValueError, OverflowError):
            pass
        self.fault(self.mark(node), path, N_("{found} is not a number that can be kept."), found=str(node.value)[:50])
        return 0

    def fault(self, place: Place, path: Path, what: str, remedy: str | None = None, **values: Any) -> None:
        self.faults.append((place, path, what, remedy, values))


def as_kept(number: float) -> float:
    """PostgreSQL keeps a large float as a whole number, and knows no negative zero: so do we, on every database."""
    whole = isinstance(number, float) and number.is_integer() and abs(number) >= EXACT_FLOATS
    return int(number) if whole else number or abs(number)
