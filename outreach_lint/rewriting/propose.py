"""Propose rewrites, small edits first; each is shown only if it lints clean and every word of it is traced."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from outreach_lint.channels import ChannelFacts
from outreach_lint.finding import Claim, Edit, Finding, Rewrite, Severity, apply_edits
from outreach_lint.message import Message, Span, utf16_length
from outreach_lint.moves import Zone
from outreach_lint.profile import FactKind
from outreach_lint.reading.analysis import Analysis, Sentence
from outreach_lint.rewriting.facts import Topic, TopicKind, is_safe, rank_topics
from outreach_lint.rewriting.ground import claims_of, untraced
from outreach_lint.rewriting.plan import Plan, make_plan, removals
from outreach_lint.rewriting.realise import Wording, wordings

MOST_WHOLE_REWRITES = 3

_SUBJECTS = {
    TopicKind.SHARED_SCHOOL: "the school that you share", TopicKind.SHARED_EMPLOYER: "the employer that you share", TopicKind.TALK: "their talk",
    TopicKind.POST: "their post", TopicKind.PUBLICATION: "what they wrote", TopicKind.PROJECT: "their project",
    TopicKind.CAREER_CHANGE: "their change of career", TopicKind.CAUSE: "their volunteer work", TopicKind.HIGHLIGHT: "a line of their profile",
    TopicKind.STUDIES: "their studies", TopicKind.AWARD: "their award", TopicKind.INTEREST: "an interest of theirs",
    TopicKind.TENURE: "their years at one place", TopicKind.POSITION: "their work",
}  # fmt: skip

Lint = Callable[[Message], tuple[Finding, ...]]


@dataclass(frozen=True)
class Proposer:
    """Proposes rewrites of an analysed message. `lint` checks a candidate with the rules that checked the draft."""

    lint: Lint

    def propose(self, analysis: Analysis, findings: tuple[Finding, ...]) -> tuple[Rewrite, ...]:
        """At most one set of small edits and three whole rewrites, none for a draft without error or warning."""
        if not _serious(findings):
            return ()
        plan = make_plan(analysis, findings)
        recipient = analysis.recipient
        topics = rank_topics(recipient, analysis.message.body, analysis.sender) if recipient else []
        small = self._small_edits(analysis, plan, findings, topics)
        return (*([small] if small else []), *self._whole_rewrites(analysis, plan, topics, besides=small))

    def _small_edits(self, analysis: Analysis, plan: Plan, findings: tuple[Finding, ...], topics: list[Topic]) -> Rewrite | None:
        """The fewest edits that help: corrections from the profile, requests parked, a remark put before the rest."""
        edits = _merged([*plan.corrections, *removals(analysis, plan)])
        for wording in self._openers(analysis, plan, topics):
            claims = claims_of(wording.facts) if wording else ()
            all_edits = _with_opener(analysis, wording, edits)
            rewrite = _rewrite("Small edits", analysis, all_edits, (*claims, *_corrections(edits, analysis)), plan)
            if self._is_better(rewrite, analysis, findings):
                return rewrite
        return None

    def _openers(self, analysis: Analysis, plan: Plan, topics: list[Topic]) -> Iterator[Wording | None]:
        if analysis.recipient is not None and not plan.about_recipient:
            for topic in topics[:3]:
                yield from wordings(topic, analysis.recipient, analysis.message.body)
        yield None

    def _is_better(self, rewrite: Rewrite, analysis: Analysis, findings: tuple[Finding, ...]) -> bool:
        if (
            not rewrite.edits
            or not _has_words(rewrite.text, analysis)
            or untraced(rewrite.text, analysis.message.body, rewrite.facts, analysis.recipient)
        ):
            return False
        limit = analysis.channel_facts.limit
        if limit is not None and utf16_length(rewrite.text.strip()) > limit:
            return False
        after = _serious(self._lint(rewrite, analysis))
        # What was taken out may leave the message without a question; no fault of another kind may come in.
        known = {f.rule for f in findings} | {"reference/missing", "talk/no-question"}
        return len(after) < len(_serious(findings)) and {f.rule for f in after} <= known

    def _whole_rewrites(self, analysis: Analysis, plan: Plan, topics: list[Topic], besides: Rewrite | None) -> Iterator[Rewrite]:
        """Each about something else than the others and the small edits."""
        if plan.says_enough:
            return
        found = 0
        told = {claim.source for claim in besides.facts} if besides else set()
        for topic in topics:
            rewrite = None if told & set(topic.key) else self._rewrite_about(topic, analysis, plan)
            if rewrite:
                told |= {claim.source for claim in rewrite.facts}
                yield rewrite
                found += 1
            if found == MOST_WHOLE_REWRITES:
                return

    def _rewrite_about(self, topic: Topic, analysis: Analysis, plan: Plan) -> Rewrite | None:
        """The first wording that fits the channel, lints without error and warning, and is traced to its sources."""
        recipient = analysis.recipient
        if recipient is None:
            return None
        for limit in _limits(analysis.channel_facts):
            for wording in wordings(topic, recipient, analysis.message.body):
                for kept in _to_keep(plan):
                    rewrite = _whole(topic, wording, kept, analysis, plan)
                    fits = limit is None or utf16_length(rewrite.text.strip()) <= limit
                    traced = fits and not untraced(rewrite.text, analysis.message.body, rewrite.facts, recipient)
                    if traced and self._is_clean(rewrite, analysis):
                        return rewrite
        return None

    def _is_clean(self, rewrite: Rewrite, analysis: Analysis) -> bool:
        return not _serious(self._lint(rewrite, analysis))

    def _lint(self, rewrite: Rewrite, analysis: Analysis) -> tuple[Finding, ...]:
        return self.lint(replace(analysis.message, body=rewrite.text))


def _serious(findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.severity is not Severity.INFO]


def _has_words(text: str, analysis: Analysis) -> bool:
    """Whether something is left to say besides the greeting and the sign-off."""
    outer = sum(z.span.end - z.span.start for z in analysis.zones if z.zone in (Zone.GREETING, Zone.SIGN_OFF))
    return len(text.strip()) > outer + 15


def _limits(facts: ChannelFacts) -> list[int | None]:
    """What every account may send on the channel, then what the best may."""
    return list(dict.fromkeys([facts.limit_for_all or facts.limit, facts.limit]))


def _to_keep(plan: Plan) -> Iterator[tuple[Sentence, ...]]:
    """What of the draft to keep: all that is good in it, then less, in case that some of it does not pass or fit."""
    own = (*plan.about_sender, *plan.offers)
    options = [(*plan.about_recipient, *own), own, plan.about_sender[:1] + plan.offers, plan.about_sender, plan.offers, ()]
    yield from dict.fromkeys(options)


def _merged(edits: list[Edit]) -> list[Edit]:
    """The edits, with removals that touch made one, and without those that another one covers."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.span.start, -e.span.end)):
        last = kept[-1] if kept else None
        if last is None or edit.span.start >= last.span.end:
            kept.append(edit)
        elif not last.text and not edit.text:
            kept[-1] = Edit(Span(last.span.start, max(last.span.end, edit.span.end)), "")
    return kept


def _with_opener(analysis: Analysis, wording: Wording | None, edits: list[Edit]) -> list[Edit]:
    """The edits, with the remark and the question put before the rest of the body."""
    if wording is None:
        return edits
    body, start = analysis.message.body, analysis.body.start
    text = f"{wording.remark} {wording.question}"
    removal = next((edit for edit in edits if edit.span.start <= start < edit.span.end and not edit.text), None)
    end = removal.span.end if removal else start
    gap = "" if not body[end:].strip() else "\n\n"
    lead = "" if not body[:start].strip() or body[:start].endswith("\n") else "\n\n"
    # White space before the opener gives way to the blank line that leads to it.
    before = len(body[:start].rstrip()) if lead else start
    others = [edit for edit in edits if edit is not removal]
    return [*others, Edit(Span(before, max(end, start)), lead + text + gap)]


def _corrections(edits: list[Edit], analysis: Analysis) -> Iterator[Claim]:
    """The facts that the findings' own corrections put in: a whole value, or a part of the name."""
    for edit in edits:
        for fact in analysis.recipient.facts if edit.text and analysis.recipient else ():
            if edit.text == fact.text or (fact.kind is FactKind.NAME and edit.text in fact.text.split()):
                yield Claim(fact.text, fact.source)


def _rewrite(title: str, analysis: Analysis, edits: list[Edit], claims: tuple[Claim, ...], plan: Plan) -> Rewrite:
    edits = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end))
    return Rewrite(title, apply_edits(analysis.message.body, edits), tuple(edits), claims, plan.parked_text)


def _whole(topic: Topic, wording: Wording, kept: tuple[Sentence, ...], analysis: Analysis, plan: Plan) -> Rewrite:
    """Greeting, remark and question, what is kept of the draft, sign-off; all behind them (quoted text) stays as it is."""
    body = analysis.message.body
    greeting, greeting_claims = _greeting(analysis, plan.corrections)
    sign_off = next((z.span for z in analysis.zones if z.zone is Zone.SIGN_OFF), None)
    end = sign_off.start if sign_off else analysis.body.end
    remark = " ".join([*(_tidy(s.text) for s in kept if s in plan.about_recipient), wording.remark, wording.question])
    paragraphs = (remark, " ".join(_tidy(s.text) for s in kept if s not in plan.about_recipient))
    text = "\n\n".join(part for part in (greeting, *paragraphs) if part) + ("\n\n" if sign_off else "")
    edit = Edit(Span(_own_start(analysis), end), text)
    claims = (*greeting_claims, *claims_of(wording.facts))
    reasons = f" ({', '.join(topic.reasons)})" if topic.reasons else ""
    title = f"Ask about {_SUBJECTS[topic.kind]}{reasons}"
    return Rewrite(title, apply_edits(body, [edit]), (edit,), claims, plan.parked_text)


def _own_start(analysis: Analysis) -> int:
    return min((z.span.start for z in analysis.zones if z.zone in (Zone.GREETING, Zone.BODY)), default=0)


def _greeting(analysis: Analysis, corrections: tuple[Edit, ...]) -> tuple[str, tuple[Claim, ...]]:
    """The draft's greeting with the corrections that findings make to it; one with the first name where the draft has none."""
    span, recipient = analysis.greeting, analysis.recipient
    name = next((fact for fact in recipient.of_kind(FactKind.NAME) if is_safe(fact.text)), None) if recipient else None
    claims = claims_of([name]) if name else ()
    if span is None:
        return (f"Hi {recipient.first_name},", claims) if recipient and name else ("", ())
    inside = [Edit(Span(e.span.start - span.start, e.span.end - span.start), e.text) for e in corrections if e.span.overlaps(span)]
    return apply_edits(analysis.text(span), inside), claims if inside else ()


def _tidy(text: str) -> str:
    """A sentence on one line, with a capital and a full stop."""
    line = re.sub(r"\s+", " ", text).strip()
    line = line[0].upper() + line[1:] if line else line
    return line if not line or line[-1] in ".!?…)" else line + "."
