"""The language server, asked by an editor's library over standard input and output, and by the real Neovim."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="pygls is not installed")
pytest_lsp = pytest.importorskip("pytest_lsp", reason="pytest-lsp is not installed")

from lsprotocol import types  # noqa: E402
from pygls.exceptions import JsonRpcException  # noqa: E402

from outreach_lint.columns import ColumnUnit, places  # noqa: E402
from outreach_lint.errors import OutreachLintError, SettingsError  # noqa: E402
from outreach_lint.finding import Edit  # noqa: E402
from outreach_lint.hooks.lasting import LastingSession  # noqa: E402
from outreach_lint.hooks.opened import MOST_DRAFTS, Change, Opened, Position, edits_between  # noqa: E402
from outreach_lint.message import Channel, Span  # noqa: E402
from outreach_lint.session import Checked, Session  # noqa: E402

COMMAND = [
    sys.executable,
    "-c",
    "from outreach_lint.hooks.lsp import serve; from outreach_lint.session import Session; serve(Session)",
]
REQUEST = "Hi Bpb,\n\nI hope you are doing well. Can you spare 15 minutes this week? I want a job at Octant. My CV is attached.\n\nThanks,\nSam\n"
DRAFT = f"---\nchannel: linkedin-message\nprofile: bob.json\n---\n{REQUEST}"
BOB = {
    "basics": {"name": "Bob Hallward", "label": "Cartographer"},
    "work": [{"name": "Octant Maps", "position": "Lead cartographer", "startDate": "2020"}],
    "projects": [{"name": "Fogline", "description": "Charts of the harbour drawn by schoolchildren"}],
    "publications": [{"name": "What a coast forgets", "publisher": "Talk, MapCamp", "releaseDate": "2025-10"}],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bob.json").write_text(json.dumps(BOB), encoding="utf-8")
    (tmp_path / "draft.md").write_text(DRAFT, encoding="utf-8")
    return tmp_path


def _lasting() -> LastingSession:
    return LastingSession(Session)


_SHARED = _lasting()


def _checked(opened: Opened) -> tuple[Session, Checked]:
    looked = opened.check(_SHARED)
    assert looked.session is not None and looked.checked, looked.found
    return looked.session, looked.checked[0]


class TestText:
    """Places in a text as editors count them."""

    @pytest.mark.parametrize(("unit", "character"), [(ColumnUnit.UTF16, 9), (ColumnUnit.UTF8, 18), (ColumnUnit.CODE_POINTS, 6)])
    def test_columns_behind_emoji_and_combining_characters(self, unit: ColumnUnit, character: int) -> None:
        text = "one\r\n😀👩\u200d🚀e\u0301!\rthree"
        opened = Opened("a.txt", text)
        assert opened.position(text.index("!"), unit) == (1, character)
        assert opened.offset(Position(1, character), unit) == text.index("!")
        assert opened.position(text.index("three"), unit) == (2, 0)

    @given(st.text(st.sampled_from("ab\n\r\x0b\x0c\u2028é😀\u0301"), max_size=30), st.sampled_from(list(ColumnUnit)))
    def test_a_place_is_found_again(self, text: str, unit: ColumnUnit) -> None:
        opened = Opened("a.txt", text)
        for offset in range(len(text) + 1):
            if text[offset - 1 : offset + 1] != "\r\n":  # nobody stands between the two
                assert opened.offset(opened.position(offset, unit), unit) == offset

    @pytest.mark.parametrize("position", [Position(0, 99), Position(99, 0), Position(1, 3)])
    def test_a_place_beyond_the_text_is_its_end_or_that_of_the_line(self, position: Position) -> None:
        opened = Opened("a.txt", "ab\r\ncd")
        assert opened.offset(position, ColumnUnit.UTF16) in (2, 6)

    @given(
        st.lists(st.sampled_from(["a\n", "b\n", "c", "\n"]), max_size=8), st.lists(st.sampled_from(["a\n", "b\n", "c"]), max_size=8)
    )
    def test_edits_of_lines_make_one_text_of_another(self, before: list[str], after: list[str]) -> None:
        from outreach_lint.finding import apply_edits

        old, new = "".join(before), "".join(after)
        assert apply_edits(old, edits_between(old, new)) == new


class TestOpened:
    """What changes in the text of a file."""

    @pytest.mark.parametrize("unit", list(ColumnUnit), ids=str)
    def test_places_are_those_of_the_other_reports(self, folder: Path, unit: ColumnUnit) -> None:
        opened = Opened(str(folder / "draft.md"), DRAFT.replace("Hi Bpb", "😀 Hi Bpb"))
        _, checked = _checked(opened)
        message = checked.draft.message
        for finding in checked.report.findings:
            span, (start, end) = opened.span(message, finding.span), places(message, finding.span, unit)
            assert opened.position(span.start, unit) == (start.line - 1, start.column - 1)
            assert opened.position(span.end, unit) == (end.line - 1, end.column - 1)

    @pytest.mark.parametrize("newline", ["\n", "\r\n"])
    @pytest.mark.parametrize("start", ["", "😀 é "], ids=["plain", "emoji"])
    def test_a_rewrite_becomes_the_text(self, folder: Path, newline: str, start: str) -> None:
        text = DRAFT.replace("I hope", f"{start}I hope").replace("\n", newline)
        opened = Opened(str(folder / "draft.md"), text)
        session, checked = _checked(opened)
        assert checked.report.rewrites
        for rewrite in checked.report.rewrites:
            changes = opened.changed(session, checked.draft.message, rewrite.edits)
            after = opened.with_changes(changes)
            assert after.startswith(f"---{newline}channel: linkedin-message{newline}")
            assert after.replace("\r\n", "\n").endswith(rewrite.text.replace("\r\n", "\n"))
            assert after.count("\n") == after.count(newline)

    def test_a_comment_between_two_edits_stays(self, folder: Path) -> None:
        comment = "<!-- outreach-lint: ignore tone/filler -->\n"
        opened = Opened(str(folder / "draft.md"), DRAFT.replace("Thanks,", f"{comment}Thanks,"))
        session, checked = _checked(opened)
        body = checked.draft.message.body
        edits = [Edit(Span(0, 2), "Hello"), Edit(Span(body.index("Thanks"), body.index("Thanks") + 6), "Best")]
        after = opened.with_changes(opened.changed(session, checked.draft.message, edits))
        assert f"{comment}Best,\nSam\n" in after and "Hello Bpb" in after

    def test_a_finding_does_not_reach_over_a_comment_behind_it(self, folder: Path) -> None:
        text = DRAFT.replace("\n\nThanks", "\n<!-- outreach-lint: ignore tone/filler -->\n\nThanks")
        opened = Opened(str(folder / "draft.md"), text)
        _, checked = _checked(opened)
        end = checked.draft.message.body.index("attached.\n") + 10
        assert opened.text[: opened.span(checked.draft.message, Span(0, end)).end].endswith("attached.\n")

    def test_an_encoded_mail_is_written_as_it_has_to_be(self, folder: Path) -> None:
        text = (
            "From: sam@example.org\nTo: bob@example.org\nSubject: Hi\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n"
            "Content-Transfer-Encoding: quoted-printable\n\nHi Bob,\n\nCaf=C3=A9 owners say you draw charts. Can you spare 15 minutes this we=\nek?\n"
        )
        opened = Opened(str(folder / "draft.eml"), text)
        session, checked = _checked(opened)
        message = checked.draft.message
        place = message.body.index("Café")
        found = opened.span(message, Span(place, place + 4))
        assert opened.text[found.start : found.end] == "Caf=C3=A9"
        changes = opened.changed(session, message, [Edit(Span(place, place + 4), "Café Größe")])
        after = opened.with_changes(changes)
        assert "Caf=C3=A9 Gr=C3=B6=C3=9Fe owners" in after and after.startswith(text[:100])

    def test_html_mail_is_not_written_to(self, folder: Path) -> None:
        text = "To: bob@example.org\nSubject: Hi\nContent-Type: text/html; charset=utf-8\n\n<p>Hi Bob,</p><p>Can you spare 15 minutes?</p>\n"
        opened = Opened(str(folder / "draft.eml"), text)
        session, checked = _checked(opened)
        assert checked.report.findings
        assert opened.changed(session, checked.draft.message, [Edit(Span(0, 2), "Hello")]) == ()
        assert opened.waiving(session, checked.draft.message, "ask/multiple") == ()

    @pytest.mark.parametrize("name", ["draft.txt", "draft.eml"])
    def test_a_waiver_that_would_be_sent_is_not_offered(self, folder: Path, name: str) -> None:
        text = REQUEST if name.endswith("txt") else f"To: bob@example.org\nSubject: Hi\n\n{REQUEST}"
        opened = Opened(str(folder / name), text)
        session, checked = _checked(opened)
        assert opened.waiving(session, checked.draft.message, "ask/multiple") == ()

    def test_an_edit_that_leaves_nothing_is_not_offered(self, folder: Path) -> None:
        opened = Opened(str(folder / "draft.md"), "Hello")
        session, checked = _checked(opened)
        assert opened.changed(session, checked.draft.message, [Edit(Span(0, 5), "")]) == ()

    def test_edits_that_overlap_are_not_offered(self, folder: Path) -> None:
        opened = Opened(str(folder / "draft.md"), "Hello there")
        session, checked = _checked(opened)
        assert opened.changed(session, checked.draft.message, [Edit(Span(0, 5), "a"), Edit(Span(3, 8), "b")]) == ()

    def test_of_many_drafts_the_first_are_checked_and_that_is_told(self, folder: Path) -> None:
        mail = "From a@example.org Thu Jan  1 00:00:00 2026\nTo: bob@example.org\nSubject: Hi\n\nHi Bob, nice map.\n\n"
        looked = Opened(str(folder / "drafts.mbox"), mail * (MOST_DRAFTS + 1)).check(_SHARED)
        assert len(looked.checked) == MOST_DRAFTS and "only the first" in str(looked.found[-1])

    def test_a_large_text_is_not_read_while_it_is_typed(self, folder: Path) -> None:
        looked = Opened(str(folder / "draft.md"), "a " * 600_000).check(_SHARED)
        assert not looked.checked and "characters" in str(looked.found[0])

    def test_what_the_settings_exclude_is_left_alone(self, folder: Path) -> None:
        assert Opened(str(folder / "README.md"), REQUEST).check(_SHARED).found == ()

    def test_a_draft_is_no_repetition_of_itself(self, folder: Path) -> None:
        opened = Opened(str(folder / "draft.md"), DRAFT)
        rules = [[finding.rule for finding in _checked(opened)[1].report.findings] for _ in range(2)]
        assert rules[0] == rules[1]

    @given(st.data())
    @settings(max_examples=60, deadline=None)
    def test_nothing_that_is_typed_makes_it_fail(self, data: st.DataObject) -> None:
        text = _typed(data)
        name = data.draw(st.sampled_from(["a.md", "a.txt", "a.eml", "a.mbox", "a"]))
        opened = Opened(f"/nowhere/{name}", text, data.draw(st.sampled_from([None, "markdown"])))
        looked = opened.check(_SHARED)
        assert "fault" not in " ".join(str(one) for one in looked.found if isinstance(one, OutreachLintError))
        for checked in looked.checked:
            message = checked.draft.message
            assert looked.session is not None
            for finding in checked.report.findings:
                span = opened.span(message, finding.span)
                assert 0 <= span.start <= span.end <= len(text)
                opened.changed(looked.session, message, finding.edits)
            for changes in (opened.waiving(looked.session, message, "ask/multiple"), *_moved(opened, looked.session, checked)):
                assert _apart(changes)


def _moved(opened: Opened, session: Session, checked: Checked) -> Iterable[tuple[Change, ...]]:
    yield opened.changed(session, checked.draft.message, [Edit(Span(0, 1), "Ω😀\nx")])


def _apart(changes: tuple[Change, ...]) -> bool:
    spans = sorted(change.span for change in changes)
    return all(one.end <= other.start for one, other in pairwise(spans))


def _typed(data: st.DataObject) -> str:
    """A text as it is while somebody types: a draft cut, doubled, with anything put in."""
    mail = f"To: bob@example.org\nSubject: Hi\nContent-Transfer-Encoding: quoted-printable\n\n{REQUEST}"
    text = data.draw(st.sampled_from([DRAFT, REQUEST, mail, f"From x Thu Jan  1 00:00:00 2026\n{mail}"]))
    text = text.replace("profile: bob.json\n", "")
    for _ in range(data.draw(st.integers(0, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        put = data.draw(
            st.text(max_size=12) | st.sampled_from(["---\n", "<!-- outreach-lint: ignore", "\x00", "\r", "=C3", "\ud83d"])
        )
        text = text[:start] + put + text[end:]
    return text


class TestLasting:
    """What has changed on the disk is read anew."""

    def _rules(self, lasting: LastingSession, folder: Path, text: str = DRAFT) -> list[str]:
        looked = Opened(str(folder / "draft.md"), text).check(lasting)
        assert looked.checked, looked.found
        return [finding.rule for finding in looked.checked[0].report.findings]

    def test_settings_that_appear_change_and_vanish(self, folder: Path) -> None:
        lasting, own = _lasting(), folder / "outreach-lint.toml"
        before = self._rules(lasting, folder)
        own.write_text('select = ["tone"]\n', encoding="utf-8")
        assert set(self._rules(lasting, folder)) == {"tone/filler"}
        own.write_text('ignore = ["tone"]\n', encoding="utf-8")
        assert "tone/filler" not in self._rules(lasting, folder)
        own.unlink()
        assert self._rules(lasting, folder) == before

    def test_a_profile_that_changes(self, folder: Path) -> None:
        lasting = _lasting()
        assert "reference/wrong-name" in self._rules(lasting, folder)
        (folder / "bob.json").write_text(json.dumps({**BOB, "basics": {"name": "Bpb Hallward-Longer"}}), encoding="utf-8")
        assert "reference/wrong-name" not in self._rules(lasting, folder)

    def test_a_profile_that_is_added_to_the_address_book(self, folder: Path) -> None:
        lasting, book = _lasting(), folder / "people"
        book.mkdir()
        (book / "ann.json").write_text('{"basics": {"name": "Ann Other"}}', encoding="utf-8")
        (folder / "outreach-lint.toml").write_text('address-book = "people"\n', encoding="utf-8")
        text = DRAFT.replace("profile: bob.json", "to: Bob Hallward")
        assert "reference/wrong-name" not in self._rules(lasting, folder, text)
        (book / "bob.json").write_text(json.dumps(BOB), encoding="utf-8")
        assert "reference/wrong-name" in self._rules(lasting, folder, text)

    def test_nothing_is_read_twice_without_need(self, folder: Path) -> None:
        lasting = _lasting()
        self._rules(lasting, folder)
        first = lasting.session(str(folder / "draft.md"))
        self._rules(lasting, folder)
        assert lasting.session(str(folder / "draft.md")) is first


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from outreach_lint.hooks.lsp import serve

    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.delitem(sys.modules, "outreach_lint.hooks.language_server", raising=False)
    monkeypatch.setitem(sys.modules, "pygls.lsp.server", None)
    with pytest.raises(SettingsError, match=r"outreach-lint\[lsp\]"):
        serve(Session)


def _capabilities(encodings: list[str] | None = None, resolves: bool = True) -> types.ClientCapabilities:
    action = types.CodeActionClientCapabilities(
        resolve_support=types.ClientCodeActionResolveOptions(properties=["edit"]) if resolves else None, data_support=True
    )
    return types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(code_action=action),
        workspace=types.WorkspaceClientCapabilities(
            workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=resolves)
        ),
        general=types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None,
    )


class Editor:
    """What an editor does with the server."""

    def __init__(self, client: pytest_lsp.LanguageClient, uri: str) -> None:
        self.client, self.uri, self.text, self.version = client, uri, "", 0

    async def open(self, text: str, language: str = "markdown") -> list[types.Diagnostic]:
        self.text, self.version = text, self.version + 1
        item = types.TextDocumentItem(self.uri, language, self.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return await self.diagnostics()

    def type(self, text: str) -> None:
        self.text, self.version = text, self.version + 1
        changed = types.VersionedTextDocumentIdentifier(self.version, self.uri)
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(changed, [change]))

    async def diagnostics(self) -> list[types.Diagnostic]:
        await asyncio.wait_for(self.client.wait_for_notification(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS), 20)
        return list(self.client.diagnostics[self.uri])

    async def actions(self, found: types.Range | None = None, **context: object) -> list[types.CodeAction]:
        whole = types.Range(types.Position(0, 0), types.Position(len(self.text), 0))
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri), found or whole, types.CodeActionContext(diagnostics=[], **context)
        )
        return list(await self.client.text_document_code_action_async(params) or [])

    def apply(self, edit: types.WorkspaceEdit | None, unit: ColumnUnit = ColumnUnit.UTF16) -> str:
        assert edit is not None
        edits = edit.changes[self.uri] if edit.changes else edit.document_changes[0].edits
        opened = Opened("a.md", self.text)
        changes = [
            Change(Span(*(opened.offset(Position(p.line, p.character), unit) for p in (e.range.start, e.range.end))), e.new_text)
            for e in edits
        ]
        return opened.with_changes(changes)


def _config(**how: object) -> pytest_lsp.ClientServerConfig:
    return pytest_lsp.ClientServerConfig(server_command=COMMAND)


@pytest_lsp.fixture(config=_config())
async def client(lsp_client: pytest_lsp.LanguageClient) -> AsyncIterator[None]:
    await lsp_client.initialize_session(types.InitializeParams(capabilities=_capabilities()))
    yield
    await lsp_client.shutdown_session()


@pytest_lsp.fixture(config=_config())
async def old_client(lsp_client: pytest_lsp.LanguageClient) -> AsyncIterator[None]:
    """An editor that knows neither `resolve` nor versions of documents, and counts bytes."""
    await lsp_client.initialize_session(types.InitializeParams(capabilities=_capabilities(["utf-8", "utf-16"], resolves=False)))
    yield
    await lsp_client.shutdown_session()


def _words(text: str, found: types.Range) -> str:
    opened = Opened("a.md", text)
    start, end = (opened.offset(Position(p.line, p.character), ColumnUnit.UTF16) for p in (found.start, found.end))
    return text[start:end]


@pytest.mark.asyncio
async def test_an_editors_session(client: pytest_lsp.LanguageClient, folder: Path) -> None:
    editor = Editor(client, (folder / "draft.md").as_uri())
    text = DRAFT.replace("I hope", "😀 é I hope")
    found = {diagnostic.code: diagnostic for diagnostic in await editor.open(text)}
    name = found["reference/wrong-name"]
    assert _words(text, name.range) == "Bpb" and name.range.start == types.Position(4, 3)
    assert name.severity is types.DiagnosticSeverity.Error and name.source == "outreach-lint" and name.code_description is None
    filler = found["tone/filler"]
    assert filler.severity is types.DiagnosticSeverity.Information
    assert _words(text, filler.range) == "😀 é I hope you are doing well." and filler.range.end == types.Position(6, 31)

    # hover
    params = types.HoverParams(types.TextDocumentIdentifier(editor.uri), types.Position(4, 4))
    hover = await client.text_document_hover_async(params)
    assert hover is not None and "# reference/wrong-name" in hover.contents.value and hover.range == name.range
    nowhere = types.HoverParams(types.TextDocumentIdentifier(editor.uri), types.Position(0, 0))
    assert await client.text_document_hover_async(nowhere) is None

    # quick fixes
    fixes = await editor.actions(name.range, only=[types.CodeActionKind.QuickFix])
    fix = next(action for action in fixes if action.title.startswith("fix:"))
    assert fix.title == "fix: replace “Bpb” with “Bob” (reference/wrong-name)" and fix.is_preferred
    assert fix.diagnostics is not None and fix.diagnostics[0].code == "reference/wrong-name"
    assert editor.apply(fix.edit) == text.replace("Bpb", "Bob")
    assert fix.edit is not None and fix.edit.document_changes[0].text_document.version == 1
    waiver = next(action for action in fixes if action.title == "waive: reference/wrong-name in this draft")
    assert not waiver.is_preferred
    waived = editor.apply(waiver.edit)
    assert waived == text.replace("---\nHi", "---\n<!-- outreach-lint: ignore reference/wrong-name -->\nHi")

    # all safe edits at once
    (all_safe,) = await editor.actions(only=["source.fixAll"])
    assert all_safe.kind == "source.fixAll.outreach-lint"
    assert editor.apply(all_safe.edit) == text.replace("Bpb", "Bob")


@pytest.mark.asyncio
async def test_a_file_whose_name_has_to_be_escaped(client: pytest_lsp.LanguageClient, folder: Path) -> None:
    editor = Editor(client, (folder / "für Bob.md").as_uri())
    assert "%20" in editor.uri
    found = {diagnostic.code: diagnostic for diagnostic in await editor.open(DRAFT)}
    place = types.HoverParams(types.TextDocumentIdentifier(editor.uri), found["reference/wrong-name"].range.start)
    assert await client.text_document_hover_async(place) is not None
    (all_safe,) = await editor.actions(only=["source.fixAll"])
    assert "\nHi Bob,\n" in editor.apply(all_safe.edit)


@pytest.mark.asyncio
async def test_rewrites_are_proposed_when_they_are_asked_for(client: pytest_lsp.LanguageClient, folder: Path) -> None:
    editor = Editor(client, (folder / "draft.md").as_uri())
    text = DRAFT.replace("I hope", "😀 é I hope")
    await editor.open(text)
    # not before they are asked for, with the edit once one is chosen
    automatic = await editor.actions(only=["refactor"], trigger_kind=types.CodeActionTriggerKind.Automatic)
    assert automatic == []
    rewrites = await editor.actions(only=["refactor"])
    assert len(rewrites) >= 2 and all(action.title.startswith("rewrite: ") and action.edit is None for action in rewrites)
    assert await editor.actions(only=["refactor"], trigger_kind=types.CodeActionTriggerKind.Automatic) == rewrites
    chosen = [await client.code_action_resolve_async(action) for action in rewrites]
    texts = [editor.apply(action.edit) for action in chosen]
    assert len(set(texts)) == len(texts) and all(one.startswith(text[: text.index("---\nHi") + 4]) for one in texts)

    # what was proposed for another text is refused
    editor.type(text.replace("Bpb", "Bob"))
    assert "reference/wrong-name" not in {diagnostic.code for diagnostic in await editor.diagnostics()}
    with pytest.raises(JsonRpcException, match="has changed"):
        await client.code_action_resolve_async(rewrites[0])


@pytest.mark.asyncio
async def test_a_broken_draft_is_told_at_its_line(client: pytest_lsp.LanguageClient, folder: Path) -> None:
    editor = Editor(client, (folder / "draft.md").as_uri())
    text = DRAFT
    assert await editor.open(text)
    editor.type(text.replace("channel: linkedin-message", "chanel: x"))
    (broken,) = await editor.diagnostics()
    assert "unknown key 'chanel'" in broken.message and broken.severity is types.DiagnosticSeverity.Error
    assert await editor.actions() == []
    editor.type(text.replace("bob.json", "nobody.json"))
    (missing,) = await editor.diagnostics()
    assert "no such file" in missing.message and "nobody.json" in missing.message and missing.range.start.line == 0
    editor.type("---\nchannel: [\n---\nHi\n")
    (yaml,) = await editor.diagnostics()
    assert yaml.message.startswith("broken front matter") and yaml.range.start.line > 0

    editor.type("")
    (empty,) = await editor.diagnostics()
    assert empty.message == "the draft is empty" and empty.severity is types.DiagnosticSeverity.Information


@pytest.mark.asyncio
async def test_only_drafts_and_their_latest_texts_are_told_of(client: pytest_lsp.LanguageClient, folder: Path) -> None:
    told: list[int | None] = []
    client.protocol.fm.features[types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS] = lambda params: told.append(params.version)
    editor, text = Editor(client, (folder / "draft.md").as_uri()), DRAFT
    item = types.TextDocumentItem(editor.uri, "markdown", 0, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    while not told:
        await asyncio.sleep(0.02)
    for end in range(len(text) - 40, len(text)):
        editor.type(text[:end])
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.6)
    assert told == [0, 40] and not client.log_messages

    # a closed draft is taken back
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(editor.uri)))
    while len(told) < 3:
        await asyncio.sleep(0.02)
    assert told == [0, 40, None]

    # what is no draft is left alone; a mail without a name is one
    other = Editor(client, (folder / "page.html").as_uri())
    item = types.TextDocumentItem(other.uri, "html", 1, "<p>Can you spare 15 minutes?</p>")
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    assert await other.actions() == []
    mail = Editor(client, "untitled:Untitled-1")
    mail.text = "Hi Bob,\n\nCan you spare 15 minutes this week?\n"
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(mail.uri, "mail", 9, mail.text)))
    while len(told) < 4:
        await asyncio.sleep(0.02)
    assert told[3] == 9


@pytest.mark.asyncio
async def test_an_old_editor(old_client: pytest_lsp.LanguageClient, folder: Path) -> None:
    (folder / "outreach-lint.toml").write_text('docs-url = "https://example.org/rules/"\n', encoding="utf-8")
    editor = Editor(old_client, (folder / "draft.md").as_uri())
    text = DRAFT.replace("I hope", "😀 é I hope")
    found = {diagnostic.code: diagnostic for diagnostic in await editor.open(text)}
    assert found["tone/filler"].range.end == types.Position(6, len("😀 é I hope you are doing well.".encode()))
    name = found["reference/wrong-name"]
    assert name.code_description == types.CodeDescription("https://example.org/rules/reference/wrong-name.md")
    actions = await editor.actions()
    rewrite = next(action for action in actions if action.kind == types.CodeActionKind.RefactorRewrite)
    assert rewrite.edit is not None and rewrite.edit.changes
    assert editor.apply(rewrite.edit, ColumnUnit.UTF8).startswith("---\nchannel: linkedin-message\n")
    fix = next(action for action in actions if action.is_preferred)
    assert editor.apply(fix.edit, ColumnUnit.UTF8) == text.replace("Bpb", "Bob")


def _message(content: dict[str, object]) -> bytes:
    body = json.dumps({"jsonrpc": "2.0", **content}).encode()
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def _answers(data: bytes) -> list[dict[str, object]]:
    return [json.loads(part[part.index(b"{") :]) for part in re.split(rb"Content-Length: \d+\r\n", data)[1:]]


def _talk(*contents: dict[str, object]) -> subprocess.CompletedProcess[bytes]:
    start = _message({"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}})
    data = start + b"".join(map(_message, contents))
    return subprocess.run(COMMAND, input=data, capture_output=True, timeout=30, check=False)


def test_it_ends_when_told_to() -> None:
    begun = time.monotonic()
    ended = _talk({"method": "initialized", "params": {}}, {"id": 2, "method": "shutdown"}, {"method": "exit"})
    assert ended.returncode == 0 and ended.stderr == b"" and time.monotonic() - begun < 15


def test_it_ends_with_its_editor() -> None:
    assert _talk({"method": "initialized", "params": {}}).stderr == b""


def test_a_change_of_a_file_that_was_not_opened_is_no_fault() -> None:
    changed = {"textDocument": {"uri": "file:///nowhere/a.md", "version": 2}, "contentChanges": [{"text": "Hi Bob"}]}
    ended = _talk({"method": "textDocument/didChange", "params": changed}, {"id": 3, "method": "shutdown"}, {"method": "exit"})
    assert ended.returncode == 0 and ended.stderr == b""
    assert [answer for answer in _answers(ended.stdout) if "method" in answer] == []


def test_a_fault_says_nothing_of_the_draft() -> None:
    secret = "zanzibar"
    document = {"uri": 7, "languageId": "markdown", "version": 1, "text": f"Hi {secret}"}
    hover = {"textDocument": {"uri": f"file:///{secret}.md"}, "position": {"line": secret, "character": 0}}
    ended = _talk(
        {"method": "textDocument/didOpen", "params": {"textDocument": document}},
        {"id": 2, "method": "textDocument/hover", "params": hover},
        {"id": 3, "method": "shutdown"},
        {"method": "exit"},
    )
    assert secret.encode() not in ended.stderr
    logged = [answer for answer in _answers(ended.stdout) if answer.get("method")]
    assert secret not in json.dumps(logged)


def _neovim(script: str, folder: Path) -> dict[str, object]:
    nvim = shutil.which("nvim")
    if nvim is None:
        pytest.skip("Neovim is not installed")
    out = folder / "out.json"
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin", "XDG_RUNTIME_DIR": str(folder), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [
            nvim,
            "--headless",
            "-u",
            "NONE",
            "-i",
            "NONE",
            "-n",
            "-S",
            str(Path(__file__).parent / "nvim" / script),
        ],
        env={**environment, "OUT": str(out), "SERVER": json.dumps(COMMAND), "PYTHONPATH": str(Path(__file__).parent.parent)},
        cwd=folder,
        capture_output=True,
        timeout=50,
        check=False,
    )
    assert out.exists(), done.stderr.decode()
    return json.loads(out.read_text(encoding="utf-8"))


def test_neovim_shows_fixes_and_rewrites(folder: Path) -> None:
    (folder / "draft.md").write_text(DRAFT.replace("I hope", "😀 é I hope"), encoding="utf-8")
    told = _neovim("draft.lua", folder)
    assert told.get("error") is None, told
    found = {diagnostic["code"]: diagnostic for diagnostic in told["diagnostics"]}
    assert (found["reference/wrong-name"]["lnum"], found["reference/wrong-name"]["severity"]) == (4, 1)
    assert found["tone/filler"]["end_col"] == len("😀 é I hope you are doing well.".encode())  # Neovim counts bytes
    assert told["fixed"][4] == "Hi Bob," and told["fixed"][5:] == DRAFT.replace("I hope", "😀 é I hope").split("\n")[5:-1]
    assert told["rewritten"] != told["fixed"] and told["rewritten"][:4] == told["fixed"][:4]
    assert told["waived"][4].startswith("<!-- outreach-lint: ignore ")


def test_a_message_that_is_mail_in_the_editor_is_email() -> None:
    _, checked = _checked(Opened("/nowhere/neomutt-x", REQUEST, None, Channel.EMAIL))
    assert checked.report.channel is Channel.EMAIL
