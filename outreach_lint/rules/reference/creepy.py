from __future__ import annotations

from collections.abc import Iterator
from re import Pattern

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.profile import FactKind, Profile
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule, phrase_pattern

_KIN = r"(?:kids?|children|daughters?|sons?|bab(?:y|ies)|twins|wife|husband|spouse|girlfriend|boyfriend|fianc[ée]e?|grandchildren|grandkids)"
_KIN_AT = r"(?:school|nursery|kindergarten|daycare|birthday|photos?|pictures?|names?|ages?)"
_SAW = r"(?:saw|see|noticed|notice|found(?: out)?|spotted|looked at|came across|checked)"
_FINE = r"(?:beautiful|gorgeous|pretty|stunning|cute|sexy|handsome|lovely)"
_VERY = r"(?:so |really |very |absolutely |incredibly )*"
_NUMBER = r"(?:[2-9]\d|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty)(?:-\w+)?)"
_ILLNESS = (
    r"(?:cancer|illness|diagnosis|depression|disability|miscarriage|diabetes|adhd|autism|anxiety|burn-?out|chemo(?:therapy)?|eating disorder"
    r"|heart attack|stroke)"
)
_FAITH = r"(?:christian|muslim|jewish|jew|catholic|hindu|sikh|buddhist|mormon|atheist|believer)"
# What shows that the words before are meant themselves, and not as part of a longer name ("your cancer unit").
_END = (
    r"(?=\s*(?:[.,!?;:)]|$|\b(?:and|but|is|was|has|had|in|on|at|last|this|these|look\w*|go\w*|start\w*|turn\w*|graduat\w*|got|won|play\w*|are|were"
    r"|so|to)\b))"
)
_STOP = r"(?=\s*(?:[.,!?]|$))"

# What is said of the reader, by what it is about. Each phrase names "you" or "your"; the writer's own family and health are theirs to tell.
_TOPICS: dict[str, tuple[str, ...]] = {
    "their family": (
        rf"{_SAW} (?:that |how )?(?:some |the )?(?:pictures? |photos? )?(?:of )?(?:you and )?your (?:\w+ )?{_KIN}(?:'s?)? {_KIN_AT}",
        rf"{_SAW} (?:that |how )?(?:some |the )?(?:pictures? |photos? )?(?:of )?(?:you and )?your (?:\w+ )?{_KIN}{_END}",
        rf"your {_FINE[:-1]}|adorable|little|sweet) {_KIN}{_END}",
        rf"your {_KIN}'s? {_KIN_AT}",
        r"your family (?:photos?|pictures?|holidays?|vacation|life|situation|home)",
        r"(?:how old|what age) (?:is|are) your \w+",
        r"are you (?:still )?(?:married|single|divorced|pregnant|expecting|in a relationship|seeing (?:anyone|somebody|someone))",
        r"do you have (?:any )?(?:(?:kids|children)(?! (?:in|at|on|under|among|with)\b)|a (?:family|boyfriend|girlfriend|husband|wife)(?! (?:business|firm)))",
        rf"(?:how|where) (?:do|did|can) you (?:juggle|manage|balance|combine)[^.!?\n]{{0,40}} (?:with|and) (?:\w+ )?(?:{_KIN}|motherhood|fatherhood)",
        rf"your (?:divorce|marriage|wedding|honeymoon|pregnancy|maternity leave|paternity leave|engagement ring){_END}",
        r"you(?:'re| are) (?:pregnant|expecting a|divorced|a single (?:mum|mom|mother|dad|father|parent)|(?:newly|recently) (?:married|divorced|single))",
    ),
    "their home": (
        r"(?:i|we) (?:know|saw|see|found out|noticed|looked up)(?: that)?(?: where)? you live(?! and\b)",
        r"you live (?:(?:just )?(?:around|round) the corner|\w+ (?:streets?|doors?|blocks?|houses?) (?:from|away|down)|next (?:door )?to|on my street)",
        r"you live (?:near|close to|not far from) (?:me|my|us|our)",
        r"(?:outside|past|in front of|near|opposite) your (?:house|home|flat|apartment|front door)(?! (?:\w+ )?(?:museum|style|rules?|office|page|port"
        r"|ground|stadium))",
        r"(?:found|got|have|had|looked up|dug up) your (?:home|private|personal) (?:address|phone|number|telephone)",
    ),
    "their age": (
        r"(?:at|for (?:a \w+|someone|somebody|anyone|people) (?:of )?|given|despite) your age(?! (?:group|range|bracket))",
        r"how old are you",
        rf"you(?:'re| are| must be)(?: only| just| already| nearly| about)? {_NUMBER}(?: years old|(?: now)?{_STOP})",
        rf"you (?:look|are)(?: so| very| rather)? (?:young|old)(?: for|{_STOP})",
        rf"you(?:'ve| have)? (?:just )?turned {_NUMBER}",
    ),
    "their looks": (
        rf"your (?:\w+ )?{_FINE} (?:eyes|smile|face|hair|looks|legs|body|figure|(?:profile )?(?:picture|photo|pic))",
        rf"your (?:smile|eyes|hair|looks|profile (?:picture|photo|pic))(?: is| are| look)? {_VERY}(?:{_FINE}|amazing|caught)",
        rf"you(?:'re| are| look) {_VERY}(?:such a )?{_FINE}(?:{_STOP}| (?:in (?:your|that|the)|woman|lady|girl|man)\b)",
        r"you look (?:great|good|amazing|lovely|fantastic|slim|tired) (?:in|on) (?:your|that|the) (?:\w+ )?(?:picture|photo|pic|dress|suit|video)",
        r"you(?:'ve| have) (?:lost|gained|put on)(?: some| a lot of)? weight",
    ),
    "their health": (
        rf"your (?:\w+ )?{_ILLNESS}{_END}",
        rf"your (?:battle|struggle|fight|experience|journey) (?:with|against) {_ILLNESS}{_END}",
        rf"your (?:health (?:problems?|issues?|condition|scare)|medical (?:condition|history|leave)|sick leave|wheelchair){_END}",
        rf"you (?:had|have|suffer(?:ed)? from|were diagnosed with|struggled? with|survived|beat) {_ILLNESS}{_END}",
    ),
    "their faith": (
        rf"your (?:faith|religion|religious (?:beliefs|views)|relationship with god){_END}",
        rf"(?:you(?:'re| are)|are you) (?:also |a |an |another |fellow )*{_FAITH}{_END}",
        rf"(?:as|to) an?(?:other)? fellow {_FAITH}",
        r"which (?:church|mosque|temple|synagogue) do you",
    ),
}  # fmt: skip
_OUR_PAGE = r"(?:profile|pages?|site|website|e-?mails?|mail|messages?|links?|story|stories|post|pricing|pdf|white ?paper|brochure|newsletter|video|demo)"
_WATCHED = phrase_pattern((
    r"(?:i|we) (?:saw|see|noticed|notice|know|can see)(?: that)? (?:you|you've|you have|you were)(?: just| recently)?"
    r" (?:view|visit|look|check|open|read|click|brows|download|watch)(?:ed|ing|e)?(?: at| out| on)? (?:my|our)"
    rf" (?:\w+ )?{_OUR_PAGE}",
    rf"(?:i|we) (?:saw|see|noticed|notice|can see)(?: that)? (?:you were|you are|you're|you)(?: just| still)? (?:online|active){_END}(?! in\b)",
    r"(?:you(?:'ve| have)?|your company|someone (?:at|from) your \w+) (?:(?:was |were |has |have |been )+on"
        r"|(?:was |were |has |have |been )*(?:visit(?:ed|ing)|brows(?:ed|ing)))"
    r" our (?:pricing page|web ?site)",
    r"i(?:'ve| have)? (?:been )?(?:scroll(?:ed|ing)|went|gone|going|look(?:ed|ing)) (?:back )?through (?:all )?(?:of )?your"
    r" (?:photos|pictures|facebook|instagram|timeline)",
    r"i(?:'ve| have)? (?:been )?(?:watching|stalk(?:ing|ed)|tracked|tracking) you(?:r (?:profile|account|instagram|facebook))?(?= |[.,!?]|$)",
    r"(?:stalked|stalking) your \w+",
))  # fmt: skip
_PATTERNS: dict[str, Pattern[str]] = {topic: phrase_pattern(phrases) for topic, phrases in _TOPICS.items()}
# Work that is about the topic, so that a word about it is a word about the work.
_WORK: dict[str, Pattern[str]] = {
    topic: phrase_pattern((rf"(?:{stems})\w*",))
    for topic, stems in {
        "their family": "child|kid|paediatr|pediatr|famil|parent|midwi|obstet|mother|father|matern|nurser|school|teach|wedding|marri|divorc|toy|baby|twin",
        "their home": "architect|roof|estate|housing|home|garden|interior|neighbourhood|neighborhood",
        "their age": "age|ageing|aging|elder|geriatr|gerontolog|retire|youth|young|senior citizen",
        "their looks": "model|beaut|hair|skin|cosmet|make-?up|fashion|styl|actor|actress|optom|optic|dent|portrait|photograph",
        "their health": "health|medic|nurs|patient|hospi|clinic|cancer|oncolog|psych|therap|disab|autis|adhd|depress|burn-?out|diabet|wheelchair|illness|care",
        "their faith": "faith|relig|church|mosque|synagog|theolog|chaplain|pastor|priest|imam|rabbi|minist|bible|quran|christian|muslim|islam|jew|cathol",
    }.items()
}
_PRIVATE_FACTS = frozenset({FactKind.NAME, FactKind.PLACE, FactKind.LANGUAGE, FactKind.INTEREST})
_NURSE = {
    "basics": {"name": "Orla Finch", "label": "Paediatric nurse"},
    "publications": [{"name": "Living with my own burnout", "publisher": "Ward"}],
}


class Creepy(Rule):
    """The message shows a stranger that you have looked into their private life.

    The reader's family, home, age, looks, health or faith, and signs that they were watched: who viewed a page, who was
    online. What writers tell of themselves is theirs to tell. A topic that is the reader's work, by their profile, is
    left alone. Friends on Facebook speak of such things, so the rule is silent there.

    Why: It may be true and well meant, and still the reader wonders how you know. When a tool guessed people's
    personalities from their public pages, “creepy” was the usual word for it.

    Instead: Speak of something that they published, or did at work.
    """

    severity = Severity.WARNING
    channels = tuple(channel for channel in Channel if channel is not Channel.FACEBOOK_MESSAGE)
    last_stage = 2
    evidence = (
        Evidence(
            "D",
            "A tool that infers personality from public pages was widely called creepy",
            "fastcompany.com 2015; breakingeveninc.com",
        ),
        Evidence("D", "A guide to cold email warns of knowing too much", "coreyhaines31/marketingskills"),
    )
    bad = (
        Example("Hi Mona,\n\nSaw your kids' school is near mine! What made you leave banking for bees?", Channel.LINKEDIN_MESSAGE,
                marks="Saw your kids' school", becomes="Hi Mona,\n\nWhat made you leave banking for bees?"),
        Example("Dear Mr Ferro,\n\nI noticed that you visited our pricing page on Tuesday. Which part of the planner was unclear?", Channel.EMAIL,
                marks="I noticed that you visited our pricing page"),
        Example("Hi Aino, you look great in that photo. How did you get into welding?", Channel.LINKEDIN_NOTE, marks="you look great in that photo"),
        Example("Hi Tess, I know you live in Hackney and I walk there often. Which of your murals came first?", Channel.X_DM,
                marks="I know you live"),
        Example("Dear Ms Quirke,\n\nI was sorry to read of your divorce. We help managers through change. May I call?", Channel.LINKEDIN_INMAIL,
                marks="your divorce"),
        Example("Hello Dev, it is remarkable what you have built at your age. How did you find your first mill?", marks="at your age"),
    )  # fmt: skip
    good = (
        Example("Hi Mona, my own kids are at school until three, so I read your notes on hives in the car. What made you leave banking for bees?"),
        Example("Dear Mr Ferro,\n\nthe planner that you drew for the Lyon depot is on our wall. I plan shifts for a ferry line. How do you handle the nights"
                " when two boats are late?", Channel.EMAIL),
        Example("Hi Orla, your burnout, as you told it in Ward, is what our new nurses read first. What would you add today?", Channel.LINKEDIN_NOTE,
                recipient=_NURSE),
        Example("Hi Tess, your mural on the Hackney bathhouse made me late for work. How do you stop the damp?", Channel.X_DM),
        Example("Dear Ms Quirke,\n\nyour cancer research unit shares a stairwell with my lab. We found your cold room open on Sunday and closed it. Which of"
                " your cell lines minds the warmth most?", Channel.EMAIL),
        Example("Dear Dr Hale,\n\nI have been ill for a year, and your children's book about the heron was my company. How did you find its voice?",
                Channel.EMAIL),
        Example("Hello Dev, I hope you and your family are well after the storm. Which of the mills was under water?"),
    )  # fmt: skip

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The first such words of each topic, and the first that tell of watching."""
        for topic, pattern in _PATTERNS.items():
            span = next(analysis.own_matches(pattern), None)
            if span is not None and not _is_their_work(topic, analysis.recipient):
                yield self.finding(
                    span,
                    f"“{_words(analysis, span)}” is about {topic}, and they may wonder how you know. Speak of their work instead.",
                    edits=_cut(analysis, span),
                )
        watched = next(analysis.own_matches(_WATCHED), None)
        if watched is not None:
            yield self.finding(
                watched,
                f"“{_words(analysis, watched)}” tells them that they were watched. Leave it out, and speak of their work.",
                edits=_cut(analysis, watched),
            )


def _words(analysis: Analysis, span: Span) -> str:
    return " ".join(analysis.text(span).split())


def _is_their_work(topic: str, recipient: Profile | None) -> bool:
    work = (fact.text for fact in recipient.facts if fact.kind not in _PRIVATE_FACTS) if recipient else ()
    return any(_WORK[topic].search(text) for text in work)


def _cut(analysis: Analysis, span: Span) -> tuple[Edit, ...]:
    """The edit that takes out the sentence, if it does nothing else and others remain."""
    sentence = analysis.sentence_at(span)
    if sentence is None or len(analysis.sentences) < 2 or sentence.makes(Move.REQUEST, Move.QUESTION, Move.OFFER, Move.PITCH):
        return ()
    return (analysis.deletion_of(sentence.span),)
