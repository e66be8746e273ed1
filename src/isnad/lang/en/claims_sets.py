"""Small closed classes of English words that the claim rules ask for."""

from __future__ import annotations


def words_of(text: str) -> frozenset[str]:
    """The words of a line."""
    return frozenset(text.split())


PREPS = words_of(
    "of on against at by with between from to for into in over under near inside outside after before during through along across "
    "around towards toward within without via per despite since until about amid among alongside behind beyond upon following"
)
SUBORD = words_of("that which who whom whose while when where because if whether although though but as since unless so than what how why")
BE = words_of("is are was were be been being am get got getting 's")
HAVE = words_of("has have had having")
MODAL = words_of("will would can could may might must shall should do does did to didn't won't don't doesn't couldn't wouldn't can't cannot")
DETS = words_of(
    "the a an this that these those its their his her our my your no any some each every another several many few more most all both "
    "new fresh"
)
ADVERBS = words_of("not never also already reportedly allegedly then still just again later now once further recently also nearly only even")
PEOPLE = words_of("people civilians residents persons villagers children women men passengers demonstrators protesters bystanders person hostages")
PARTS = words_of(
    "wing faction branch part parts number numbers members elements group groups leader leaders some many most all majority "
    "dozens hundreds thousands "
    "scores upwards convoy column contingent handful remnants rest bulk ranks fighters one two three four five several both none half"
)
SAYING = words_of(
    "said says say saying told tells telling added adds adding reported reports stated states claimed claims stressed noted "
    "explained confirmed confirms "
    "argued argues insisted insists believes believe thinks announced"
)
STRONG = frozenset(".!?;:…") | {"..."}
QUOTES = frozenset("\"'«»“”„‟‹›‘’()[]*")
NOUN_TENSES = ("noun", "phrase")
COUNTS = words_of("two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty dozens hundreds thousands several many some")
RELIEF = frozenset({"aid convoy", "aid convoys", "humanitarian convoy", "relief convoy", "relief supplies", "aid trucks"})
NATURE = words_of(
    "fire blaze wildfire flood floods flooding floodwaters storm storms hurricane cyclone tornado earthquake quake aftershock "
    "tremor landslide mudslide avalanche tsunami lightning hail drought heat heatwave cold frost disease cholera malaria measles "
    "virus pandemic epidemic illness cancer hunger famine starvation accident crash collision derailment stampede sun wind winds "
    "rain rains snow"
)
WEAPONS = words_of("artillery mortar rocket shell sniper tank enemy machine-gun gun friendly covering arson incendiary their its opened under return")
GIVING = words_of(  # what stands before whoever is given time or leave to do something
    "give gives gave given giving grant grants granted granting leave left hand handed offered"
)
WISHING = words_of(  # what stands before whoever is meant to do something
    "want wants wanted wanting expect expects expected get got gotten need needs needed lead led send sent sending pay paid paying "
    "hire hired prompt prompted oblige obliged push pushed encourage encouraged drive drove driven appoint appointed train trained "
    "tempt tempted teach taught convince convinced"
)
THINGS = words_of(  # what is said, ordered or offered, and can be obeyed or rejected
    "order orders offer offers demand demands claim claims accusation accusations charge charges proposal proposals allegation "
    "allegations report reports request requests call calls plan plans ultimatum authority decision mediation statement statements "
    "version account terms conditions remarks words initiative invitation assurance assurances position stance policy policies "
    "appeal appeals threat threats rule instructions command"
)
GROUND = words_of(  # what is held or entered besides named places
    "side bank hill hills heights field fields building quarter bridge dam post posts gate station consulate embassy compound "
    "headquarters plant refinery suburbs outskirts"
)
REPORTED = words_of(  # said, believed: «is said to have»
    "said reported believed thought alleged known claimed claims claim claiming understood found"
)
OURS = words_of("positions position base bases lines vehicles convoy convoys town towns village villages city land homes camp people")
FORMER = words_of("former retired ex")
DOING = words_of("after before while when by since without")
LINKS = words_of("so thus thereby finally instead soon meanwhile eventually promptly simply even first twice neither")
MAKING = words_of("made make makes making let lets letting saw watched had helped heard")
BAND = words_of(  # who may come from a side or be of it, and acts for it
    "delegation delegate delegates team convoy column patrol unit units officer officers men man fighters fighter gunmen envoy envoys "
    "commander commanders "
    "committee boys jets planes aircraft drones soldiers troops guards crew squad force forces militiamen tribesmen bomber bombers snipers"
)
