"""The tools for assistants, in the words of the Model Context Protocol. Imported only by `mcp.serve`, since it needs the SDK and pydantic."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib.metadata import version
from threading import Lock
from typing import Annotated, Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import ToolAnnotations
from pydantic import BaseModel, ConfigDict, Field

from outreach_lint.campaign import Campaign
from outreach_lint.drafts import the_only
from outreach_lint.errors import OutreachLintError, ProfileError
from outreach_lint.finding import Report
from outreach_lint.hooks.lasting import LastingSession
from outreach_lint.manual.rules import rule_page
from outreach_lint.message import Channel, Role, printable
from outreach_lint.profile import Profile
from outreach_lint.profiles import json_resume
from outreach_lint.profiles import text as plain_text
from outreach_lint.reports.json import draft_object
from outreach_lint.ruleset import all_rules
from outreach_lint.session import Draft, Session

NAME = "outreach-lint"
MOST_PROFILE = 500_000  # characters
_FILE = "message.json"  # what a message is called: settings are looked for from the working directory
_RECIPIENT, _SENDER = "the recipient's profile", "the sender's profile"
_INSTRUCTIONS = (
    "Checks first-contact messages (LinkedIn notes, InMail, cold email, direct messages) before they are sent, offline. Call lint_message with every draft"
    " that you write or are shown, and with what is known of the recipient; call propose_rewrites for better texts built from the recipient's profile;"
    " call explain_rule for the reasons behind a finding. Nothing is sent or stored."
)
_READS = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Place(_Strict):
    start: int = Field(ge=0, description="Where it begins in the text: code points.")
    end: int = Field(ge=0, description="Where it ends, exclusive.")
    line: int = Field(ge=1)
    column: int = Field(ge=1)


class FoundMove(Place):
    """What a sentence does: a greeting, a request, a reference to the recipient."""

    move: str
    kind: str | None = Field(description="Of a request, what is asked for.")
    score: float = Field(ge=0, le=1)


class FoundEdit(_Strict):
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str = Field(description="What to put in the place of these characters.")


class FoundFault(Place):
    """A finding."""

    rule: str = Field(description="Its name, for explain_rule.")
    severity: str = Field(description="error: most strangers stop reading; warning; info: worth a thought.")
    message: str = Field(description="What is wrong, and what to do instead.")
    score: float | None = Field(description="How sure the classifier is; null where none was asked.")
    reason: str = Field(description="What the finding rests on.")
    evidence: str = Field(description="What is known about the fault, with its grade.")
    link: str
    edits: list[FoundEdit] = Field(description="They mend it, all of them together.")
    safe: bool = Field(description="Whether the edits change neither what is said nor to whom.")


class UsedFact(_Strict):
    text: str
    source: str = Field(description="Where it stands: work[0].name of the recipient's profile, from:work[0].name of the sender's.")


class ProposedText(_Strict):
    """A better text."""

    title: str
    text: str = Field(description="The whole message.")
    edits: list[FoundEdit]
    facts: list[UsedFact] = Field(description="Every fact that it claims.")
    parked: str | None = Field(description="The request that was taken out, to be made once the recipient has answered.")
    reasons: list[str]
    prompts: list[str] = Field(
        description="Questions to the sender, about what nobody else can add. Ask them; do not answer them yourself."
    )
    left_out: list[str] = Field(
        description="What the draft says besides, and this text does not. Show it, so that nothing is lost."
    )


class SkippedRule(_Strict):
    rule: str
    reason: str


class LintedDraft(_Strict):
    """All that is known of a draft; the same as an element of `drafts` in the command line's JSON."""

    path: str | None
    number: int | None
    channel: str
    stage: int = Field(ge=0, le=4)
    stage_reason: str
    recipient: str | None
    moves: list[FoundMove]
    findings: list[FoundFault]
    rewrites: list[ProposedText]
    skipped: list[SkippedRule] = Field(description="Rules that could not run, and what they lack.")
    waived: list[str]
    known: int = Field(ge=0)


class Proposals(_Strict):
    """Better texts, at most three, small edits first."""

    rewrites: list[ProposedText]
    findings: int = Field(ge=0, description="How many findings the draft has.")
    hint: str | None = Field(description="What would allow for better proposals.")


class RulePage(_Strict):
    """The manual of a rule."""

    rule: str
    page: str = Field(description="Markdown.")


_Text = Annotated[str, Field(description="The message as it would be sent, without its subject.")]
_Subject = Annotated[str | None, Field(description="The subject line, if it has one.")]
_ChannelName = Annotated[
    str | None, Field(description=f"How it travels: {', '.join(Channel)}.", json_schema_extra={"enum": [*Channel, None]})
]
_RecipientName = Annotated[
    str | None,
    Field(
        description="Whom it goes to: a name, a mail address, or both as “Ada Example <ada@example.org>”. The user's address book is searched."
    ),
]
_ProfileOf = Annotated[
    dict[str, Any] | str | None,
    Field(
        description="What is known of them: an object in the shape of JSON Resume (basics.name, basics.label, work, projects, publications, volunteer"
        " ...), or the plain text of a biography. Only what a source says; never guess. No path: no file is read."
    ),
]
_Stage = Annotated[
    int | None, Field(description="How far the conversation has come: 0 first contact, 1 they answered, ... 4 shared work.")
]
_RoleName = Annotated[
    str | None, Field(description=f"What the sender is: {', '.join(Role)}.", json_schema_extra={"enum": [*Role, None]})
]
_Thread = Annotated[
    list[dict[str, str]] | None,
    Field(description='Earlier messages, oldest first: [{"me": "..."}, {"them": "..."}].'),
]


class Desk:
    """Answers the tools, one call after the other."""

    def __init__(self, make_session: Callable[[], Session]) -> None:
        self._lasting = LastingSession(make_session)
        self._lock = Lock()

    def lint_message(
        self,
        text: _Text,
        subject: _Subject = None,
        channel: _ChannelName = None,
        recipient: _RecipientName = None,
        recipient_profile: _ProfileOf = None,
        sender_profile: _ProfileOf = None,
        stage: _Stage = None,
        role: _RoleName = None,
        thread: _Thread = None,
    ) -> LintedDraft:
        """Check a message to somebody who does not know the sender yet, before it is sent: a LinkedIn note or InMail, a cold email, a direct message. Call
        it whenever you have written, changed or been shown such a message. It finds what makes strangers not answer: an opening with a request, words
        that would fit anybody, nothing offered, facts that the profile contradicts. Give the recipient's profile if you know anything of them: without it
        references cannot be compared. Tell the user the findings in your own words, errors first; change the text only as far as they want it."""
        message = {
            "text": text,
            "subject": subject,
            "channel": channel,
            "recipient": recipient,
            "role": role,
            "stage": stage,
            "thread": thread,
        }
        with self._answering():
            return LintedDraft.model_validate(draft_object(self._report(message, recipient_profile, sender_profile)))

    def propose_rewrites(
        self,
        text: _Text,
        subject: _Subject = None,
        channel: _ChannelName = None,
        recipient: _RecipientName = None,
        recipient_profile: _ProfileOf = None,
        sender_profile: _ProfileOf = None,
        stage: _Stage = None,
        role: _RoleName = None,
        thread: _Thread = None,
    ) -> Proposals:
        """Propose better texts for a message that lint_message finds fault with, at most three, small edits first. Every fact in them is copied from the
        profiles or from the draft, and told with its source: add none of your own. Call it when the user wants the message improved, with the recipient's
        profile. Show the texts with their facts, and ask the user the questions in `prompts`."""
        message = {
            "text": text,
            "subject": subject,
            "channel": channel,
            "recipient": recipient,
            "role": role,
            "stage": stage,
            "thread": thread,
        }
        with self._answering():
            report = self._report(message, recipient_profile, sender_profile)
            rewrites = draft_object(report)["rewrites"]
            return Proposals.model_validate({"rewrites": rewrites, "findings": len(report.findings), "hint": report.hint})

    def explain_rule(
        self,
        rule: Annotated[str, Field(description="The name of a rule or group, as in findings: ask/opens-with-request, or ask.")],
    ) -> RulePage:
        """Tell what a rule finds, why that matters, with the evidence and its grade, and bad and good examples. Call it when the user asks why something
        was found, or how to do better."""
        with self._answering():
            settings = self._lasting.session(_FILE).found(_FILE).settings
            return RulePage(rule=rule, page=rule_page(rule[:_LONGEST_NAME], all_rules(settings.local_rules)))

    def _report(
        self, values: dict[str, Any], recipient: dict[str, Any] | str | None, sender: dict[str, Any] | str | None
    ) -> Report:
        data = json.dumps({key: value for key, value in values.items() if value is not None}).encode()
        session = self._lasting.session(_FILE)
        draft = the_only(session.read_content(data, _FILE, "json"), _FILE)
        about = _profile(recipient, _RECIPIENT)
        message = replace(draft.message, path=None, source=None, about=about)
        own = _profile(sender, _SENDER)
        return _lint(session, Draft(draft.file, draft.settings, message), own)

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """Do one thing at a time; what goes wrong is told in words that quote nothing of a message."""
        with self._lock:
            try:
                yield
            except OutreachLintError as error:
                told = error.problem if error.path in (None, _FILE) else str(error)
                raise ToolError(printable(told)) from None
            except Exception as error:
                raise ToolError(f"a fault of outreach-lint itself ({type(error).__name__}); nothing was checked") from None


_LONGEST_NAME = 100


def _lint(session: Session, draft: Draft, sender: Profile | None) -> Report:
    session.campaign = Campaign()  # a message that is asked about again is no repetition
    return session.lint(draft, sender=sender).report


def _profile(value: dict[str, Any] | str | None, whose: str) -> Profile | None:
    """The person of whom an object or a text tells; a text that holds an object is one. Raises ProfileError."""
    if value is None or value == "" or value == {}:
        return None
    is_object = not isinstance(value, str) or value.lstrip().startswith("{")
    said = value if isinstance(value, str) else json.dumps(value)
    if len(said) > MOST_PROFILE:
        raise ProfileError(f"{whose} has {len(said):,} characters; give at most {MOST_PROFILE:,}")
    try:
        person: Profile = (json_resume if is_object else plain_text).read(said.encode("utf-8", "replace"), whose)
        return replace(person, path=None) if is_object else person  # a record is no note of somebody's own
    except ProfileError as error:
        raise ProfileError(f"{whose}: {error.problem}", line=error.line, column=error.column) from None


def assistant_server(make_session: Callable[[], Session]) -> MCPServer[Any]:
    """The server, ready to be run."""
    logging.disable(logging.CRITICAL)  # the SDK logs what a call was given, and standard error is often kept
    server: MCPServer[Any] = MCPServer(NAME, title=NAME, instructions=_INSTRUCTIONS, version=version(NAME), log_level="CRITICAL")
    desk = Desk(make_session)
    for tool, title in (
        (desk.lint_message, "Check a first message"),
        (desk.propose_rewrites, "Propose better texts"),
        (desk.explain_rule, "Explain a rule"),
    ):
        server.add_tool(tool, title=title, description=_folded(tool.__doc__), annotations=_READS, structured_output=True)
    return server


def _folded(words: str | None) -> str:
    return " ".join((words or "").split())
