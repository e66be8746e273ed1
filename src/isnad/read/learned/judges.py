"""Small networks that weigh what rules and the large network say: of a claim, of a stretch of speech, of who fills a role. All give probabilities."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast, get_args

import numpy as np
import numpy.typing as npt

from isnad.read.learned.network import Floats

FILE = "judges.npz"
Question = Literal["claim", "content", "actor", "recipient"]
QUESTIONS: tuple[Question, ...] = get_args(Question)


@dataclass(frozen=True)
class Judge:
    """How likely each of some rows of measures is right; a few networks that were fitted from different seeds, averaged.

    Attributes:
        mean, scale: of each measure; taken off, and divided by.
        layers: weights `[networks, inputs, outputs]` and biases `[networks, 1, outputs]` of each layer.
    """

    mean: Floats
    scale: Floats
    layers: tuple[tuple[Floats, Floats], ...]

    def probabilities(self, rows: Floats) -> Floats:
        """A probability for each row.

        Args:
            rows: `[rows, measures]`.

        Raises:
            ValueError: it was fitted to other measures.
        """
        if rows.shape[1] != len(self.mean):
            raise ValueError(f"fitted to {len(self.mean)} measures, given {rows.shape[1]}: python -m genscripts.train")
        x = ((rows - self.mean) / self.scale)[None]
        for k, (w, b) in enumerate(self.layers):
            x = x @ w + b
            if k + 1 < len(self.layers):
                x = np.maximum(x, 0.0)
        return cast("npt.NDArray[np.float32]", (1.0 / (1.0 + np.exp(-np.clip(x[..., 0], -30, 30)))).mean(0).astype(np.float32))


def save(judges: dict[Question, Judge], folder: Path) -> None:
    """Write judges as :func:`load` reads them."""
    flat: dict[str, Floats] = {}
    for question, j in judges.items():
        flat |= {f"{question}.mean": j.mean, f"{question}.scale": j.scale}
        for k, (w, b) in enumerate(j.layers):
            flat |= {f"{question}.w{k}": w, f"{question}.b{k}": b}
    np.savez_compressed(folder / FILE, **{k: v.astype(np.float32) for k, v in flat.items()})  # type: ignore[arg-type]


def load(folder: Path) -> dict[Question, Judge]:
    """The judges that training wrote into a folder; none if it holds none."""
    path = folder / FILE
    if not path.is_file():
        return {}
    with np.load(path) as kept:
        parts = {k: kept[k] for k in kept.files}
    out: dict[Question, Judge] = {}
    for question in QUESTIONS:
        if f"{question}.mean" in parts:
            depth = sum(k.startswith(f"{question}.w") for k in parts)
            layers = tuple((parts[f"{question}.w{k}"], parts[f"{question}.b{k}"]) for k in range(depth))
            out[question] = Judge(parts[f"{question}.mean"], parts[f"{question}.scale"], layers)
    return out
