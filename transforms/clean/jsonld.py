"""What a page says of its article in JSON-LD, the schema.org data in its head."""

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import html

from transforms.clean.vocabulary import vocabulary

MOST_NODES = 10_000

Node = Mapping[str, Any]


def article_node(nodes: Sequence[Node]) -> Node:
    """The node that describes the page's article, the first of the most telling type; empty where there is none.

    What it only refers to ({"@id": ...}) stands in the reference's place.
    """
    ranks = vocabulary().article_types
    ranked = [(ranks.index(t), node) for node in nodes for t in types(node) if t in ranks]
    if not ranked:
        return {}
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    best = min(ranked, key=lambda pair: pair[0])[1]
    return {key: _resolved(value, by_id) for key, value in best.items()}


def _resolved(value: Any, by_id: Mapping[str, Node]) -> Any:
    if isinstance(value, list):
        return [_resolved(item, by_id) for item in value if not isinstance(item, list)]
    reference = value.get("@id") if isinstance(value, dict) and len(value) == 1 else None
    return by_id.get(reference, value) if isinstance(reference, str) else value


def nodes_of(tree: html.HtmlElement) -> list[Node]:
    """The objects of all JSON-LD of the page, outer ones first, without those that tell of other articles."""
    found: list[Node] = []
    waiting = deque(data for script in tree.iter("script") if _is_jsonld(script) for data in _load(script))
    for _ in range(MOST_NODES):
        if not waiting:
            break
        node = waiting.popleft()
        if isinstance(node, dict):
            found.append(node)
            inner = (value for key, value in node.items() if key not in vocabulary().other_articles)
            waiting.extend(value for value in inner if isinstance(value, dict | list))
        elif isinstance(node, list):
            waiting.extend(node)
    return found


def _is_jsonld(script: html.HtmlElement) -> bool:
    return (script.get("type") or "").partition(";")[0].strip().lower() == "application/ld+json"


def _load(script: html.HtmlElement) -> Iterator[Any]:
    text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        yield json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return  # broken JSON-LD says nothing; the page's other metadata may


def types(node: Node) -> list[str]:
    """The node's types."""
    said = node.get("@type")
    return [t for t in (said if isinstance(said, list) else [said]) if isinstance(t, str)]


def names(value: Any) -> list[str]:
    """The names in a value that is a string, an object with a name, or a list of these."""
    if isinstance(value, list):
        return [name for item in value for name in names(item)]
    if isinstance(value, dict):
        value = value.get("name")
        return names(value) if isinstance(value, list) else names(value or "")
    return [value] if isinstance(value, str) and value.strip() else []


def string(node: Node, key: str) -> str | None:
    """A string the node gives under a key, or the first of a list of them."""
    value = node.get(key)
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, str) and value.strip() else None


def says_no(node: Node, key: str) -> bool:
    """Whether the node denies something, in one of the ways that pages write that."""
    return str(node.get(key)).lower().rpartition("/")[2] == "false"
