"""The server for assistants, asked by the SDK's own client over standard input and output."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

mcp = pytest.importorskip("mcp", reason="mcp is not installed")
jsonschema = pytest.importorskip("jsonschema")

from mcp import Client, StdioServerParameters  # noqa: E402
from mcp.client.stdio import stdio_client  # noqa: E402

from outreach_lint.errors import SettingsError  # noqa: E402
from outreach_lint.reports.json import draft_object  # noqa: E402
from outreach_lint.session import Session  # noqa: E402

ROOT = Path(__file__).parent.parent
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
REQUEST = "Hi Bpb,\n\nI hope you are doing well. Can you spare 15 minutes this week?\n\nThanks,\nSam\n"
BOB = {
    "basics": {"name": "Bob Hallward", "label": "Cartographer"},
    "work": [{"name": "Octant Maps", "position": "Lead cartographer", "startDate": "2020"}],
    "projects": [{"name": "Fogline", "description": "Charts of the harbour drawn by schoolchildren"}],
}
Talk = Callable[[Client], Awaitable[Any]]


def _talk(talk: Talk, folder: Path, log: Path | None = None) -> Any:
    command = "from outreach_lint.hooks.mcp import serve; from outreach_lint.session import Session; serve(Session)"
    environment = {"PYTHONPATH": str(ROOT), "HOME": str(folder), "PATH": "/usr/bin:/bin"}

    async def run() -> Any:
        server = StdioServerParameters(command=sys.executable, args=["-c", command], env=environment, cwd=folder)
        with (log or folder / "log").open("w", encoding="utf-8") as errors:
            async with Client(stdio_client(server, errlog=errors)) as client:
                return await asyncio.wait_for(talk(client), 40)

    return asyncio.run(run())


def _words(result: Any) -> str:
    return " ".join(block.text for block in result.content)


def test_the_tools_tell_when_to_call_them(tmp_path: Path) -> None:
    tools = {tool.name: tool for tool in _talk(lambda client: client.list_tools(), tmp_path).tools}
    assert set(tools) == {"lint_message", "propose_rewrites", "explain_rule"}
    for tool in tools.values():
        assert "Call it when" in tool.description and tool.output_schema and tool.annotations.read_only_hint
        assert all(value.get("description") for value in tool.input_schema["properties"].values())
    assert tools["lint_message"].input_schema["required"] == ["text"]
    assert set(tools["lint_message"].input_schema["properties"]) == set(tools["propose_rewrites"].input_schema["properties"])


def test_the_answer_is_that_of_the_command_line(tmp_path: Path) -> None:
    given = {"text": REQUEST, "channel": "linkedin-message", "recipient_profile": BOB}
    result = _talk(lambda client: client.call_tool("lint_message", given), tmp_path)
    assert not result.is_error
    draft = result.structured_content
    jsonschema.validate(draft, {**SCHEMA["$defs"]["draft"], "$defs": SCHEMA["$defs"]})
    assert json.loads(_words(result)) == draft

    (tmp_path / "bob.json").write_text(json.dumps(BOB), encoding="utf-8")
    (tmp_path / "draft.txt").write_text(REQUEST, encoding="utf-8")
    session = Session({"channel": "linkedin-message"}, to=(str(tmp_path / "bob.json"),))
    expected = draft_object(session.lint(session.one(str(tmp_path / "draft.txt"))).report)
    assert draft == json.loads(json.dumps({**expected, "path": None}))
    assert draft["recipient"] == "Bob Hallward" and draft["rewrites"]


def test_rewrites_and_rules(tmp_path: Path) -> None:
    async def talk(client: Client) -> tuple[Any, ...]:
        given = {"text": REQUEST, "recipient_profile": json.dumps(BOB), "sender_profile": {"basics": {"name": "Sam Carver"}}}
        rewrites = await client.call_tool("propose_rewrites", given)
        again = [await client.call_tool("lint_message", {"text": REQUEST}) for _ in range(2)]
        return rewrites, again, await client.call_tool("explain_rule", {"rule": "ask/multiple"})

    rewrites, again, page = _talk(talk, tmp_path)
    assert len(rewrites.structured_content["rewrites"]) >= 2 and rewrites.structured_content["findings"] > 2
    assert any(fact["text"] in one["text"] for one in rewrites.structured_content["rewrites"] for fact in one["facts"])
    assert again[0].structured_content == again[1].structured_content
    assert page.structured_content["page"].startswith("# ask/multiple")


def test_a_biography_is_a_profile(tmp_path: Path) -> None:
    given = {"text": "Hi Ann,\n\nwhat was hard?", "recipient_profile": "Name: Bob Hallward\nLead cartographer at Octant Maps\n"}
    result = _talk(lambda client: client.call_tool("lint_message", given), tmp_path)
    assert "reference/wrong-name" in {finding["rule"] for finding in result.structured_content["findings"]}


def test_the_address_book_of_the_settings_is_searched(tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "bob.json").write_text(json.dumps(BOB), encoding="utf-8")
    (tmp_path / "outreach-lint.toml").write_text('address-book = "people"\nselect = ["reference"]\n', encoding="utf-8")
    given = {"text": REQUEST, "recipient": "Bob Hallward"}
    result = _talk(lambda client: client.call_tool("lint_message", given), tmp_path)
    assert "reference/wrong-name" in {finding["rule"] for finding in result.structured_content["findings"]}


WRONG = {
    "unknown channel": ({"text": "Hi", "channel": "emial"}, "did you mean 'email'?"),
    "unknown role": ({"text": "Hi", "role": "studnet"}, "did you mean 'student'?"),
    "stage": ({"text": "Hi", "stage": 9}, "stage is 9, not a number from 0 to 4"),
    "empty": ({"text": "  "}, "the draft is empty"),
    "long": ({"text": "a " * 20_000}, "no first contact has over 30,000"),
    "endless": ({"text": "a" * 300_000}, "larger than 250 kB"),
    "no profile": ({"text": "Hi", "recipient_profile": {"colour": "red"}}, "the recipient's profile: "),
    "broken profile": ({"text": "Hi", "recipient_profile": '{"basics": '}, "the recipient's profile: "),
    "large profile": ({"text": "Hi", "sender_profile": "a" * 600_000}, "the sender's profile has 600,000 characters"),
    "thread": ({"text": "Hi", "thread": [{"you": "x"}]}, "message 1 of the thread"),
}


def test_what_is_wrong_is_told_in_words(tmp_path: Path) -> None:
    async def talk(client: Client) -> list[Any]:
        wrong = [await client.call_tool("lint_message", given) for given, _ in WRONG.values()]
        return [
            *wrong,
            await client.call_tool("explain_rule", {"rule": "ask/multiplee"}),
            await client.call_tool("lint_message", {"text": REQUEST}),
        ]

    *wrong, rule, right = _talk(talk, tmp_path)
    for result, (name, (_, words)) in zip(wrong, WRONG.items(), strict=True):
        assert result.is_error and words in _words(result), (name, _words(result))
    assert rule.is_error and "did you mean 'ask/multiple'?" in _words(rule)
    assert not right.is_error


def test_a_path_is_no_profile(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text(json.dumps(BOB), encoding="utf-8")
    given = {"text": REQUEST, "recipient_profile": str(tmp_path / "secret.json"), "channel": "email"}
    result = _talk(lambda client: client.call_tool("lint_message", given), tmp_path)
    assert "Hallward" not in _words(result) and "Octant" not in _words(result)


def test_broken_settings_are_told(tmp_path: Path) -> None:
    (tmp_path / "outreach-lint.toml").write_text("chanel = 1\n", encoding="utf-8")
    result = _talk(lambda client: client.call_tool("lint_message", {"text": REQUEST}), tmp_path)
    assert result.is_error and "did you mean 'channel'?" in _words(result) and "outreach-lint.toml" in _words(result)


def test_nothing_of_a_message_is_logged(tmp_path: Path) -> None:
    async def talk(client: Client) -> None:
        await client.call_tool("lint_message", {"text": "zanzibar", "channel": "zanzibar"})
        await client.call_tool("lint_message", {"text": "Hi zanzibar", "stage": "zanzibar"})
        await client.call_tool("zanzibar", {"text": "zanzibar"})

    log = tmp_path / "errors"
    _talk(talk, tmp_path, log)
    assert log.read_text(encoding="utf-8") == ""


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from outreach_lint.hooks.mcp import serve

    monkeypatch.delitem(sys.modules, "outreach_lint.hooks.assistant", raising=False)
    monkeypatch.setitem(sys.modules, "mcp.server.mcpserver", None)
    with pytest.raises(SettingsError, match=r"outreach-lint\[mcp\]"):
        serve(Session)
