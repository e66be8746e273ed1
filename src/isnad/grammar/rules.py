"""Named rules, and a chart that applies them until nothing new is found.

After duckling (Facebook, BSD): a rule is a sequence of items over neighbouring nodes and a function that makes a new node
of them. Every node keeps the rule and the nodes it was made of, so that its derivation can be printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from isnad.model.records import Made
from isnad.text.doc import Doc


@dataclass(frozen=True, slots=True)
class RuleInfo:
    """A rule's name and what it says, for `isnad explain` and the docs.

    Attributes:
        id: `lang.layer.name`, e.g. `ar.time.day-month`.
        says: one sentence in plain words.
    """

    id: str
    says: str


_REGISTRY: dict[str, RuleInfo] = {}


def register(rule_id: str, says: str) -> str:
    """Name a rule. Returns the id; a second registration with other words is a programming error."""
    info = RuleInfo(rule_id, says)
    if _REGISTRY.setdefault(rule_id, info) != info:
        raise ValueError(f"rule {rule_id} is registered twice")
    return rule_id


def known_rules() -> dict[str, RuleInfo]:
    """All named rules that have been loaded, by id."""
    return dict(_REGISTRY)


@dataclass(frozen=True, slots=True)
class Node:
    """A stretch of tokens with a value.

    Attributes:
        dim: dimension, e.g. `number`, `month`, `time`.
        value: what it stands for.
        first: first token.
        last: one past the last.
        rule: id of the rule that made it (for leaves, `leaf`).
        entries: lexicon entries it used itself.
        parts: nodes it was made of.
    """

    dim: str
    value: Any
    first: int
    last: int
    rule: str = "leaf"
    entries: tuple[str, ...] = ()
    parts: tuple[Node, ...] = ()

    def all_entries(self) -> tuple[str, ...]:
        """Entries of the node and of all it was made of, in reading order, each once."""
        seen: dict[str, None] = dict.fromkeys(self.entries)
        for part in self.parts:
            seen.update(dict.fromkeys(part.all_entries()))
        return tuple(seen)

    def made(self, doc: Doc) -> Made:
        """The record of what made it."""
        spans = tuple(doc.span(p.first, p.last) for p in self.parts if p.last > p.first) or (doc.span(self.first, self.last),)
        return Made(self.rule, self.all_entries(), spans)


Item = Callable[[Node], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule.

    Attributes:
        id: see :class:`RuleInfo`.
        says: what it says.
        items: tests on neighbouring nodes, left to right.
        make: makes (dimension, value) of the matched nodes, or None if they do not fit after all.
    """

    id: str
    says: str
    items: tuple[Item, ...]
    make: Callable[[Sequence[Node]], tuple[str, Any] | None]

    def __post_init__(self) -> None:
        register(self.id, self.says)


def dim(name: str, test: Callable[[Any], bool] | None = None) -> Item:
    """An item: a node of the dimension, whose value passes the test."""
    return lambda n: n.dim == name and (test is None or test(n.value))


def word(*norms: str) -> Item:
    """An item: a token whose folded form is one of these. Needs `word` leaves, see :func:`parse`."""
    allowed = frozenset(norms)
    return lambda n: n.dim == "word" and n.value in allowed


@dataclass(slots=True)
class _Chart:
    by_start: dict[int, list[Node]] = field(default_factory=dict)
    seen: set[tuple[Any, ...]] = field(default_factory=set)

    def add(self, node: Node) -> bool:
        key = (node.dim, node.first, node.last, repr(node.value))
        if key in self.seen:
            return False
        self.seen.add(key)
        self.by_start.setdefault(node.first, []).append(node)
        return True


def parse(doc: Doc, leaves: Iterable[Node], rules: Sequence[Rule], *, limit: int = 4000) -> list[Node]:
    """Apply rules until nothing new is found.

    Args:
        doc: the document. Its words stand in the chart as `word` leaves beside `leaves` where they touch one.
        leaves: nodes to start from (lexicon matches, numbers).
        rules: the rules.
        limit: the most nodes a chart may hold; hostile input stops there, with what was found.

    Returns:
        All nodes that rules made, in order of the text, longer first.
    """
    chart = _Chart()
    fresh: list[Node] = []
    for leaf in leaves:
        if chart.add(leaf):
            fresh.append(leaf)
    near: set[int] = set()
    for leaf in fresh:
        near.update(range(max(0, leaf.first - 3), min(len(doc.tokens), leaf.last + 3)))
    for i in sorted(near):
        chart.add(Node("word", doc.tokens[i].norm, i, i + 1))
    made: list[Node] = []
    budget = limit + len(doc.tokens)
    while fresh:
        touched = {s for n in fresh for s in range(max(0, n.first - 12), n.last + 1)}
        new: list[Node] = []
        for start in sorted(touched & chart.by_start.keys()):
            for rule in rules:
                for parts in _matches(chart, rule.items, start):
                    result = rule.make(parts)
                    if result is None:
                        continue
                    node = Node(result[0], result[1], start, parts[-1].last, rule.id, (), tuple(p for p in parts if p.dim != "word"))
                    if chart.add(node):
                        new.append(node)
        made.extend(new)
        fresh = new
        if len(made) > budget:
            break
    return sorted(made, key=lambda n: (n.first, -(n.last - n.first), n.rule))


def _matches(chart: _Chart, items: tuple[Item, ...], start: int) -> list[list[Node]]:
    partial: list[list[Node]] = [[]]
    for k, item in enumerate(items):
        grown = []
        for parts in partial:
            at = parts[-1].last if k else start
            for node in chart.by_start.get(at, ()):
                if item(node):
                    grown.append([*parts, node])
        if not grown:
            return []
        partial = grown
    return partial


def widest(nodes: Iterable[Node], name: str) -> list[Node]:
    """Of the nodes of one dimension those that no wider one covers, and of equals the first."""
    chosen: list[Node] = []
    for n in sorted((n for n in nodes if n.dim == name), key=lambda n: (-(n.last - n.first), n.first, n.rule)):
        if not any(n.first < c.last and c.first < n.last for c in chosen):
            chosen.append(n)
    return sorted(chosen, key=lambda n: n.first)
