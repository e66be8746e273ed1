"""The language-blind engine: named rules, lexicon automata, derivations."""
