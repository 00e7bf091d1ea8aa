"""The language server: what is found in open drafts, in the words of the Language Server Protocol. Imported only by `lsp.serve`, since it needs pygls."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import Any, TypeVar
from urllib.parse import unquote

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path
from pygls.workspace import TextDocument

from outreach_lint.columns import ColumnUnit
from outreach_lint.drafts import draft_suffixes
from outreach_lint.errors import OutreachLintError
from outreach_lint.finding import Edit, Finding, Rewrite, Severity
from outreach_lint.hooks.lasting import LastingSession
from outreach_lint.hooks.opened import Change, Looked, Opened, Position, edits_between
from outreach_lint.manual.rules import rule_page
from outreach_lint.message import Channel, Message, Span, printable
from outreach_lint.resume import profile_from_resume
from outreach_lint.ruleset import all_rules
from outreach_lint.session import Checked, Draft, Session
from outreach_lint.settings import Settings

NAME = "outreach-lint"
PAUSE = 0.15  # seconds without typing after which a draft is checked
FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.{NAME}"
_LANGUAGES = ("markdown", "plaintext", "text", "mail", "eml")
_MAIL = ("mail", "eml")
_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_UNITS = {
    types.PositionEncodingKind.Utf8: ColumnUnit.UTF8,
    types.PositionEncodingKind.Utf16: ColumnUnit.UTF16,
    types.PositionEncodingKind.Utf32: ColumnUnit.CODE_POINTS,
}
_WARM_UP = Message(
    "Hi Ann,\n\nI hope you are well. Could you refer me for a job?\n",
    about=profile_from_resume(
        {"basics": {"name": "Ann Other"}, "projects": [{"name": "Mudlark", "description": "Maps of the shore at low tide"}]}, ""
    ),
)
_LONGEST_WORDS = 40  # characters of a draft in the title of an action
_SENT_STALE = types.LSPErrorCodes.ContentModified
_Result = TypeVar("_Result")


@dataclass(frozen=True)
class _State:
    """A file as it was when it was looked at, in a version of its text."""

    version: int | None
    opened: Opened
    looked: Looked


class _Protocol(LanguageServerProtocol):
    """What pygls does of itself, but that it fails where a file changes that was never opened."""

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> Generator[Any, Any, None]:
        if unquote(params.text_document.uri) in self.workspace.text_documents:
            yield from super().lsp_text_document__did_change(params)


class DraftServer(LanguageServer):
    """Checks the drafts that an editor has open. All reading is done by one thread, one draft after the other, so that typing never waits."""

    def __init__(self, make_session: Callable[[], Session]) -> None:
        # An editor sends the whole text: lines are counted here as the protocol does, in which a form feed ends none.
        super().__init__(NAME, version(NAME), types.TextDocumentSyncKind.Full, protocol_cls=_Protocol)
        self._lasting = LastingSession(make_session)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix=NAME)
        self._is_warm = False
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._looking: dict[str, tuple[int | None, asyncio.Future[_State]]] = {}

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell the editor of a fault by its kind: its text could quote a draft."""
        words = f"{NAME}: a fault of the language server ({type(error).__name__})"
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, words))

    async def on_initialized(self, _: types.InitializedParams) -> None:
        """Load the models before the first draft needs them."""
        self._worker.submit(_warm_up, self._lasting)

    async def on_shutdown(self, _: None) -> None:
        """Leave what has not begun."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    async def on_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Check the draft."""
        self._schedule(params.text_document.uri, 0)

    async def on_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Check the draft once nothing is typed for a moment."""
        self._schedule(params.text_document.uri, PAUSE)

    async def on_save(self, params: types.DidSaveTextDocumentParams) -> None:
        """Check the draft."""
        self._schedule(params.text_document.uri, 0)

    async def on_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Take back what was told of the draft."""
        uri = params.text_document.uri
        self._stop(uri)
        if self._looking.pop(uri, None):
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def on_hover(self, params: types.HoverParams) -> types.Hover | None:
        """Tell more of what was found at a place."""
        uri = params.text_document.uri
        return self.hover(params.position, await self.look(uri)) if self.checks(uri) else None

    async def on_code_action(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """Tell what can be done."""
        if not self.checks(params.text_document.uri):
            return []
        state = await self.look(params.text_document.uri)
        return await self.in_worker(partial(self.actions, params, state))

    async def on_resolve(self, action: types.CodeAction) -> types.CodeAction:
        """Add the edit to a rewrite that was chosen."""
        uri = action.data.get("uri") if isinstance(action.data, dict) else None
        if not isinstance(uri, str) or not self.checks(uri):
            return action
        state = await self.look(uri)
        return await self.in_worker(partial(self.resolve, action, state))

    @property
    def unit(self) -> ColumnUnit:
        """What the editor counts columns in."""
        return _UNITS.get(types.PositionEncodingKind(self.workspace.position_encoding or "utf-16"), ColumnUnit.UTF16)

    def _schedule(self, uri: str, pause: float) -> None:
        """Check a draft after a pause, unless it changes before that."""
        if not self.checks(uri):
            return
        self._stop(uri)
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._publish(uri, pause))

    def _stop(self, uri: str) -> None:
        waiting = self._waiting.pop(uri, None)
        if waiting:
            waiting.cancel()

    async def _publish(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        if not pause:
            self._looking.pop(uri, None)  # a profile or settings may have changed while the text has not
        state = await self.look(uri)
        document = self._open(uri)
        if document and document.version == state.version:
            found = list(self._diagnostics(state))
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, state.version))
            self._warm_up_rewrites()

    def _warm_up_rewrites(self) -> None:
        """Load what rewrites need, once the first draft has been told of."""
        if not self._is_warm:
            self._is_warm = True
            self._worker.submit(lambda: _warm_up(self._lasting).report.rewrites)

    async def look(self, uri: str) -> _State:
        """What is found in the present text of an open draft; one text is looked at once."""
        document = self.workspace.get_text_document(uri)
        known = self._looking.get(uri)
        if known is None or known[0] != document.version:
            looking = self.in_worker(partial(self._look_now, uri, document.version, _opened(document)))
            known = self._looking[uri] = (document.version, asyncio.ensure_future(looking))
        return await asyncio.shield(known[1])

    def _look_now(self, uri: str, version: int | None, opened: Opened) -> _State:
        """What is found in a text; nothing where it was typed over while it waited for its turn."""
        document = self._open(uri)
        is_stale = document is None or document.version != version
        return _State(version, opened, Looked(None, ()) if is_stale else opened.check(self._lasting))

    async def in_worker(self, work: Callable[[], _Result]) -> _Result:
        """Do something where drafts are read."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work)

    def _open(self, uri: str) -> TextDocument | None:
        """An open document; pygls keeps them by addresses that are not escaped."""
        found: TextDocument | None = self.workspace.text_documents.get(unquote(uri))
        return found

    def checks(self, uri: str) -> bool:
        """Whether a document is open and, by its name or language, a draft."""
        document = self._open(uri)
        if document is None:
            return False
        return _file_of(uri).lower().endswith(draft_suffixes()) or document.language_id in _LANGUAGES

    def _diagnostics(self, state: _State) -> Iterator[types.Diagnostic]:
        for one in state.looked.found:
            if isinstance(one, OutreachLintError):
                yield self._complaint(one, state.opened)
            else:
                yield from (self.diagnostic(finding, one, state.opened) for finding in one.report.findings)

    def diagnostic(self, finding: Finding, checked: Checked, opened: Opened) -> types.Diagnostic:
        """A finding where it stands in the text."""
        link = checked.report.link(finding)
        return types.Diagnostic(
            range=self.range(opened.span(checked.draft.message, finding.span), opened),
            message=finding.message,
            severity=_SEVERITIES[finding.severity],
            code=finding.rule,
            code_description=types.CodeDescription(link) if link.startswith(("https://", "http://")) else None,
            source=NAME,
        )

    def _complaint(self, error: OutreachLintError, opened: Opened) -> types.Diagnostic:
        """What cannot be read, at its line, or at the first where it stands in another file."""
        is_here = error.path is None or str(error.path) == opened.file
        line = opened.line((error.line or 1) - 1 if is_here else 0)
        return types.Diagnostic(
            range=self.range(line, opened),
            message=printable(error.problem if is_here else str(error)),
            severity=types.DiagnosticSeverity.Error if opened.text.strip() else types.DiagnosticSeverity.Information,
            source=NAME,
        )

    def range(self, span: Span, opened: Opened) -> types.Range:
        """A span of the text as the editor counts."""
        start, end = (types.Position(*opened.position(offset, self.unit)) for offset in span)
        return types.Range(start, end)

    def hover(self, position: types.Position, state: _State) -> types.Hover | None:
        """Why something was found at a place, and the manual of its rules."""
        place = state.opened.offset(Position(position.line, position.character), self.unit)
        found = list(_findings_at(Span(place, place), state))
        if not found:
            return None
        pages = dict.fromkeys(_page(checked, finding) for checked, finding in found)
        first = state.opened.span(found[0][0].draft.message, found[0][1].span)
        kind = types.MarkupKind.Markdown if self._reads_markdown else types.MarkupKind.PlainText
        return types.Hover(types.MarkupContent(kind, "\n\n---\n\n".join(pages)), self.range(first, state.opened))

    @property
    def _reads_markdown(self) -> bool:
        text = self.client_capabilities.text_document
        formats = text.hover.content_format if text and text.hover else None
        return formats is None or types.MarkupKind.Markdown in formats

    def actions(self, params: types.CodeActionParams, state: _State) -> list[types.CodeAction]:
        """What can be done: quick fixes and waivers for what was found in a range, all safe edits at once, and rewrites."""
        opened, uri = state.opened, params.text_document.uri
        start, end = (opened.offset(Position(p.line, p.character), self.unit) for p in (params.range.start, params.range.end))
        found = list(_findings_at(Span(start, max(start, end)), state))
        made: list[types.CodeAction] = []
        if _is_wanted(types.CodeActionKind.QuickFix, params.context):
            made += [action for checked, finding in found for action in self._quick_fix(checked, finding, state, uri)]
            made += self._waivers(found, state, uri)
        if _is_wanted(FIX_ALL, params.context) and (params.context.only or _is_asked(params.context)):
            made += [action for checked in state.looked.checked for action in self._fix_all(checked, state, uri)]
        if _is_wanted(types.CodeActionKind.RefactorRewrite, params.context):
            made += self._rewrites(params.context, state, uri)
        return made

    def _quick_fix(self, checked: Checked, finding: Finding, state: _State, uri: str) -> Iterator[types.CodeAction]:
        edit = self._edit(checked, finding.edits, state, uri)
        if edit:
            yield types.CodeAction(
                title=_title_of(finding, checked),
                kind=types.CodeActionKind.QuickFix,
                diagnostics=[self.diagnostic(finding, checked, state.opened)],
                is_preferred=finding.is_safe or None,
                edit=edit,
            )

    def _waivers(self, found: Iterable[tuple[Checked, Finding]], state: _State, uri: str) -> Iterator[types.CodeAction]:
        told: dict[tuple[int | None, str], tuple[Checked, Finding]] = {}
        for checked, finding in found:
            told.setdefault((checked.draft.message.number, finding.rule), (checked, finding))
        for checked, finding in told.values():
            session = state.looked.session
            changes = state.opened.waiving(session, checked.draft.message, finding.rule) if session else ()
            if changes:
                yield types.CodeAction(
                    title=f"waive: {finding.rule} in this draft",
                    kind=types.CodeActionKind.QuickFix,
                    diagnostics=[self.diagnostic(finding, checked, state.opened)],
                    edit=self._workspace_edit(changes, state, uri),
                )

    def _fix_all(self, checked: Checked, state: _State, uri: str) -> Iterator[types.CodeAction]:
        session = state.looked.session
        if session is None or not any(finding.is_safe and finding.edits for finding in checked.report.findings):
            return
        mended = session.mend(checked, unsafe=False)
        edit = self._edit(checked, edits_between(checked.draft.message.body, mended.report.message.body), state, uri)
        if edit:
            yield types.CodeAction(title=f"fix: all safe edits ({mended.count})", kind=FIX_ALL, edit=edit)

    def _rewrites(self, context: types.CodeActionContext, state: _State, uri: str) -> Iterator[types.CodeAction]:
        """The proposals. They take a while, so an editor that asks by itself as the cursor moves gets those that are known already."""
        for place, one in enumerate(state.looked.found):
            if not isinstance(one, Checked) or not one.draft.message.is_writable:
                continue
            if not _is_asked(context) and "rewrites" not in vars(one.report):
                continue
            for number, rewrite in enumerate(one.report.rewrites):
                action = types.CodeAction(title=f"rewrite: {rewrite.title}", kind=types.CodeActionKind.RefactorRewrite)
                if self._resolves_edits:
                    action.data = {"uri": uri, "version": state.version, "draft": place, "rewrite": number}
                    yield action
                elif self._write_rewrite(action, one, rewrite, state, uri):
                    yield action

    def resolve(self, action: types.CodeAction, state: _State) -> types.CodeAction:
        """The action with its edit. Raises JsonRpcException where the text has changed since it was proposed."""
        data = action.data if isinstance(action.data, dict) else {}
        if data.get("version") != state.version:
            raise JsonRpcException("the draft has changed since this was proposed", _SENT_STALE)
        try:
            checked = state.looked.found[data["draft"]]
            assert isinstance(checked, Checked)
            rewrite = checked.report.rewrites[data["rewrite"]]
        except (AssertionError, LookupError, TypeError):
            raise JsonRpcException("this was not proposed", _SENT_STALE) from None
        if not self._write_rewrite(action, checked, rewrite, state, data["uri"]):
            raise JsonRpcException("this draft cannot be written to", _SENT_STALE)
        return action

    def _write_rewrite(self, action: types.CodeAction, checked: Checked, rewrite: Rewrite, state: _State, uri: str) -> bool:
        action.edit = self._edit(checked, rewrite.edits, state, uri)
        return action.edit is not None

    def _edit(self, checked: Checked, edits: Iterable[Edit], state: _State, uri: str) -> types.WorkspaceEdit | None:
        session = state.looked.session
        changes = state.opened.changed(session, checked.draft.message, edits) if session else ()
        return self._workspace_edit(changes, state, uri) if changes else None

    def _workspace_edit(self, changes: Iterable[Change], state: _State, uri: str) -> types.WorkspaceEdit:
        edits = [types.TextEdit(self.range(change.span, state.opened), change.text) for change in changes]
        if self._takes_versions:
            document = types.OptionalVersionedTextDocumentIdentifier(uri, state.version)
            return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, edits)])
        return types.WorkspaceEdit(changes={uri: edits})

    @property
    def _takes_versions(self) -> bool:
        workspace = self.client_capabilities.workspace
        return bool(workspace and workspace.workspace_edit and workspace.workspace_edit.document_changes)

    @property
    def _resolves_edits(self) -> bool:
        text = self.client_capabilities.text_document
        support = text.code_action.resolve_support if text and text.code_action else None
        return support is not None and "edit" in support.properties


def language_server(make_session: Callable[[], Session]) -> DraftServer:
    """The server, ready to be started."""
    _keep_drafts_out_of_logs()
    server = DraftServer(make_session)
    kinds: list[types.CodeActionKind | str] = [types.CodeActionKind.QuickFix, types.CodeActionKind.RefactorRewrite, FIX_ALL]
    server.feature(types.INITIALIZED)(_handler(server.on_initialized))
    server.feature(types.SHUTDOWN)(_handler(server.on_shutdown))
    server.feature(types.TEXT_DOCUMENT_DID_OPEN)(_handler(server.on_open))
    server.feature(types.TEXT_DOCUMENT_DID_CHANGE)(_handler(server.on_change))
    server.feature(types.TEXT_DOCUMENT_DID_SAVE)(_handler(server.on_save))
    server.feature(types.TEXT_DOCUMENT_DID_CLOSE)(_handler(server.on_close))
    server.feature(types.TEXT_DOCUMENT_HOVER)(_handler(server.on_hover))
    server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(kinds, resolve_provider=True))(
        _handler(server.on_code_action)
    )
    server.feature(types.CODE_ACTION_RESOLVE)(_handler(server.on_resolve))
    return server


def _handler(method: Callable[[Any], Awaitable[_Result]]) -> Callable[[Any], Awaitable[_Result]]:
    """A method as a function, which pygls can write its marks on."""

    async def handle(params: Any) -> _Result:
        return await method(params)

    return handle


def _keep_drafts_out_of_logs() -> None:
    """What pygls logs of a fault quotes the message in which it came up."""
    log = logging.getLogger("pygls")
    log.handlers = [logging.NullHandler()]
    log.propagate = False


def _warm_up(lasting: LastingSession) -> Checked:
    return lasting.session("draft").lint(Draft("draft", Settings(), _WARM_UP))


def _opened(document: TextDocument) -> Opened:
    file = _file_of(document.uri)
    is_named = file.lower().endswith(draft_suffixes())
    return Opened(
        file=file,
        text=document.source,
        format="markdown" if document.language_id == "markdown" and not is_named else None,
        channel=Channel.EMAIL if document.language_id in _MAIL else None,
    )


def _file_of(uri: str) -> str:
    """The file of a document; of one that was never saved, a name in the working directory."""
    file = to_fs_path(uri) if uri.startswith("file:") else None
    return file or uri.rpartition("/")[2].rpartition(":")[2] or "draft"


def _findings_at(span: Span, state: _State) -> Iterator[tuple[Checked, Finding]]:
    """What was found in words that the span meets, or at whose edge it stands."""
    for checked in state.looked.checked:
        for finding in checked.report.findings:
            found = state.opened.span(checked.draft.message, finding.span)
            if found.start <= span.end and span.start <= found.end:
                yield checked, finding


def _is_asked(context: types.CodeActionContext) -> bool:
    """Whether a person asks, and not the editor by itself as the cursor moves."""
    return context.trigger_kind != types.CodeActionTriggerKind.Automatic


def _is_wanted(kind: str, context: types.CodeActionContext) -> bool:
    return context.only is None or any(kind == only or kind.startswith(f"{only}.") for only in map(_value, context.only))


def _value(kind: types.CodeActionKind | str) -> str:
    return kind.value if isinstance(kind, types.CodeActionKind) else kind


def _title_of(finding: Finding, checked: Checked) -> str:
    """What the edits of a finding do, in a few words."""
    if len(finding.edits) > 1:
        done = f"make {len(finding.edits)} edits"
    else:
        edit = finding.edits[0]
        old, new = checked.draft.message.body[edit.span.start : edit.span.end].strip(), edit.text.strip()
        done = (f"replace {_quoted(old)} with {_quoted(new)}" if old and new else f"insert {_quoted(new)}" if new else f"delete {_quoted(old)}")  # fmt: skip
    return f"fix: {done} ({finding.rule})"


def _quoted(words: str) -> str:
    words = printable(words)
    return f"“{words if len(words) <= _LONGEST_WORDS else words[: _LONGEST_WORDS - 1] + '…'}”"


def _page(checked: Checked, finding: Finding) -> str:
    """What was found, on what that rests, and the manual of its rule."""
    reason = f"\n\n{finding.reason[0].upper()}{finding.reason[1:]}." if finding.reason else ""
    return f"**{finding.message}**{reason}\n\n{rule_page(finding.rule, all_rules(checked.draft.settings.local_rules))}"
