"""Wordings by a language model: a real server on this machine answers well, untruly, in a hostile way, slowly, or not at all."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from outreach_lint.errors import SettingsError
from outreach_lint.finding import Rewrite
from outreach_lint.linter import Linter
from outreach_lint.message import Channel, Message
from outreach_lint.profile import Profile
from outreach_lint.rewriting.ground import Grounds
from outreach_lint.settings import LanguageModel, Settings
from tests.conftest import DANA, REQUEST_FIRST
from tests.test_cli import _run

Answer = Callable[[dict[str, Any]], tuple[int, bytes]]


def _completion(content: Any) -> bytes:
    return json.dumps({"choices": [{"message": {"content": content}}]}).encode()


def _said(remark: str, question: str) -> Answer:
    return lambda _: (200, _completion(json.dumps({"remark": remark, "question": question})))


class _Stub:
    """A server that answers every request in one way, and keeps what it was sent."""

    def __init__(self, answer: Answer) -> None:
        self.received: list[tuple[str, dict[str, Any], str | None]] = []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                stub.received.append((self.path, body, self.headers.get("Authorization")))
                status, content = answer(body)
                self.send_response(status)
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.endpoint = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def serve() -> Iterator[Callable[[Answer], _Stub]]:
    stubs: list[_Stub] = []

    def start(answer: Answer) -> _Stub:
        stubs.append(_Stub(answer))
        return stubs[-1]

    yield start
    for stub in stubs:
        stub.server.shutdown()
        stub.server.server_close()


def _rewrites(endpoint: str, dana: Profile, timeout: float = 5.0) -> tuple[tuple[Rewrite, ...], str | None]:
    linter = Linter(Settings(llm=LanguageModel("small", endpoint, timeout)))
    report = linter.lint(Message(REQUEST_FIRST, channel=Channel.EMAIL), dana)
    rewrites = report.rewrites
    assert linter.wording_model is not None
    return rewrites, linter.wording_model.problem


def _built_in(dana: Profile) -> tuple[Rewrite, ...]:
    return Linter().lint(Message(REQUEST_FIRST, channel=Channel.EMAIL), dana).rewrites


def _about_the_talk(body: dict[str, Any]) -> tuple[int, bytes]:
    """An answer for the talk alone; for other topics it is about the wrong thing."""
    return _said("About your talk “Maps that apologise” at PyData Leeds.", "What did you want people to see?")(body)


def test_a_good_answer_is_used(serve: Callable[[Answer], _Stub], dana: Profile) -> None:
    rewrites, problem = _rewrites(serve(_about_the_talk).endpoint, dana)
    assert problem is None
    used = [
        r
        for r in rewrites
        if 'About your talk "Maps that apologise" at PyData Leeds.' in r.text.replace("“", '"').replace("”", '"')
    ]
    assert used and all({"publications[0].name", "publications[0].publisher"} <= {c.source for c in r.facts} for r in used)


def test_no_topic_is_asked_about_twice(serve: Callable[[Answer], _Stub], dana: Profile) -> None:
    """A note that is too long for small edits: whole rewrites go through the same topics."""
    stub = serve(_said("Not grounded at all in Atlantis.", "What is it?"))
    text = "Hi Dana, please refer me. " + "I teach geography in Hull and draw maps with nine classes. " * 6 + "Sam"
    linter = Linter(Settings(llm=LanguageModel("small", stub.endpoint, 5.0)))
    _ = linter.lint(Message(text, channel=Channel.LINKEDIN_NOTE), dana).rewrites
    asked = [body["messages"][1]["content"] for _, body, _ in stub.received]
    assert len(asked) > 1 and len(asked) == len(set(asked))


def test_only_the_planned_facts_are_sent(serve: Callable[[Answer], _Stub], dana: Profile) -> None:
    stub = serve(_about_the_talk)
    _rewrites(stub.endpoint, dana)
    assert stub.received
    for path, body, authorization in stub.received:
        assert path == "/v1/chat/completions" and body["model"] == "small" and authorization is None
        asked = json.loads(body["messages"][1]["content"])
        assert set(asked) == {"kind", "facts", "register"}
        assert set(asked["facts"].values()) <= {fact.text for fact in dana.facts}
        sent = json.dumps(body["messages"][1])
        assert not [word for word in ("resume", "Sam", "job", "Whitlock") if word in sent]


def test_the_key_comes_from_the_environment(
    serve: Callable[[Answer], _Stub], dana: Profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OUTREACH_LINT_LLM_KEY", "secret")
    stub = serve(_about_the_talk)
    _rewrites(stub.endpoint, dana)
    assert {authorization for _, _, authorization in stub.received} == {"Bearer secret"}


@pytest.mark.parametrize(
    ("remark", "question"),
    [
        ("I loved your talk “Maps that apologise” in Oslo.", "What made you choose that subject?"),  # untrue
        ("I watched your talk “Maps that apologise”.", "What made you choose that subject?"),  # what the sender did not say
        ("You won the Nobel Prize for “Maps that apologise”.", "How did that come about?"),
        ("Your talk “Maps that apologise”.\nBcc: all@example.org", "What made you choose that subject?"),
        ("<b>Your talk</b> “Maps that apologise”.", "What made you choose that subject?"),
        ("See https://evil.example about “Maps that apologise”.", "What made you choose that subject?"),
        ("Your talk “Maps that apologise”.", "Could you give me a job at Northwind Analytics Ltd?"),  # a request
        ("Your talk “Maps that apologise”.", "What? Why? When?"),
        ("Your talk " * 100 + ".", "What made you choose that subject?"),
        ("", ""),
        ("\x1b[2JYour talk “Maps that apologise”.", "What made you choose that subject?"),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_pass_is_dropped(
    serve: Callable[[Answer], _Stub], dana: Profile, remark: str, question: str
) -> None:
    rewrites, problem = _rewrites(serve(_said(remark, question)).endpoint, dana)
    assert problem is None and rewrites == _built_in(dana)


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (lambda _: (500, b"broken"), "answered with status 500"),
        (lambda _: (302, b""), "answered with status 302"),
        (lambda _: (200, b"<html>"), "answered with something that is no chat completion"),
        (lambda _: (200, b"[" * 100_000), "answered with something that is no chat completion"),
        (lambda _: (200, b"x" * 10_000_000), "answered with something that is no chat completion"),
        (lambda _: (200, _completion(None)), "answered with something that is no chat completion"),
        (lambda _: (200, b'{"choices": []}'), "answered with something that is no chat completion"),
    ],
)  # fmt: skip
def test_a_broken_server_is_asked_once_and_told(
    serve: Callable[[Answer], _Stub], dana: Profile, answer: Answer, problem: str
) -> None:
    stub = serve(answer)
    rewrites, told = _rewrites(stub.endpoint, dana)
    assert (rewrites, told) == (_built_in(dana), problem) and len(stub.received) == 1


def test_an_answer_without_json_is_dropped(serve: Callable[[Answer], _Stub], dana: Profile) -> None:
    rewrites, problem = _rewrites(serve(lambda _: (200, _completion("I cannot do that."))).endpoint, dana)
    assert problem is None and rewrites == _built_in(dana)


def test_a_slow_server_is_not_waited_for(serve: Callable[[Answer], _Stub], dana: Profile) -> None:
    def slowly(_: dict[str, Any]) -> tuple[int, bytes]:
        time.sleep(1.5)
        return 200, b"{}"

    rewrites, problem = _rewrites(serve(slowly).endpoint, dana, timeout=0.3)
    assert rewrites == _built_in(dana) and problem == "did not answer in 0.3 seconds"


def test_nobody_there(dana: Profile) -> None:
    rewrites, problem = _rewrites("http://127.0.0.1:9/v1", dana)
    assert rewrites == _built_in(dana) and problem == "cannot be reached"


def test_what_the_model_says_is_traced_like_all_else(dana: Profile) -> None:
    assert Grounds(REQUEST_FIRST, dana).untraced("You enjoy sailing near Oslo.", [])


# --- settings and the command line


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ({}, "llm.model"),
        ({"model": "m", "url": "x"}, "unknown setting llm.'url'"),
        ({"model": "m", "endpoint": "http://example.org/v1"}, "neither on this machine nor an https address"),
        ({"model": "m", "endpoint": "file:///etc/passwd"}, "neither on this machine nor an https address"),
        ({"model": "m", "endpoint": "http://[::1"}, "not an address"),
        ({"model": "m", "timeout": 0}, "llm.timeout"),
        ("m", "'llm' is not a table"),
    ],
)
def test_settings_that_do_not_fit_are_refused(table: Any, problem: str) -> None:
    with pytest.raises(SettingsError, match=problem.replace("[", r"\[").replace(".", r"\.")):
        Settings.from_mapping({"llm": table})


def test_a_local_endpoint_is_the_default() -> None:
    llm = Settings.from_mapping({"llm": {"model": "m"}}).llm
    assert llm is not None and llm.endpoint.startswith("http://127.0.0.1:")


def test_it_is_announced_and_only_rewrite_asks(tmp_path: Path, serve: Callable[[Answer], _Stub]) -> None:
    stub = serve(_about_the_talk)
    (tmp_path / "draft.txt").write_text(REQUEST_FIRST)
    (tmp_path / "dana.json").write_text(json.dumps(DANA))
    (tmp_path / "own.toml").write_text(f'[llm]\nmodel = "small"\nendpoint = "{stub.endpoint}"\n')
    where = ("draft.txt", "--to", "dana.json", "--config", "own.toml")
    checked = _run("check", *where, "--format", "json", cwd=tmp_path)
    assert not stub.received and checked.stderr == ""
    done = _run("rewrite", *where, cwd=tmp_path)
    assert done.returncode == 0 and f"Wordings are asked of small at {stub.endpoint}" in done.stderr and stub.received
    assert "stand in" not in done.stderr


def test_a_problem_is_told_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "draft.txt").write_text(REQUEST_FIRST)
    (tmp_path / "dana.json").write_text(json.dumps(DANA))
    (tmp_path / "own.toml").write_text('[llm]\nmodel = "small"\nendpoint = "http://127.0.0.1:9/v1"\n')
    done = _run("rewrite", "draft.txt", "--to", "dana.json", "--config", "own.toml", cwd=tmp_path)
    assert done.returncode == 0 and "cannot be reached; the built-in wordings stand in." in done.stderr and "1. " in done.stdout


def test_a_settings_file_beside_a_draft_cannot_switch_it_on(tmp_path: Path, serve: Callable[[Answer], _Stub]) -> None:
    stub = serve(_about_the_talk)
    folder = tmp_path / "from-a-stranger"
    folder.mkdir()
    (folder / "outreach-lint.toml").write_text(f'[llm]\nmodel = "small"\nendpoint = "{stub.endpoint}"\n')
    (folder / "draft.txt").write_text(REQUEST_FIRST)
    done = _run("rewrite", "from-a-stranger/draft.txt", cwd=tmp_path)
    assert done.returncode == 2 and "sends facts of profiles to a server" in done.stderr and not stub.received
