from __future__ import annotations

from dataclasses import replace

from isnad.model.linked import Assessment, Linked
from isnad.model.records import Made, Mention, Reading
from isnad.model.report import Report
from isnad.model.span import Span
from isnad.pipeline import read_text
from isnad.weigh.assess import assess, falls
from isnad.weigh.rules import standard
from tests.link.build import Say, Tell, linked, told
from tests.link.made import world

Item = tuple[Report, Reading]


def fall(name: str, who: str = "", *, kind: str = "organisation", outlet: str | None = None, words: str = "", via: tuple[str, ...] = ()) -> Item:
    """A report of the fall of Palmyra, by a speaker or in its own voice."""
    rest = words or f"and {name} tells it in a way of its own"
    text = f"{who} said Islamic State took Palmyra on 20 May, {rest}." if who else f"Islamic State took Palmyra on 20 May, {rest}."
    says = (Say(who, "said", f"Islamic State took Palmyra on 20 May, {rest}", who, kind, via=via, named=kind != "anonymous"),) if who else ()  # type: ignore[arg-type]
    took = Tell("took", "ASSAULT", "seize-territory", ("Islamic State",), ("Syrian government",), "Palmyra", "2015-05-20", said=0 if who else None)
    return told(name, text, took, says=says, outlet=outlet or f"Outlet {name}")


def weighed(*items: Item) -> tuple[Linked, Assessment]:
    result = linked(*items)
    (event,) = (e for e in result.events if e.type == "ASSAULT")
    (found,) = (a for a in assess(result, items) if a.event == event.id)
    return result, found


def test_two_named_speakers_are_two_lines() -> None:
    _, a = weighed(fall("a", "Syrian Observatory for Human Rights"), fall("b", "Palmyra Coordination"))
    assert [line.origin for line in a.lines] == sorted(line.origin for line in a.lines) or len(a.lines) == 2
    assert (a.grade, len(a.lines)) == ("fair", 2)
    assert "if one origin fell, 1 would be left" in a.why


def test_an_echo_adds_no_line() -> None:
    first, second = fall("a", "Syrian Observatory for Human Rights"), fall("b", "Rami Abdulrahman", kind="person")
    _, a = weighed(first, second)
    assert [(line.origin, len(line.reports)) for line in a.lines] == [("Syrian Observatory for Human Rights", 2)]
    assert a.grade == "weak"


def test_a_copy_adds_no_line() -> None:
    words = "after two days in which the road to the silos was cut and nobody could say who held the hill above it"
    _, a = weighed(fall("a", outlet="One", words=words), fall("b", outlet="Two", words=words))
    assert [len(line.reports) for line in a.lines] == [2]


def test_an_agency_and_its_government_are_one_origin() -> None:
    _, a = weighed(fall("a", "SANA", kind="media"), fall("b", "Syrian government"))
    assert len(a.lines) == 1


def test_who_quotes_an_outlet_under_another_spelling_is_one_line_with_its_own_report() -> None:
    own = fall("a", outlet="Sawt Tihama Radio")
    _, a = weighed(own, fall("b", "Sawt Tihama", kind="media"))
    assert [len(line.reports) for line in a.lines] == [2]
    _, a = weighed(own, fall("b", "local sources", kind="anonymous", via=("Sawt Tihama",)))
    assert [len(line.reports) for line in a.lines] == [2]
    _, a = weighed(own, fall("b", "Sawt Aden", kind="media"))
    assert len(a.lines) == 2


def test_nameless_sources_of_one_outlet_are_weak() -> None:
    _, a = weighed(fall("a", "local sources", kind="anonymous"))
    assert (a.grade, len(a.lines)) == ("weak", 1)
    assert a.lines[0].origin == "local sources through Outlet a"


def test_an_outlet_in_its_own_voice_is_a_single_line() -> None:
    _, a = weighed(fall("a"))
    assert (a.grade, a.lines[0].origin) == ("weak", "Outlet a")


def test_what_a_report_says_itself_rests_on_its_sources() -> None:
    text = "Islamic State took Palmyra. SOHR said the group captured Palmyra on 20 May."
    says = (Say("Syrian Observatory for Human Rights", "said", "the group captured Palmyra on 20 May", "SOHR"),)
    own = Tell("took", "ASSAULT", "seize-territory", ("Islamic State",), ("Syrian government",), "Palmyra", "2015-05-20")
    cited = Tell("captured", "ASSAULT", "seize-territory", ("Islamic State",), ("Syrian government",), "Palmyra", "2015-05-20", said=0)
    _, a = weighed(told("a", text, own, cited, says=says, outlet="The Age"))
    assert [line.origin for line in a.lines] == ["Syrian Observatory for Human Rights"]


def test_a_denial_makes_it_contested_and_is_counted_against() -> None:
    text = "The army denied that Palmyra had been taken on 20 May."
    says = (Say("Syrian army command", "denied", "Palmyra had been taken on 20 May", "The army", stance="deny"),)
    no = Tell(
        "taken", "ASSAULT", "seize-territory", ("Islamic State",), ("Syrian government",), "Palmyra", "2015-05-20", occurred=False,
        status="denied-by-speaker", said=0,
    )  # fmt: skip
    result, a = weighed(fall("a", "Syrian Observatory for Human Rights"), told("b", text, no, says=says))
    assert a.grade == "contested"
    assert [line.origin for line in a.against] == ["Syrian army command"]
    assert a.contradictions == tuple(c.id for c in result.contradictions) != ()


def test_what_all_deny_has_lines_against_only() -> None:
    text = "The army said its planes did not bomb Palmyra on 20 May."
    says = (Say("Syrian army command", "said", "its planes did not bomb Palmyra on 20 May", "The army"),)
    no = Tell("bomb", "ASSAULT", "aerial", ("Syrian government",), ("Islamic State",), "Palmyra", "2015-05-20", occurred=False, said=0)
    _, a = weighed(told("a", text, no, says=says))
    assert (a.grade, a.lines, [x.origin for x in a.against]) == ("weak", (), ["Syrian army command"])


def test_only_planned_is_weak() -> None:
    took = Tell("take", "ASSAULT", "seize-territory", ("Islamic State",), ("Syrian government",), "Palmyra", None, status="planned", occurred=False)
    _, a = weighed(told("a", "The group means to take Palmyra.", took))
    assert (a.grade, a.lines, a.why) == ("weak", (), "Only planned, possible or left open.")


def test_adding_an_echo_never_raises_the_lines() -> None:
    w = world(40, seed=9)
    known = {r.name: (r, x) for r, x in w.items}
    grew = {}
    for kept in (("base", "other"), ("base", "other", "copy", "same", "english", "update")):
        items = [known[n] for n in known if n.split("-")[1] in kept]
        result = linked(*items)
        event = {c.report: e.id for e in result.events for c in e.claims}
        found = {a.event: len(a.lines) for a in assess(result, items)}
        grew[kept] = {r.name: found[event[r.id]] for r, _ in items if r.name.endswith("-base")}
    few, many = grew.values()
    assert few == many
    assert few == w.lines


def test_papers_that_came_through_one_outlet_are_one_line_with_that_outlets_own_word() -> None:
    told_by = [
        fall("a", "leaked documents", kind="document", via=("Sky News",)),
        fall("b", "secret files", kind="document", via=("The Mirror", "Sky News")),
        fall("c", "Sky News", kind="media"),
    ]
    _, a = weighed(*told_by)
    assert [len(line.reports) for line in a.lines] == [3], a.lines


def test_two_named_sources_through_one_agency_stay_two_lines() -> None:
    _, a = weighed(fall("a", "Syrian Observatory for Human Rights", via=("Reuters",)), fall("b", "Palmyra Coordination", via=("Reuters",)))
    assert len(a.lines) == 2


def test_what_others_also_have_without_an_outlet_is_not_that_outlets_word() -> None:
    monitor = "Syrian Observatory for Human Rights"
    _, a = weighed(fall("a", monitor, via=("Reuters",)), fall("b", monitor), fall("c", "Reuters", kind="media"))
    assert len(a.lines) == 2


def test_what_a_copy_credits_to_the_outlet_it_copies_is_one_line_with_that_outlets_source() -> None:
    words = "after two days in which the road to the silos was cut and nobody could say who held the hill above it"
    original = fall("a", "Rami Abdulrahman", kind="person", outlet="Harbour Wire", words=words)
    copy = fall("b", "Harbour Wire", kind="media", outlet="Two", words=words)
    assert [len(line.reports) for line in weighed(original, copy)[1].lines] == [2]
    apart = "while families at the eastern gate waited for buses and were told by nobody whether any would come before dark that day"
    other = fall("c", "Harbour Wire", kind="media", outlet="Three", words=apart)  # no copy: the outlet may have heard others too
    assert len(weighed(original, other)[1].lines) == 2


def test_nameless_sources_whom_an_outlet_is_said_to_quote_are_that_outlets_line() -> None:
    def report(between: str) -> Item:
        text = f"Islamic State took Palmyra on 20 May, SANA said{between}. The officer said they captured Palmyra on 20 May."
        says = (
            Say("SANA", "said", "Islamic State took Palmyra on 20 May", "SANA", "media"),
            Say("officer", "said", "they captured Palmyra on 20 May", "The officer", "anonymous", named=False),
        )
        parties = ("Islamic State",), ("Syrian government",)
        took = (Tell(w, "ASSAULT", "seize-territory", *parties, "Palmyra", "2015-05-20", said=k) for k, w in enumerate(("took", "captured")))
        at = text.lower().index("officer")
        seen = Mention(Span(at, at + 7), "officer", None, "anonymous", Made("test"))
        return told("a", text, *took, says=says, mentions=(seen,), outlet="The Age")

    assert [line.origin for line in weighed(report(", quoting an officer"))[1].lines] == ["SANA"]
    assert len(weighed(report(""))[1].lines) == 2


def test_who_falls_falls_on_both_sides() -> None:
    result, a = weighed(fall("a", "Syrian Observatory for Human Rights"), fall("b", "Palmyra Coordination"))
    both = replace(a, against=(replace(a.lines[0]),))
    event = next(e for e in result.events if e.id == a.event)
    fallen = {line.origin: (grade, why) for line, grade, why in falls(event, both, (), standard())}
    assert fallen[a.lines[0].origin] == ("weak", f"One line: {a.lines[1].origin}; if it fell, nothing would be left.")


def test_a_contradiction_falls_with_the_line_that_holds_a_side_of_it() -> None:
    """Two speakers of one report: what one denies is no longer denied once he has fallen, though the report still stands for the other."""
    text = "The council said Islamic State took Palmyra on 20 May. The army denied that Palmyra had been taken on 20 May."
    says = (
        Say("Palmyra Council", "said", "Islamic State took Palmyra on 20 May", "The council"),
        Say("Syrian army command", "denied", "Palmyra had been taken on 20 May", "The army", stance="deny"),
    )
    took = Tell("took", "ASSAULT", "seize-territory", ("Islamic State",), ("Syrian government",), "Palmyra", "2015-05-20", said=0)
    not_so = replace(took, trigger="taken", occurred=False, status="denied-by-speaker", said=1)
    result, a = weighed(told("a", text, took, not_so, says=says))
    event = next(e for e in result.events if e.id == a.event)
    clashes = [c for c in result.contradictions if c.event == event.id]
    assert a.grade == "contested"
    assert all(line.clashes == tuple(c.id for c in clashes) != () for line in (*a.lines, *a.against))
    fallen = {line.origin: (grade, why) for line, grade, why in falls(event, a, clashes, standard())}
    assert fallen["Syrian army command"] == ("weak", "One line: Palmyra Council; if it fell, nothing would be left.")
    assert fallen["Palmyra Council"] == ("weak", "Said not to have happened by Syrian army command.")


def denial(name: str, who: str) -> Item:
    text = f"{who} said no shell had hit Palmyra on 20 May, {name} reports."
    says = (Say(who, "said", "no shell had hit Palmyra on 20 May", who),)
    no = Tell("hit", "ASSAULT", "heavy-weapons", ("Russia",), ("Islamic State",), "Palmyra", "2015-05-20", occurred=False, said=0)
    return told(name, text, no, says=says, outlet=f"Outlet {name}")


def test_denials_by_parties_bear_out_nobody() -> None:
    """A denial counts for its own side only: that both sides deny a thing, or one and a neutral, makes it no better founded."""
    _, a = weighed(denial("a", "Russia"), denial("b", "Islamic State"))
    assert (a.grade, len(a.against), [x.credibility for x in a.against]) == ("weak", 2, [3, 3])
    _, a = weighed(denial("a", "Palmyra Council"), denial("b", "Palmyra Coordination"))
    assert (a.grade, [x.credibility for x in a.against]) == ("fair", [2, 2])


def fought(doers: tuple[str, ...], sufferers: tuple[str, ...]) -> Item:
    text = "Russia said fighting broke out in Palmyra on 20 May."
    says = (Say("Russia", "said", "fighting broke out in Palmyra on 20 May", "Russia"),)
    return told("a", text, Tell("fighting", "ASSAULT", None, doers, sufferers, "Palmyra", "2015-05-20", said=0), says=says)


def test_who_tells_of_a_fight_between_both_admits_nothing() -> None:
    both = ("Islamic State", "Russia")
    assert weighed(fought(("Russia",), ("Islamic State",)))[1].grade == "confirmed"
    assert weighed(fought(both, both))[1].grade == "weak"


def test_a_body_and_its_spokesman_are_one_line() -> None:
    """A spokesman whom no list knows speaks for the side that the report names with him."""
    text = (
        "قال الجيش السوري إن قواته انسحبت من بلدة الباب يوم الجمعة 3 آذار 2017.\n"
        "وقال المتحدث باسم الجيش السوري العميد سامر النجار إن القوات انسحبت من بلدة الباب يوم الجمعة 3 آذار 2017."
    )
    read = read_text(text, lang="ar", published="2017-03-05")
    assert read.report is not None
    assert read.reading is not None
    assert {s.speaker.name for s in read.reading.statements} == {"Syrian army", "Samer al-Najar"}
    items = [(read.report, read.reading)]
    result = linked(*items)
    assessed = assess(result, items)
    assert any(a.lines for a in assessed)
    assert all(len(a.lines) <= 1 for a in assessed)


def test_who_repeats_a_thing_to_deny_it_stands_against_it() -> None:
    """«The ministry denied what foreign media told of a raid»: the ministry is no line for the raid."""
    raided = "that jets had raided Palmyra on 20 May"
    text = f"The Russian ministry denied reports by foreign media {raided}."
    says = (
        Say("Russian ministry", "denied", f"reports by foreign media {raided}", "The Russian ministry", "official", "deny"),
        Say("foreign media", "reports", raided, "foreign media", "media", via=("Russian ministry",), named=False),
    )
    raid = Tell("raided", "ASSAULT", "aerial", ("Russia",), (), "Palmyra", "2015-05-20", said=1)
    report, reading = told("a", text, raid, says=says, outlet="Outlet a")
    inner = replace(reading.statements[1], parent=0)
    item = report, replace(reading, statements=(reading.statements[0], inner))
    _, a = weighed(item, fall_raid())
    assert [x.origin for x in a.against] == ["Russian ministry"]
    assert all("Russian" not in x.origin for x in a.lines)
    assert len(a.lines) == 2


def fall_raid() -> Item:
    text = "Palmyra Council said jets raided Palmyra on 20 May."
    says = (Say("Palmyra Council", "said", "jets raided Palmyra on 20 May", "Palmyra Council"),)
    raid = Tell("raided", "ASSAULT", "aerial", ("Russia",), (), "Palmyra", "2015-05-20", said=0)
    return told("b", text, raid, says=says, outlet="Outlet b")
