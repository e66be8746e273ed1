from __future__ import annotations

from typing import Any

from isnad.lang.common.origins import same_house
from isnad.model.linked import Echo, Linked
from isnad.model.records import Made, Mention, Reading
from isnad.model.report import Report
from isnad.model.span import Span
from tests.link.build import Say, Tell, linked, span, told

LONG = (
    "The column left the old quarter at dawn and drove east past the silos while people watched from their roofs. "
    "Nobody fired on it, and by noon the last truck had gone behind the ridge without a word from either side."
)
Item = tuple[Report, Reading]


def raid(name: str, text: str, *, says: tuple[Say, ...] = (), said: int | None = None, **known: Any) -> Item:
    strike = Tell("struck", "ASSAULT", "aerial", ("Russia",), ("civilians",), "Raqqa", "2016-11-08", (), True, "actual", said)
    return told(name, text, strike, says=says, **known)


def pairs(result: Linked, *items: Item) -> set[tuple[str, ...]]:
    names = {r.id: r.name for r, _ in items}
    return {tuple(sorted(names[r] for r in e.reports)) for e in result.echoes}


def of(result: Linked, rule: str) -> Echo:
    (found,) = (e for e in result.echoes if e.made.rule == rule)
    return found


def test_a_near_copy_is_a_whole_echo_with_its_shared_words() -> None:
    a = told("a", f"Palmyra. {LONG}", outlet="One", published="2016-05-02")
    b = told("b", f"{LONG} Our own correspondent.", outlet="Two", published="2016-05-01")
    result = linked(a, b)
    echo = of(result, "link.echo.near-copy")
    assert (echo.scope, echo.origin, [r == b[0].id for r in echo.reports]) == ("whole", "Two", [True, False])
    texts = {a[0].id: a[0].text, b[0].id: b[0].text}
    quotes = {texts[x.report][x.span.start : x.span.end] for x in echo.anchors}
    assert len(quotes) == 1
    assert quotes.pop().startswith("The column left")


def test_a_copy_with_broken_spelling_is_found() -> None:
    clean = "دخلت القافلة المدينة عند الفجر ثم وقفت قرب السوق القديم حتى أفرغت حمولتها وعادت من الطريق نفسه بعد الظهر بقليل"
    broken = " ".join(f"{w[:2]}ـ.{w[2:]}" if len(w) > 4 else w for w in clean.split())
    a, b = told("a", clean), told("b", broken)
    assert pairs(linked(a, b), a, b) == {("a", "b")}


def test_one_named_speaker_on_one_event_is_a_partial_echo() -> None:
    sohr = Say("Syrian Observatory for Human Rights", "said", "planes struck the market of Raqqa on 8 November", "The Observatory")
    director = Say("Rami Abdulrahman", "told", "jets struck homes in Raqqa on that Tuesday", "Its director", kind="person")
    a = raid("a", "The Observatory said planes struck the market of Raqqa on 8 November.", says=(sohr,), said=0)
    b = raid("b", "Its director told reporters jets struck homes in Raqqa on that Tuesday.", says=(director,), said=0)
    echo = of(linked(a, b), "link.echo.same-speaker")
    assert (echo.scope, echo.origin) == ("partial", "Syrian Observatory for Human Rights")
    assert {x.span.quote(r.text) for x in echo.anchors for r, _ in (a, b) if r.id == x.report} == {"The Observatory", "Its director"}


def test_the_same_speaker_on_two_events_is_no_echo() -> None:
    sohr = Say("Syrian Observatory for Human Rights", "said", "planes struck the market of Raqqa on 8 November", "The Observatory")
    a = raid("a", "The Observatory said planes struck the market of Raqqa on 8 November.", says=(sohr,), said=0)
    other = Say("Syrian Observatory for Human Rights", "said", "the army took Douma in April", "The Observatory")
    took = Tell("took", "ASSAULT", "seize-territory", ("Syrian government",), ("Jaysh al-Islam",), "Douma", "2018-04", said=0)
    b = told("b", "The Observatory said the army took Douma in April.", took, says=(other,))
    assert not linked(a, b).echoes


def test_nameless_sources_are_no_shared_origin() -> None:
    local = Say("local sources", "said", "planes struck the market of Raqqa on 8 November", "Local sources", kind="anonymous", named=False)
    a = raid("a", "Local sources said planes struck the market of Raqqa on 8 November.", says=(local,), said=0)
    others = Say("local sources", "said", "jets struck homes in Raqqa that day", "Local sources", kind="anonymous", named=False)
    b = raid("b", "Local sources said jets struck homes in Raqqa that day.", says=(others,), said=0)
    assert not linked(a, b).echoes


def test_an_outlet_that_another_cites_is_its_origin() -> None:
    a = raid("a", "Warplanes struck the market of Raqqa on 8 November.", outlet="Sky News", published="2016-11-08")
    cites = Say("Sky News", "reported", "jets struck homes in Raqqa", "Sky News", kind="media")
    b = raid("b", "Sky News reported that jets struck homes in Raqqa.", says=(cites,), said=0, outlet="The Mirror", published="2016-11-09")
    assert of(linked(a, b), "link.echo.same-speaker").origin == "Sky News"


def test_a_line_that_credits_another_outlet_makes_a_reprint() -> None:
    text = "Warplanes struck the market of Raqqa on 8 November.\nSource: Reuters"
    a = raid("a", text, outlet="The Kashmir Press")
    reuters = Mention(span(text, "Reuters"), "Reuters", None, "agency", Made("test.hand"))
    a = (a[0], Reading(a[1].report, "hand", (reuters,), (), a[1].places, (), (), a[1].claims))
    b = raid("b", "Jets struck homes in Raqqa, people there told us on 8 November.", outlet="Reuters")
    echo = of(linked(a, b), "link.echo.reprint")
    assert (echo.scope, echo.origin) == ("whole", "Reuters")
    assert [x.span for x in echo.anchors] == [Span(*span(text, "Reuters"))]


def test_an_outlets_own_credit_makes_no_reprint() -> None:
    text = "Warplanes struck the market of Raqqa on 8 November.\nSource: Enab Baladi"
    a = raid("a", text, outlet="Enabbaladi News")
    own = Mention(span(text, "Enab Baladi"), "Enab Baladi", None, "outlet", Made("test.hand"))
    a = (a[0], Reading(a[1].report, "hand", (own,), (), a[1].places, (), (), a[1].claims))
    b = raid("b", "Jets struck homes in Raqqa, people there told us on 8 November.", outlet="Halab Today TV")
    assert not linked(a, b).echoes
    assert same_house("AA", "Anadolu Agency")
    assert same_house("Syria TV news", "Syriatv News")
    assert not same_house("SANA", "Sham FM")


def quoting(words: str, *, published: str | None = "2016-11-09", place: str = "Raqqa") -> Item:
    """A portal that quotes an outlet for a strike on which its own report was read otherwise."""
    says = (Say("Sawt Tihama", "reported that", words, "Sawt Tihama", kind="media"),)
    fed = Tell("fed", "AID", None, ("United Nations",), ("civilians",), place, None, (("43 people", 43.0, 43.0, "people"),), said=0)
    return told("b", f"Sawt Tihama reported that {words}. Aid was on its way.", fed, says=says, outlet="The Mirror", published=published)


def test_who_quotes_an_outlet_rests_on_its_own_report() -> None:
    numbers = (("43 people", 43.0, 43.0, "people wounded"),)
    strike = Tell("shelled", "ASSAULT", "heavy-weapons", ("Houthis",), ("civilians",), "Raqqa", "2016-11-08", numbers)
    own = "The Houthis shelled the fish market of Raqqa and hurt 43 people by the harbour."
    a = told("a", own, strike, outlet="Sawt Tihama Radio", published="2016-11-08")
    words = "43 people were fed at the fish market of Raqqa near the harbour"
    b = quoting(words)
    echo = of(linked(a, b), "link.echo.quotes-outlet")
    assert (echo.scope, echo.origin) == ("partial", "Sawt Tihama Radio")
    assert [x.span.quote(b[0].text) for x in echo.anchors] == ["Sawt Tihama"]
    assert "number 43 +1.5" in echo.why
    assert "place Raqqa +1" in echo.why
    others = (quoting(words, published="2016-12-09"), quoting(words, published="2016-11-02"))
    assert "link.echo.quotes-outlet" not in {e.made.rule for other in others for e in linked(a, other).echoes}
    another = told("a", own, strike, outlet="Radio Aden", published="2016-11-08")
    assert not linked(another, b).echoes


def test_an_outlet_is_known_under_a_longer_name_and_in_another_script() -> None:
    assert same_house("Sawt Tihama", "Sawt Tihama Radio")
    assert same_house("صدى الحجر", "Sada al-Hajar")
    assert not same_house("Radio", "Portal")
