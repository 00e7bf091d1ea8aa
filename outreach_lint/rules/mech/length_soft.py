from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import accumulate

from outreach_lint.channels import ChannelFacts
from outreach_lint.finding import Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Move
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

# A message that speaks of them and asks may be so many times as long as the band says, where the channel sets no mark for "too long":
# the studies disagree there (Belkins finds 101 to 200 words best; LinkedIn finds 401 to 800 characters still at its mean).
_ROOM = 2
_SLACK = 1.1  # a tenth more is not worth a word
_TO_CUT = {
    Move.SELF_INTRODUCTION: "what you say of yourself",
    Move.PITCH: "what you say of your product",
    Move.PLEASANTRY: "the set phrases",
    Move.STOCK_REFERENCE: "the praise that fits anybody",
}
_BIOGRAPHY = (
    "I studied ceramics in Leeds and graduated in 2015. Since then I have worked in four studios. In the first I was in charge of the glazes. In"
    " the second I packed and shipped every order, and on Fridays I taught evening classes to beginners. In the third we made plates for two"
    " hotels, and I learned to throw the same bowl a hundred times a day. In the fourth I had two apprentices and a gas kiln that was older than"
    " I am. I also spent a summer in Mashiko, a winter in La Borne, and a month in a brickworks near Bruges. I have shown my pots in Hull, in York"
    " and at the craft fair in Harrogate, where a jug of mine won third prize. My work has been called quiet. I like that word. I read a great deal"
    " about ash, and I keep a notebook of every firing, with the weather, the wood, and the hour at which each cone went down. At home I have a"
    " small electric kiln in the shed, which trips the fuse when my neighbour boils water. I am now looking for a place with a wood kiln, at best in"
    " the north, where I could work three or four days a week and fire my own pots beside those of the house."
)
_SOUP = (
    "I run a food truck in Porto with my brother. We sell soup, bread and almond cakes at every market between Aveiro and Viana. The truck was a"
    " post van. We built the kitchen ourselves, with an oven from a ship and a sink from a school. In winter we park at the fish hall and serve"
    " the men who come off the boats at five. In summer we drive to weddings. Our green soup was in the paper twice. We use kale from my aunt, and"
    " the sausage comes from a village behind Lamego. This year we would like to open a second truck, with a real coffee machine, and hire two"
    " people who can also drive. The bank says no, and the town wants to see the money first."
    " We need 40 more people to back us by June. Please back us."
)
_TOOLS = (
    "I have led data teams in banks for eleven years. I began with reports on card fraud, and moved on to pricing and to the models for loans. My"
    " last team had nine people in three cities. We built a warehouse, a catalogue and a set of tests that ran every night. I know all the"
    " usual tools and most of the unusual ones. I have also trained the sales staff, written the rules on personal data, and spoken at four"
    " fairs. Before that I taught statistics at a college in Pune, where I wrote a short book on sampling. I am certified in two clouds, and I have the"
    " language tests for German and for Dutch. My notice period is six weeks. I would be"
    " glad of a post as head of data in your firm."
)


class LengthSoft(Rule):
    """The message is longer, or a good deal shorter, than what does best on its channel.

    Greeting, text and sign-off are counted, but not the signature or quoted text. A message that speaks of the reader
    and asks them something may be twice as long before it is reported, and as short as it likes.

    Why: In LinkedIn's own figures, InMails of under 400 characters had 22% more replies than the average, and those of
    over 1,200 had 11% fewer. In one vendor's 40 million emails, those of 50 to 125 words did best.

    Instead: Cut first what you say of yourself. Keep the remark about them and the one question.

    Disputed: Boomerang puts the best email at 50 to 125 words, Lavender at 25 to 50, Belkins at 101 to 200; all three
    are vendors. LinkedIn's figures are for InMails alone, nine tenths of which are longer than 400 characters. So this
    is only info until a message is very long.
    """

    severity = Severity.INFO
    last_stage = 1
    yields_to = ("mech/length-hard",)
    evidence = (
        Evidence(
            "B",
            "InMails of under 400 characters had 22% more replies than average, those of 401 to 800 3% more, those of"
            " over 1,200 11% fewer",
            "LinkedIn, May 2021 to April 2022, tens of millions of InMails",
        ),
        Evidence("C", "In 40 million emails, those of 50 to 125 words had the most replies", "Boomerang 2016, a vendor"),
        Evidence(
            "C",
            "Lavender finds 25 to 50 words best, Belkins 101 to 200 in 16.5 million emails",
            "Lavender; Belkins: vendors who disagree",
        ),
    )
    bad = (
        Example(
            f"Dear Ms Abara,\n\nI read your piece on wood-fired kilns. {_BIOGRAPHY}\n\nWhich clay do you use?\n\nKind regards,\nJo Brandt",
            Channel.EMAIL, marks="Which clay do you use?",
        ),
        Example("Dear Mr Osei,\n\nplease see my CV.\n\nThanks,\nDan", Channel.EMAIL, marks="please see my CV."),
        Example(
            "Hi Tomas,\n\nour company makes scheduling software for small hotels. It syncs with every booking site, it sends the rota to the"
            " phones of the staff, and it warns you when somebody is about to work a double shift. More than 400 hotels in Austria and Italy"
            " use it, from six rooms to ninety. There is a free month and no set-up fee, and our team moves the data for you. We have won two"
            " prizes for it and are growing fast. We would be glad to show it to you.\n\nBest,\nPetra",
            Channel.LINKEDIN_INMAIL, marks="We would be glad to show it to you.",
        ),
        Example(f"Hi Lina! {_SOUP}", Channel.FACEBOOK_MESSAGE, marks="Please back us."),
        Example(f"Hi Ravi, {_TOOLS}", marks="I would be glad of a post"),
    )  # fmt: skip
    good = (
        Example(
            "Hi Ines,\n\nyour tide table for Aveiro was an hour ahead of mine. Which gauge do you trust?\n\nDuarte", Channel.EMAIL
        ),
        Example(
            "Dear Ms Abara,\n\nyour article on wood-fired kilns says that ash from birch gives the green, and I got it on the third try. My"
            " shelf in Fife is small, so I fire once a month and take notes on every pot. What made you stop using pine?\n\nThank you,\nJo",
            Channel.EMAIL,
        ),
        Example(
            "Hi Tomas,\n\nyour talk in Graz on night audits in hotels of under thirty rooms was the first that named the two hours in which"
            " nobody is at the desk. We ran your checklist in our house for a month and found the same gap. How did you get the owners to pay"
            " for a second person?\n\nPetra",
            Channel.LINKEDIN_INMAIL,
        ),
        Example(
            "Lina, your cardamom knots sold out before nine again. How early do you start the dough?", Channel.FACEBOOK_MESSAGE
        ),
        Example("Thanks, Tuesday suits me well. How did the launch go for you?", Channel.EMAIL, stage=1),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """The message if it is short and says little, or what stands beyond the band."""
        facts, own = analysis.channel_facts, analysis.own_spans
        length = facts.length(" ".join(map(analysis.text, own)))
        if not length:
            return
        is_good = bool(analysis.all_of(Move.REFERENCE)) and bool(analysis.all_of(Move.QUESTION))
        if facts.least and length < facts.least and not is_good and not analysis.is_continued:
            message = f"With {length} {facts.unit} there is little for them to go on. If you can, say what of theirs made you write, and ask one thing."
            yield self.finding(Span(own[0].start, own[-1].end), message)
        elif facts.most and length > _allowed(facts, is_good):
            message = (
                f"This has {length:,} {facts.unit}; aim for {_band(facts)}. Cut {length - facts.most:,}, first {_to_cut(analysis)}."
            )
            too_long = facts.too_long is not None and length > facts.too_long
            yield self.finding(_surplus(analysis), message, severity=Severity.WARNING if too_long else None)


def _allowed(facts: ChannelFacts, is_good: bool) -> int:
    """The length from which on something is said."""
    most = facts.most or 0
    return min(most * _ROOM, facts.too_long or most * _ROOM) if is_good else int(most * _SLACK)


def _band(facts: ChannelFacts) -> str:
    return f"{facts.least} to {facts.most}" if facts.least else f"{facts.most} or fewer"


def _surplus(analysis: Analysis) -> Span:
    """From the sentence in which the band ends to the end of what the sender wrote."""
    own, facts = analysis.own_spans, analysis.channel_facts
    lengths = accumulate(facts.length(f"{sentence.text} ") for sentence in analysis.sentences)
    greeting = facts.length(analysis.text(own[0])) if analysis.greeting else 0
    beyond = (s.span.start for s, length in zip(analysis.sentences, lengths, strict=True) if greeting + length > (facts.most or 0))
    return Span(next(beyond, own[-1].start), own[-1].end)


def _to_cut(analysis: Analysis) -> str:
    """What takes the most room of all that could go."""
    room: Counter[str] = Counter()
    for sentence in analysis.sentences:
        if not sentence.makes(Move.REFERENCE, Move.QUESTION):
            room.update({words: len(sentence.text) for move, words in _TO_CUT.items() if sentence.makes(move)})
    return room.most_common(1)[0][0] if room else "what they can do without"
