"""Named rules, and a chart that applies them until nothing new is found.

After duckling (Facebook, BSD): a rule is a sequence of items over neighbouring nodes and a function that makes a new node
of them. Every node keeps the rule and the nodes it was made of, so that its derivation can be printed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
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
class Fit:
    """An item that says which dimension it looks at, so that rules can be found by dimension.

    Attributes:
        dim: the dimension.
        test: what the value must satisfy besides, or None.
        optional: whether the item may be missing; its rule then also matches without it.
        words: the folded words it allows, where it is made by :func:`word`.
    """

    dim: str
    test: Callable[[Any], bool] | None = None
    optional: bool = False
    words: frozenset[str] = frozenset()

    def __call__(self, node: Node) -> bool:
        """Whether the node fits."""
        return node.dim == self.dim and (self.test is None or self.test(node.value))


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule.

    Attributes:
        id: see :class:`RuleInfo`.
        says: what it says.
        items: tests on neighbouring nodes, left to right. A rule is tried where at least one of them matches a node that is no plain word.
        make: makes (dimension, value) of the matched nodes, or None if they do not fit after all.
    """

    id: str
    says: str
    items: tuple[Item, ...]
    make: Callable[[Sequence[Node]], tuple[str, Any] | None]

    def __post_init__(self) -> None:
        register(self.id, self.says)


def dim(name: str, test: Callable[[Any], bool] | None = None) -> Fit:
    """An item: a node of the dimension, whose value passes the test."""
    return Fit(name, test)


def word(*norms: str) -> Fit:
    """An item: a token whose folded form is one of these. Every token is also a node of the dimension `word`."""
    allowed = frozenset(norms)
    return Fit("word", allowed.__contains__, words=allowed)


def maybe(item: Fit) -> Fit:
    """The item, which may also be missing."""
    return Fit(item.dim, item.test, True, item.words)


_Place = tuple[Rule, tuple[Item, ...], int]
_OTHER = "\0"  # a word that no rule asks for


class _Index:
    """The places in rules where a node of a dimension can stand, and of these the ones whose neighbours may fit."""

    def __init__(self) -> None:
        self.places: dict[str, list[_Place]] = {}  # `` for items that do not say their dimension
        self.words: set[str] = set()
        self.known: dict[tuple[str, frozenset[str], str | None, frozenset[str], str | None], tuple[_Place, ...]] = {}

    def fitting(self, dim: str, before: frozenset[str], last: str | None, after: frozenset[str], following: str | None) -> tuple[_Place, ...]:
        """Places for a node of a dimension.

        Args:
            dim: the dimension.
            before: dimensions of the nodes that end where it begins.
            last: the word that ends there, :data:`_OTHER` for one that no rule asks for, None for none.
            after: dimensions of the nodes that begin where it ends.
            following: the word that begins there, likewise.
        """
        key = (dim, before, last, after, following)
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = tuple(
                p
                for p in (*self.places.get(dim, ()), *self.places.get("", ()))
                if (p[2] == 0 or _may(p[1][p[2] - 1], before, last)) and (p[2] == len(p[1]) - 1 or _may(p[1][p[2] + 1], after, following))
            )
        return found


def _may(item: Item, dims: frozenset[str], norm: str | None) -> bool:
    """Whether an item may match beside a node: False only where it cannot."""
    if not isinstance(item, Fit):
        return True
    if item.dim != "word":
        return item.dim in dims
    return norm is not None and (not item.words or norm in item.words)


_indexes: dict[int, tuple[Sequence[Rule], _Index]] = {}


def _variants(items: tuple[Item, ...]) -> list[tuple[Item, ...]]:
    out: list[tuple[Item, ...]] = [()]
    for item in items:
        longer = [(*v, item) for v in out]
        out = [*out, *longer] if isinstance(item, Fit) and item.optional else longer
    return [v for v in out if v]


def _index(rules: Sequence[Rule]) -> _Index:
    """For each dimension (`` for items that do not say theirs) the places in rules where a node of it can stand."""
    known = _indexes.get(id(rules))
    if known is not None and known[0] is rules:
        return known[1]
    out = _Index()
    for rule in rules:
        for items in _variants(rule.items):
            for k, item in enumerate(items):
                out.places.setdefault(item.dim if isinstance(item, Fit) else "", []).append((rule, items, k))
                out.words.update(item.words if isinstance(item, Fit) else ())
    if isinstance(rules, tuple):  # a list may change
        _indexes[id(rules)] = (rules, out)
    return out


_NONE: frozenset[str] = frozenset()


class _Chart:
    """Nodes by their first and by their last token; tokens themselves are made into `word` nodes when asked for."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.by_start: dict[int, list[Node]] = {}
        self.by_end: dict[int, list[Node]] = {}
        self.seen: set[tuple[Any, ...]] = set()
        self.words: dict[int, Node] = {}
        self.starting: dict[int, frozenset[str]] = {}  # dimensions of the nodes that begin at a token
        self.ending: dict[int, frozenset[str]] = {}

    def new(self, node: Node) -> bool:
        """Whether no node like it was seen before."""
        try:
            key = (node.dim, node.first, node.last, node.value)
            if key in self.seen:
                return False
        except TypeError:  # a value that cannot be hashed
            key = (node.dim, node.first, node.last, repr(node.value))
            if key in self.seen:
                return False
        self.seen.add(key)
        return True

    def put(self, node: Node) -> None:
        self.by_start.setdefault(node.first, []).append(node)
        self.by_end.setdefault(node.last, []).append(node)
        self.starting[node.first] = self.starting.get(node.first, _NONE) | {node.dim}
        self.ending[node.last] = self.ending.get(node.last, _NONE) | {node.dim}

    def norm(self, i: int, asked: set[str]) -> str | None:
        """The folded token if a rule asks for it, :data:`_OTHER` for another, None beyond the text."""
        if not 0 <= i < len(self.doc.tokens):
            return None
        norm = self.doc.tokens[i].norm
        return norm if norm in asked else _OTHER

    def word(self, i: int) -> Node | None:
        node = self.words.get(i)
        if node is None and 0 <= i < len(self.doc.tokens):
            node = self.words[i] = Node("word", self.doc.tokens[i].norm, i, i + 1)
        return node

    def after(self, at: int, items: tuple[Item, ...]) -> list[tuple[Node, ...]]:
        """Ways to match all items from token `at` on."""
        partial: list[tuple[Node, ...]] = [()]
        for item in items:
            partial = [(*p, n) for p in partial for n in self._fit(item, self.by_start, p[-1].last if p else at, 0)]
            if not partial:
                break
        return partial

    def before(self, at: int, items: tuple[Item, ...]) -> list[tuple[Node, ...]]:
        """Ways to match all items so that the last ends at token `at`."""
        partial: list[tuple[Node, ...]] = [()]
        for item in reversed(items):
            partial = [(n, *p) for p in partial for n in self._fit(item, self.by_end, p[0].first if p else at, -1)]
            if not partial:
                break
        return partial

    def _fit(self, item: Item, side: dict[int, list[Node]], at: int, step: int) -> list[Node]:
        if not isinstance(item, Fit):
            node = self.word(at + step)
            return [n for n in (*side.get(at, ()), *((node,) if node is not None else ())) if item(n)]
        if item.dim == "word":
            i = at + step
            if not 0 <= i < len(self.doc.tokens) or (item.test is not None and not item.test(self.doc.tokens[i].norm)):
                return []
            node = self.word(i)
            return [node] if node is not None else []
        here = side.get(at)
        return [n for n in here if item(n)] if here else []


def parse(doc: Doc, leaves: Iterable[Node], rules: Sequence[Rule], *, limit: int = 4000) -> list[Node]:
    """Apply rules until nothing new is found.

    Every node is taken up once, in the order in which nodes came to be, and joined with the nodes taken up before it; so each
    way to match a rule is tried exactly once.

    Args:
        doc: the document. Its tokens stand in the chart as `word` nodes beside `leaves`.
        leaves: nodes to start from (lexicon matches, numbers).
        rules: the rules. Give a tuple that lives as long as the process: what can be prepared of it is kept.
        limit: the most nodes rules may make beyond one for each token; hostile input stops there, with what was found.

    Returns:
        All nodes that rules made, in order of the text, longer first.
    """
    chart, index = _Chart(doc), _index(rules)
    queue = deque(leaf for leaf in leaves if chart.new(leaf))
    made: list[Node] = []
    budget = limit + len(doc.tokens)
    while queue and len(made) <= budget:
        node = queue.popleft()
        chart.put(node)
        before, after = chart.ending.get(node.first, _NONE), chart.starting.get(node.last, _NONE)
        around = chart.norm(node.first - 1, index.words), chart.norm(node.last, index.words)
        for rule, items, k in index.fitting(node.dim, before, around[0], after, around[1]):
            if not items[k](node):
                continue
            heads = chart.before(node.first, items[:k])
            tails = chart.after(node.last, items[k + 1 :]) if heads else []
            for head in heads:
                for tail in tails:
                    parts = (*head, node, *tail)
                    result = rule.make(parts)
                    if result is None:
                        continue
                    kept = tuple(p for p in parts if p.dim != "word")
                    grown = Node(result[0], result[1], parts[0].first, parts[-1].last, rule.id, (), kept)
                    if chart.new(grown):
                        made.append(grown)
                        queue.append(grown)
    return sorted(made, key=lambda n: (n.first, -(n.last - n.first), n.rule))


def widest(nodes: Iterable[Node], name: str) -> list[Node]:
    """Of the nodes of one dimension those that no wider one covers, and of equals the first."""
    chosen: list[Node] = []
    taken: set[int] = set()
    for n in sorted((n for n in nodes if n.dim == name), key=lambda n: (n.first - n.last, n.first, n.rule)):
        tokens = range(n.first, n.last)
        if taken.isdisjoint(tokens):
            taken.update(tokens)
            chosen.append(n)
    return sorted(chosen, key=lambda n: n.first)
