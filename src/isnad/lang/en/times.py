"""English calendar expressions."""
from isnad.grammar.rules import Node
from isnad.text.doc import Doc

def expressions(doc: Doc) -> list[Node]:
    return []

def future_words(doc: Doc) -> set[int]:
    return set()
