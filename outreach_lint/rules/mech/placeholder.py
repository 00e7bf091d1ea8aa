from __future__ import annotations

import re
from collections.abc import Iterator

from outreach_lint.finding import Edit, Finding, Severity
from outreach_lint.message import Channel, Span
from outreach_lint.moves import Zone
from outreach_lint.patterns import lazy
from outreach_lint.profile import FactKind, Profile
from outreach_lint.reading.analysis import Analysis
from outreach_lint.rule import Evidence, Example, Rule

# What templates leave slots for. In square and angle brackets only these make a slot: brackets have other uses.
_SLOT_WORD = (
    r"(?i:name|first|last|surname|company|employer|organi[sz]ation|firm|role|position|title|job|industry|field|niche|topic|product|project|skill"
    r"|city|location|date|day|time|school|university|college|article|post|paper|team|department|recipient|hiring|manager|mutual|connection|insert"
    r"|mention|specific|detail|something|reason|achievement|milestone|value prop|pain point|your|their|link|event|number|x)"
)
_SLOT = lazy(
    r"\{\{[^{}\n]{1,60}\}\}"  # {{ first_name | there }}
    r"|\$?\{[A-Za-z][\w .|:-]{1,40}\}"  # {first_name}, ${name}
    rf"|\[(?=[^\]\n]{{0,60}}\b{_SLOT_WORD}\b)[A-Za-z][^\[\]\n]{{1,60}}\](?!\()"  # [Name], but neither [1] nor [text](link)
    rf"|<<?(?=[^>\n]{{0,45}}\b{_SLOT_WORD}\b)[A-Za-z][\w '’.-]{{1,40}}>?>"  # <company>
    r"|%(?:[A-Z]+_?)*(?:NAME|COMPANY|TITLE|ROLE|CITY)%"  # %FIRSTNAME%
    r"|\*\|\w{2,30}\|\*"  # *|FNAME|*
    r"|«[^»\n]{2,40}»"
    r"|\$[A-Z][a-z]+(?:Name|Company|Title|Role)\b|\b(?:FIRST|LAST|COMPANY)_?NAME\b|\b(?:first|last|company)_name\b"
    r"|\b[Xx]{4,}\b|(?<!\w)_{3,20}(?!\w)|\bINSERT [A-Z]+\b",
)
# What an empty field leaves behind: "Hi ,", "Dear Mr ,", "Hello null".
_EMPTY_NAME = lazy(
    r"\A\s*(?:Hi|Hello|Hey|Dear)(?:(?: (?:Mr|Ms|Mrs|Dr|Prof)\.?)?[ ]+(?=[,!])|(?: (?:Mr|Ms|Mrs|Dr|Prof)\.?)(?=,)| (?:null|undefined|None|nan)(?=[,!\s]))[,!]?"
)
_NO_SLOT = lazy(
    r"\W*(?:sic|phone|e-?mail|redacted|laughs?|image:.*|.*\.(?:docx?|pdf|xlsx?|pptx?|txt|rtf|zip|jpe?g|png|gif|html?))\W*", re.I
)
_FIRST_NAME = frozenset({"name", "firstname", "givenname", "fname", "recipientname", "theirname"})
_FULL_NAME = frozenset({"fullname"})
_LAST_NAME = frozenset({"lastname", "surname", "lname"})
_COMPANY = frozenset({"company", "companyname", "employer", "organization", "organisation"})


class Placeholder(Rule):
    """A slot of a template was left unfilled.

    `{first_name}`, `[Company]`, `<role>`, `%NAME%`, `XXX`, and the “Hi ,” that an empty field leaves behind.

    Why: It shows that the message was sent to many, and that nobody read it through first.

    Instead: Fill it, or write the sentence without it.
    """

    severity = Severity.ERROR
    evidence = (
        Evidence("D", "Other checkers of outreach list it as a fault", "coldsmith.dev; alirezarezvani/claude-skills; ZenMode"),
    )
    bad = (
        Example(
            "Hi {first_name}, loved the bridge you drew. Why two arches?",
            marks="{first_name}",
            recipient={"basics": {"name": "Noor Haddad"}},
            becomes="Hi Noor, loved the bridge you drew. Why two arches?",
        ),
        Example("Dear [Hiring Manager], I read about <company> in the paper.", Channel.EMAIL, marks="[Hiring Manager]"),
        Example("Hi ,\n\nyour kiln notes are useful.", Channel.EMAIL, marks="Hi ,"),
        Example("hey %FIRSTNAME% your set at the harbour was unreal, who mixed it?", Channel.X_DM, marks="%FIRSTNAME%"),
        Example(
            "Dear Dr {{last_name}},\n\nyour trial at {{company}} changed how our ward in Cork weighs doses. What did the nurses say first?",
            Channel.LINKEDIN_INMAIL, marks="{{company}}",
            recipient={"basics": {"name": "Yaw Boateng"}, "work": [{"name": "Korle Clinic", "position": "Physician", "startDate": "2019"}]},
            becomes="Dear Dr Boateng,\n\nyour trial at Korle Clinic changed how our ward in Cork weighs doses. What did the nurses say first?",
        ),
    )  # fmt: skip
    good = (
        Example("Hi Noor, loved the bridge you drew. Why two arches?"),
        Example(
            "Hi Tom,\n\nyour tide study cites [the report](https://site.example/report) in footnote [1]. What did you leave out of it?",
            Channel.EMAIL,
        ),
        Example(
            "Hi Noor,\n\nyour [Table 3] has an empty {} in line 3, and <noor@site.example> bounced. What did you measure there?",
            Channel.EMAIL,
        ),
        Example("Hi Jun,\n\nyour %APPDATA% note and the useState<User> trick saved my Sunday. How did you find it?", Channel.EMAIL),
    )

    def check(self, analysis: Analysis) -> Iterator[Finding]:
        """Every unfilled slot, with the profile's value where it has one."""
        body = analysis.message.body
        foreign = [zone.span for zone in analysis.zones if zone.zone in (Zone.QUOTED, Zone.BOILERPLATE)]
        for match in _SLOT.finditer(analysis.message.subject or ""):
            yield self.finding(Span(0, 0), f"“{match.group()}” was left unfilled in the subject. Fill it in, or write around it.")
        places: dict[str, list[Span]] = {}
        for match in (*_SLOT.finditer(body), *_EMPTY_NAME.finditer(body)):
            span = Span(*match.span())
            if not _NO_SLOT.fullmatch(match.group()) and not any(span.overlaps(other) for other in foreign):
                places.setdefault(match.group(), []).append(span)
        for slot, spans in places.items():
            yield self._unfilled(analysis, slot, spans)

    def _unfilled(self, analysis: Analysis, slot: str, spans: list[Span]) -> Finding:
        """One finding for a slot, however often it stands there."""
        greeted = [span for span in spans if analysis.greeting is not None and span.overlaps(analysis.greeting)]
        in_greeting = spans[0] in greeted
        value = _value_for(slot, analysis.recipient, in_greeting)
        # Below the greeting a slot for a name may stand for the sender's.
        filled = greeted if in_greeting and _field(slot) in _FIRST_NAME | _FULL_NAME | _LAST_NAME else spans
        times = f", {len(spans)} times" if len(spans) > 1 else ""
        return self.finding(
            spans[0],
            f"“{slot.strip()}” was left unfilled{times}"
            + (f"; the profile says “{value}”." if value else ". Fill it in, or write around it."),
            edits=tuple(Edit(span, value) for span in filled) if value else (),
            is_safe=in_greeting and _field(slot) in _FIRST_NAME,
        )


def _field(slot: str) -> str:
    """What the slot stands for: "firstname" of `{{ first_name | there }}`."""
    return re.sub(r"[^a-z]", "", slot.partition("|")[0].lower())


def _value_for(slot: str, recipient: Profile | None, in_greeting: bool) -> str | None:
    """What the profile says for a slot. None if it says nothing, or where the slot could be the sender's: a name outside the greeting."""
    field = _field(slot)
    if recipient is None or recipient.name is None:
        return None
    if in_greeting and field in _FIRST_NAME | _FULL_NAME | _LAST_NAME:
        return (
            recipient.name.split()[-1] if field in _LAST_NAME else recipient.name if field in _FULL_NAME else recipient.first_name
        )
    if field in _COMPANY:
        current = [fact.text for fact in recipient.of_kind(FactKind.EMPLOYER) if fact.current]
        return current[0] if len(current) == 1 else None
    return None
