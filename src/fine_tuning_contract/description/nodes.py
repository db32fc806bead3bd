"""YAML text turned into values by way of PyYAML's C composer, which keeps positions."""

from typing import Any, Never

from attrs import define, field
from yaml import MappingNode, Node, ScalarNode, SequenceNode, YAMLError
from yaml._yaml import CParser

from .failures import DescriptionError
from .scalars import Scalar, read_plain

DEEPEST = 200
# Aliases may repeat what stands elsewhere, but not turn a small file into a huge document.
MOST_REPEATED_NODES = 100_000
MOST_REPEATED_TEXT = 10_000_000
# An alias of a shorter text is about as long as the text.
_SHORT_TEXT = 32

# Tags as the composer leaves them; any other tag was written by the author.
PLAIN, QUOTED, COLLECTION = "plain", "quoted", "collection"
_CORE = "tag:yaml.org,2002:"
_NO_EFFECT = {_CORE + "str": ScalarNode, _CORE + "map": MappingNode, _CORE + "seq": SequenceNode}
_CHECKED: dict[str, type | tuple[type, ...]] = {
    _CORE + "null": type(None),
    _CORE + "bool": bool,
    _CORE + "int": int,
    _CORE + "float": (float, int),
}


def compose(text: str, file: str) -> Node:
    """Return the tree of nodes in a text that holds one YAML document."""
    parser = _Composer(text)
    try:
        node = parser.get_single_node()
    except YAMLError as error:
        raise DescriptionError(_explain(error, text, file)) from None
    except _TooDeep as error:
        message = (
            f"{file}:{position(error.node)}: nested more than {DEEPEST} levels deep; "
            "move inner parts to components and refer to them"
        )
        raise DescriptionError(message) from None
    if node is None:
        message = f"{file}:1:1: the file is empty; it should hold a YAML or JSON object"
        raise DescriptionError(message)
    return node


def read_yaml(text: str, file: str) -> Any:
    """Return the value of a text that holds one YAML document."""
    return construct(compose(text, file), file)


def construct(node: Node, file: str) -> Any:
    """Return the value of a node: plain dicts, lists and scalars that share nothing."""
    return _Builder(file).build(node)


def position(node: Node) -> str:
    """Return `line:column` of a node's start, both counted from one."""
    mark = node.start_mark
    return f"{mark.line + 1}:{mark.column + 1}"


def _explain(error: YAMLError, text: str, file: str) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return _explain_character(error, text, file)
    problem = getattr(error, "problem", None) or "not valid YAML"
    context = getattr(error, "context", None)
    reason = f"{problem} ({context})" if context else problem
    advice = "check the indentation, quotes and brackets at and above this line"
    return f"{file}:{mark.line + 1}:{mark.column + 1}: not valid YAML: {reason}; {advice}"


def _explain_character(error: YAMLError, text: str, file: str) -> str:
    at = getattr(error, "position", 0)
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    return (
        f"{file}:{line}:{column}: not valid YAML: a control character "
        f"({text[at : at + 1]!r}); remove it or write it as an escape in double quotes"
    )


class _TooDeep(Exception):  # never leaves this module
    def __init__(self, node: Node) -> None:
        super().__init__()
        self.node = node


class _Composer(CParser):
    """The C composer, with the choice of tags left to the builder and the depth bounded."""

    _depth = 0

    def resolve(self, _kind: type[Node], value: str | None, implicit: Any) -> str:
        if value is None:
            return COLLECTION
        return PLAIN if implicit[0] else QUOTED

    def descend_resolver(self, parent: Node | None, _index: Any) -> None:
        self._depth += 1
        if self._depth > DEEPEST and parent is not None:
            raise _TooDeep(parent)

    def ascend_resolver(self) -> None:
        self._depth -= 1


@define
class _Builder:
    """One pass from nodes to values, with a budget for what aliases repeat."""

    file: str
    _seen: set[int] = field(factory=set[int])
    _open: set[int] = field(factory=set[int])
    _repeating: int = 0
    _repeated: int = 0
    _repeated_text: int = 0

    def build(self, node: Node) -> Any:
        if isinstance(node, ScalarNode):
            self._spend_text(node)
            return self._scalar(node)
        repeated = id(node) in self._seen
        if id(node) in self._open:
            self._fail(node, "an anchor that contains itself", "write the inner part out")
        if len(self._open) >= DEEPEST:
            self._fail(node, f"nested more than {DEEPEST} levels deep", "refer to inner parts")
        self._repeating += repeated
        self._seen.add(id(node))
        self._open.add(id(node))
        value = self._mapping(node) if isinstance(node, MappingNode) else self._sequence(node)
        self._open.discard(id(node))
        self._repeating -= repeated
        return value

    def _sequence(self, node: Node) -> list[Any]:
        self._accept_tag(node)
        self._spend(node)
        return [self.build(item) for item in node.value]

    def _mapping(self, node: Node) -> dict[str, Any]:
        self._accept_tag(node)
        self._spend(node)
        content: dict[str, Any] = {}
        merged: list[Node] = []
        for key, value in node.value:
            name = self._key(key)
            if name == "<<" and key.tag == PLAIN:
                merged.append(value)
            elif name in content:
                self._fail_twice(node, name)
            else:
                content[name] = self.build(value)
        for value in merged:
            self._merge(content, value)
        return content

    def _merge(self, content: dict[str, Any], node: Node) -> None:
        sources = node.value if isinstance(node, SequenceNode) else [node]
        for source in sources:
            if not isinstance(source, MappingNode):
                self._fail(source, "'<<' merges something that is no mapping", "name an anchor")
            for name, value in self.build(source).items():
                content.setdefault(name, value)

    def _spend(self, node: Node) -> None:
        if self._repeating:
            self._repeated += 1 + len(node.value)
        if self._repeated > MOST_REPEATED_NODES:
            self._fail(
                node,
                f"aliases repeat more than {MOST_REPEATED_NODES} nodes",
                "use $ref in place of anchors",
            )

    def _spend_text(self, node: ScalarNode) -> None:
        if len(node.value) <= _SHORT_TEXT:
            return
        if id(node) in self._seen:
            self._repeated_text += len(node.value)
        self._seen.add(id(node))
        if self._repeated_text > MOST_REPEATED_TEXT:
            self._fail(
                node,
                f"aliases repeat more than {MOST_REPEATED_TEXT} characters",
                "write the text once, and use $ref in place of anchors",
            )

    def _key(self, node: Node) -> str:
        if not isinstance(node, ScalarNode):
            self._fail(node, "a key that is no text", "write the key as a plain word")
        self._spend_text(node)
        if node.tag not in {PLAIN, QUOTED, _CORE + "str"}:
            self._fail(node, f"a key with the tag {node.tag}", "remove the tag")
        text: str = node.value
        return text

    def _scalar(self, node: ScalarNode) -> Scalar:
        text: str = node.value
        if node.tag == QUOTED:
            return text
        if node.tag == PLAIN:
            return self._plain(node)
        self._accept_tag(node)
        return text if node.tag == _CORE + "str" else self._tagged(node)

    def _plain(self, node: ScalarNode) -> Scalar:
        try:
            return read_plain(node.value)
        except ValueError as error:
            self._fail(node, f"{error} is no JSON number", "quote it or write a finite number")

    def _tagged(self, node: ScalarNode) -> Scalar:
        value = self._plain(node)
        if isinstance(value, _CHECKED[node.tag]):
            return value
        return self._fail(node, f"{node.value!r} does not fit its tag", "remove the tag")

    def _accept_tag(self, node: Node) -> None:
        if node.tag in {PLAIN, QUOTED, COLLECTION}:
            return
        scalar = isinstance(node, ScalarNode)
        if (node.tag in _CHECKED and scalar) or isinstance(node, _NO_EFFECT.get(node.tag, ())):
            return
        self._fail(node, f"the tag {node.tag} means something other than JSON", "remove the tag")

    def _fail_twice(self, node: Node, name: str) -> Never:
        places = [key for key, _ in node.value if key.value == name]
        lines = " and ".join(str(key.start_mark.line + 1) for key in places)
        self._fail(places[1], f"the key {name!r} stands twice (lines {lines})", "keep one of them")

    def _fail(self, node: Node, what: str, remedy: str) -> Never:
        message = f"{self.file}:{position(node)}: {what}; {remedy}"
        raise DescriptionError(message)
