"""Which of many spans cover a place, without looking at all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from isnad.model.span import Span

SIZE = 512  # characters of a bucket
LONG = 32  # buckets: longer spans stand in a list of their own
MOST = 400  # long spans that are looked at; a text with more is no report


class Cover:
    """Spans of one text, sorted into buckets.

    Args:
        spans: the spans; their positions are what :meth:`over` returns.
    """

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._buckets: dict[int, list[int]] = defaultdict(list)
        self._long: list[int] = []
        for k, s in enumerate(spans):
            first, last = s.start // SIZE, s.end // SIZE
            if last - first >= LONG:
                self._long.append(k)
            else:
                for b in range(first, last + 1):
                    self._buckets[b].append(k)

    def over(self, span: Span) -> list[int]:
        """Positions, rising, of the spans that cover this one."""
        near = [*self._buckets.get(span.start // SIZE, ()), *self._long[:MOST]]
        return sorted(k for k in near if self._spans[k].covers(span))
