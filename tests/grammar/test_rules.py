from __future__ import annotations

import time

import pytest

from isnad.grammar.rules import Node, Rule, dim, known_rules, parse, register, widest, word
from isnad.text.doc import Doc

RANGE = Rule(
    "test.range",
    "number to number is a range",
    (dim("number"), word("to"), dim("number")),
    lambda n: ("range", (n[0].value, n[2].value)) if n[0].value < n[2].value else None,
)


def _numbers(doc: Doc) -> list[Node]:
    return [Node("number", int(t.norm), t.i, t.i + 1) for t in doc.tokens if t.kind == "number"]


def test_a_rule_makes_a_node_that_keeps_its_parts_and_name() -> None:
    doc = Doc("from 3 to 5 men, 9 to 2", "en")
    (node,) = widest(parse(doc, _numbers(doc), [RANGE]), "range")
    assert node.value == (3, 5)
    assert node.rule == "test.range"
    assert doc.quote(doc.span(node.first, node.last)) == "3 to 5"
    assert [doc.quote(s) for s in node.made(doc).spans] == ["3", "5"]


def test_a_rule_name_means_one_thing() -> None:
    assert known_rules()["test.range"].says == "number to number is a range"
    with pytest.raises(ValueError, match="registered twice"):
        register("test.range", "something else")


def test_rules_that_feed_themselves_stop_at_the_limit() -> None:
    def told(n: Node) -> bool:
        return n.dim != "word"

    grow = Rule("test.grow", "two neighbours make one", (told, told), lambda n: ("sum", n[0].value + n[1].value))
    doc = Doc("1 " * 400, "en")
    started = time.perf_counter()
    parse(doc, _numbers(doc), [grow], limit=2000)
    assert time.perf_counter() - started < 20
