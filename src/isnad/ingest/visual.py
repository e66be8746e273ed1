"""Characters as they stand on a line, from left to right → the order in which they are read.

The inverse of the Unicode bidirectional algorithm (UAX #9) for single lines, as far as printed text needs it: in a line that runs from
right to left, words of other scripts and numbers run from left to right. A hyphen between numbers does not hold them together (rules W2 and
W4: after Arabic letters 24-09-2015 is printed 2015-09-24), a stroke, stop, comma or colon does.
"""

from __future__ import annotations

import re
import unicodedata

RTL = re.compile(
    "[\u0590-\u05ff\u0600-\u0605\u0608\u060b\u060d\u061b-\u064a\u066d-\u066f"
    "\u0671-\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
)
_LETTER = re.compile(r"[^\W\d_]")
_PAIRS = {"(": ")", ")": "(", "[": "]", "]": "[", "«": "»", "»": "«", "{": "}", "}": "{", "‹": "›", "›": "‹", "<": ">", ">": "<"}
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


def is_rtl(text: str) -> bool:
    """Whether a line has more letters that run from right to left than letters that run from left to right."""
    right = len(RTL.findall(text))
    return right > 0 and right >= len(_LETTER.findall(text)) - right


def plain_forms(text: str) -> str:
    """Arabic presentation forms as the letters they show (NFKC); everything else as it is."""
    return _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m.group()).strip(), text) if _FORMS.search(text) else text


def _kind(cluster: str) -> str:
    """`R` right-to-left letter, `L` other letter, `N` digit, `S` a mark that holds numbers together, `O` other."""
    c = cluster[0]
    if RTL.match(c):
        return "R"
    if c.isdigit():
        return "N"
    if _LETTER.match(c):
        return "L"
    return "S" if c in ".,:/٫٬" else "O"


def reading_order(clusters: list[str]) -> list[str]:
    """The clusters of a right-to-left line in reading order.

    Args:
        clusters: from left to right; a cluster is a letter with its marks, or the letters of a ligature in reading order.
    """
    kinds = [_kind(c) for c in clusters]
    out: list[str] = []
    i = len(clusters)
    while i > 0:
        i -= 1
        if kinds[i] not in "LN":
            out.append(clusters[i])
            continue
        start = _run_start(kinds, i)
        out.extend(clusters[start : i + 1])
        i = start
    return out


def left_to_right(clusters: list[str]) -> list[str]:
    """The clusters of a left-to-right line in reading order: its right-to-left words, and what stands between them, are turned.

    Args:
        clusters: as for :func:`reading_order`.
    """
    kinds = [_kind(c) for c in clusters]
    if "R" not in kinds:
        return clusters
    out: list[str] = []
    i = 0
    while i < len(clusters):
        if kinds[i] != "R":
            out.append(clusters[i])
            i += 1
            continue
        end = i
        for j in range(i, len(clusters)):
            if kinds[j] == "L":
                break
            if kinds[j] == "R":
                end = j
        out.extend(reading_order(clusters[i : end + 1]))
        i = end + 1
    return out


def _run_start(kinds: list[str], end: int) -> int:
    """The first of the clusters that form one left-to-right run with the one at `end`.

    A run with a letter in it goes on over anything but right-to-left letters to its first letter; numbers alone go on over one mark.
    """
    first = end
    i = end
    while i > 0 and kinds[i - 1] != "R":
        i -= 1
        holds = kinds[i] == "N" or (kinds[i] == "S" and kinds[first] == "N" and kinds[max(0, i - 1)] == "N")
        if kinds[i] == "L" or (holds and first == i + 1):
            first = i
        elif first - i > 40:
            break
    while first > 0 and kinds[first] == "L" and kinds[first - 1] in "LN":
        first -= 1
    return first


def mirrored(text: str) -> str:
    """The text with brackets and angle quotation marks turned round."""
    return "".join(_PAIRS.get(c, c) for c in text)


_GOOD = re.compile(r"(?:^|[\s:،])[(«\[](?=\w)|(?<=\w)[)»\]](?=[\s.,،؛:!؟]|$)", re.MULTILINE)
_BAD = re.compile(r"(?:^|[\s:،])[)»\]](?=\w)|(?<=\w)[(«\[](?=[\s.,،؛:!؟]|$)", re.MULTILINE)


def brackets_turned(text: str) -> bool:
    """Whether most brackets in a text look the wrong way: closing ones before words, opening ones behind."""
    return len(_BAD.findall(text)) > len(_GOOD.findall(text))


# Letters that begin or end Arabic words far more often than the reverse, for lines whose letters came in visual order as text.
_REVERSED = re.compile(r"(?<!\w)(?:ة|ى)\w{2,}|\w{2,}لا(?!\w)")
_RIGHT = re.compile(r"(?<!\w)(?:و|ب|ل|ف|ك)?ال\w{2,}|\w{2,}(?:ة|ى)(?!\w)")


def looks_reversed(line: str) -> bool:
    """Whether a line of Arabic is written backwards: the article at the ends of words, ة and ى at their starts."""
    wrong = len(_REVERSED.findall(line))
    return wrong >= 2 and wrong > 2 * len(_RIGHT.findall(line))


def mostly_reversed(text: str) -> bool:
    """Whether a text, such as one that a PDF tool made, is Arabic written backwards: more lines look so than the right way."""
    lines = [line for line in text[:20_000].split("\n") if len(line) > 30 and is_rtl(line)]
    return bool(lines) and 2 * sum(looks_reversed(line[:500]) for line in lines) > len(lines)
