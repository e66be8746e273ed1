from __future__ import annotations

from pathlib import Path
from typing import cast

import numpy as np

from isnad.read.learned.heads import FAR, LINKS, TAGS, WIDTH, labels_in_all, offsets
from isnad.read.learned.network import Floats, Heads, Network
from isnad.read.learned.pieces import Window
from isnad.read.learned.teach import Answer, Lesson, teach
from isnad.text.doc import Doc

SIZE = 8
TEXT = "انسحب الجيش من البلدة وبقيت الأسلحة فيها"


class Fixed:
    """A network whose vectors tell only which word it is."""

    def __init__(self) -> None:
        links = len(LINKS) * WIDTH
        zeros = np.zeros((SIZE, links), np.float32)
        none = np.zeros(links, np.float32)
        tags, bias = np.zeros((SIZE, labels_in_all()), np.float32), np.zeros(labels_in_all(), np.float32)
        far = np.zeros((len(LINKS), 2 * FAR + 1), np.float32)
        self.heads = Heads(tags, bias, zeros, none, zeros, none, far)

    def vectors(self, doc: Doc) -> tuple[list[Window], list[Floats]]:
        n = len(doc.tokens)
        return [Window(0, 0, n)], [np.eye(n, SIZE, dtype=np.float32)]


def lesson(name: str, word: int, label: str) -> Lesson:
    return Lesson(name, Doc(TEXT, "ar"), (Answer("trigger", word, label),))


def test_what_was_decided_is_learnt_and_helps_on_other_reports() -> None:
    network = cast(Network, Fixed())
    lessons = [lesson(f"r{k}", 0, "RETREAT") for k in range(6)]
    taught = teach(network, lessons)
    a, b = offsets()["trigger"]
    row = taught.heads.tags[0, a:b] + taught.heads.tags_bias[a:b]
    assert taught.answers == 6
    assert taught.before == 0
    assert taught.after == 6
    assert int(row.argmax()) == next(h for h in TAGS if h.name == "trigger").labels.index("RETREAT")


def test_other_heads_and_the_links_stay() -> None:
    network = cast(Network, Fixed())
    before = network.heads.tags.copy()
    taught = teach(network, [lesson("r", 0, "RETREAT")])
    assert taught.after is None
    assert (network.heads.tags == before).all()
    assert (taught.heads.left == network.heads.left).all()
    a, b = offsets()["kind"]
    assert np.abs(taught.heads.tags[:, a:b]).max() < 0.05


def test_heads_are_kept_and_read_again(tmp_path: Path) -> None:
    taught = teach(cast(Network, Fixed()), [lesson("r", 1, "O"), lesson("s", 0, "RETREAT")])
    taught.heads.save(tmp_path / "x.npz")
    again = Heads.load(tmp_path / "x.npz")
    assert np.abs(again.tags - taught.heads.tags).max() < 1e-2
    assert again.far.shape == taught.heads.far.shape
