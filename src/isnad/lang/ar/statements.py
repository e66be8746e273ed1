"""Arabic attribution: which stretches of a report somebody other than the writer is said to have said."""

from __future__ import annotations

from isnad.lang.ar.statements_channels import channels
from isnad.lang.ar.statements_denials import baseless_rules, end_before_denials, made_up_rules
from isnad.lang.ar.statements_frames import behind_papers, frame_of
from isnad.lang.ar.statements_headlines import headline_rules
from isnad.lang.ar.statements_lines import line_rules
from isnad.lang.ar.statements_phrases import noun_rules, opinion_rules, phrase_rules
from isnad.lang.ar.statements_relay import verb_rules
from isnad.lang.ar.statements_scan import Scan
from isnad.lang.ar.statements_voices import answer_rules, free_rules
from isnad.lang.common.attribution import Attribution
from isnad.model.records import Mention
from isnad.text.doc import Doc
from isnad.text.quotes import Quote


def attributions(doc: Doc, quotes: list[Quote], mentions: list[Mention]) -> list[Attribution]:
    """All attributions the rules find, in no particular order and with overlaps.

    Args:
        doc: the document.
        quotes: its quotations.
        mentions: actors found in it, in order of the text.
    """
    scan = Scan(doc, quotes, mentions)
    nouns = [*noun_rules(scan), *baseless_rules(scan), *made_up_rules(scan)]
    verbs = verb_rules(scan, nouns)
    out = [*verbs, *phrase_rules(scan, verbs), *nouns, *opinion_rules(scan), *headline_rules(scan), *answer_rules(scan)]
    out += line_rules(scan, out)
    out += free_rules(scan, out)
    end_before_denials(scan, out)
    frame = frame_of(doc, mentions)
    behind_papers(scan, out, [frame[0]] if frame is not None and frame[1] else [])
    channels(scan, out)
    for a in out:
        first, last, direct = scan.unwrap(*scan.trim(*a.content))
        a.content = scan.trim(first, last) if direct else (first, last)
        a.mode = "direct" if direct else "indirect"
    return [a for a in out if a.content[1] > a.content[0]]
