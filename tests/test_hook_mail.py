"""The doors of mail programs, opened by the real ones. Nothing leaves the machine: what is sent ends in a file, or in a server on loopback."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach_lint.errors import OutreachLintError
from outreach_lint.hooks import install, sendmail
from outreach_lint.hooks.headers import headers_of
from outreach_lint.hooks.sendmail import Task, understand

LINT = str(Path(sys.executable).with_name("outreach-lint"))
GOOD_BODY = (
    "Hi Bob,\n\nYour talk about forecasts that say sorry made me rewrite how I hand back mock exams in Cardiff. You went from a physics\n"
    "classroom to river data: what did you have to unlearn in the first year?\n\nIf it is of any use, I can send you my notes on how\n"
    "fourteen-year-olds read a probability.\n\nBest,\nSam\n"
)
BAD_BODY = "Hi Bob,\n\nCan you spare 15 minutes this week?\n"
HEADERS = "From: Sam Hale <sam@example.org>\nTo: Bob Reyes <bob@example.net>\nSubject: Forecasts that say sorry\n"
GOOD, BAD = f"{HEADERS}\n{GOOD_BODY}".encode(), f"{HEADERS}\n{BAD_BODY}".encode()
ANSWER = (
    b"From: sam@example.org\nTo: bob@example.net\nIn-Reply-To: <1@example.net>\nSubject: Re: rivers\n\nThanks!\n"  # needs no model
)
WORDS = "This opens with a request"
HELD = 65


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [name for name in programs if shutil.which(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"{', '.join(missing)} is not installed")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of nobody, in which programs find no settings but those of the test, and the fake sendmail `fake`, which keeps what it is given."""
    for name in [name for name in os.environ if name.startswith(("GIT_", "OUTREACH_LINT", "XDG_", "EMACS"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(tmp_path)
    script(tmp_path / "fake", f'printf "%s\\n" "$@" > {tmp_path}/argv\ncat > {tmp_path}/delivered')
    return tmp_path


def script(path: Path, lines: str) -> str:
    path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def run(*command: str, data: bytes = b"", **more: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, input=data, capture_output=True, check=False, timeout=50, **more)


def send(data: bytes, *arguments: str, options: tuple[str, ...] = ()) -> subprocess.CompletedProcess[bytes]:
    return run(LINT, "sendmail", *options, "--", "./fake", *arguments, data=data)


# The door itself, without any program.


@pytest.mark.parametrize(
    ("arguments", "task", "recipients"),
    [
        ("-i bob@x.org", Task.MESSAGE, ["bob@x.org"]),
        ("-oem -oi -- bob@x.org -a@x.org", Task.MESSAGE, ["bob@x.org", "-a@x.org"]),
        ("-oi -f me@x.org -oem -odb -t", Task.MESSAGE, []),
        ("-fme@x.org -F Me bob@x.org", Task.MESSAGE, ["bob@x.org"]),
        ("-a me@work --from you@x.org --host=mx bob@x.org", Task.MESSAGE, ["bob@x.org"]),
        ("-bm -N never -R hdrs bob@x.org", Task.MESSAGE, ["bob@x.org"]),
        ("-bp", Task.OTHER, []),
        ("-bi", Task.OTHER, []),
        ("-b v bob@x.org", Task.OTHER, ["bob@x.org"]),
        ("-q", Task.OTHER, []),
        ("-q15m", Task.OTHER, []),
        ("-I", Task.OTHER, []),
        ("--version", Task.OTHER, []),
        ("-bs", Task.DIALOGUE, []),
        ("-b s", Task.DIALOGUE, []),
        ("-ibs", Task.DIALOGUE, []),
        ("-bS -q", Task.DIALOGUE, []),
        ("-bx", Task.DIALOGUE, []),
        ("- -", Task.MESSAGE, []),
        ("-f", Task.MESSAGE, []),
    ],
)
def test_arguments_are_understood(arguments: str, task: Task, recipients: list[str]) -> None:
    call = understand(["sendmail", *arguments.split()])
    assert (call.task, list(call.recipients)) == (task, recipients)


@given(
    st.lists(
        st.one_of(st.text(max_size=6), st.sampled_from(["--", "-", "-f", "-b", "-bs", "--from", "-qf", "a@x.org"])), max_size=8
    )
)
def test_any_arguments_are_understood(arguments: list[str]) -> None:
    call = understand(["sendmail", *arguments])
    assert set(call.recipients) <= set(arguments)


def test_a_good_message_is_sent_to_the_byte(home: Path) -> None:
    done = send(GOOD, "-oi", "-f", "sam@example.org", "--", "bob@example.net", "")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert (home / "delivered").read_bytes() == GOOD
    assert (home / "argv").read_text() == "-oi\n-f\nsam@example.org\n--\nbob@example.net\n\n"


def test_a_request_first_message_is_held(home: Path) -> None:
    done = send(BAD, "bob@example.net")
    told = done.stderr.decode()
    assert done.returncode == HELD and not (home / "delivered").exists()
    assert "holds this message to Bob Reyes" in told and f"line 7: {WORDS}" in told and "X-Outreach-Lint: send" in told


def test_places_that_others_hold_are_not_awaited_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sendmail, "_LONGEST_TURN", 0.2)
    with ExitStack() as held:
        with sendmail._turn() as has_turn:
            assert has_turn
        for place in Path(sendmail.__file__).parent.glob("*.py"):
            fcntl.flock(held.enter_context(place.open("rb")), fcntl.LOCK_EX)
        with sendmail._turn() as has_turn:
            assert not has_turn


@pytest.mark.parametrize(
    "data",
    [
        ANSWER,
        ANSWER.replace(b"\n", b"\r\n"),
        ANSWER + b"\x00\xff\xfe no line break at the end",
        ANSWER + b".\n\nFrom here\n.\n",
        BAD.replace(b"Subject", b"X-Outreach-Lint: send\nSubject"),
        b"X-Outreach-Lint: send\n\n",
        b"From: a@x.org\nContent-Type: multipart/encrypted; boundary=x\n\n--x\n\n--x--\n",
        b"From: a@x.org\nAuto-Submitted: auto-generated\nTo: root@x.org\n\nCan you spare 15 minutes?\n",
        b"Subject: [PATCH v2 0/3] rivers\n\nCan you spare 15 minutes?\n",
        b"From 3f Mon Sep 17 00:00:00 2001\nSubject: rivers\n\n---\ndiff --git a/x b/x\nindex 1a..2b 100644\n" + b"+x\n" * 40_000,
    ],
    ids=["answer", "crlf", "bytes", "dots", "header", "header-empty", "encrypted", "program", "cover", "patch"],
)
def test_what_is_no_first_contact_is_sent_to_the_byte(home: Path, data: bytes) -> None:
    assert send(data, "-t").returncode == 0
    assert (home / "delivered").read_bytes() == data


@pytest.mark.parametrize(
    "data",
    [
        b"",
        HEADERS.encode(),
        f"{HEADERS}Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: image/png\n\n.\n--x--\n".encode(),
        b"Content-Type: text/plain" + b"; a=b" * 1000 + b"\n\n" + BAD_BODY.encode(),
    ],
    ids=["nothing", "empty", "no text", "endless header"],
)
def test_what_cannot_be_read_is_held(home: Path, data: bytes) -> None:
    done = send(data, "-t", options=("--on-crash", "allow"))
    assert done.returncode == HELD and not (home / "delivered").exists()
    assert b"could not check this message" in done.stderr and b"X-Outreach-Lint: send" in done.stderr


def test_the_real_exit_code_and_words_come_through(home: Path) -> None:
    script(home / "fake", "cat > delivered; echo no such user >&2; echo queued; exit 67")
    done = send(ANSWER)
    assert (done.returncode, done.stdout, done.stderr) == (67, b"queued\n", b"no such user\n")


def test_the_real_program_finds_the_signals_and_the_environment_as_they_were(home: Path) -> None:
    script(home / "fake", "grep SigIgn /proc/self/status; env | sort | grep -v '^_='; ls /proc/self/fd | wc -l; cat > delivered")
    bare = run("./fake", data=ANSWER)
    assert send(ANSWER).stdout == bare.stdout


@pytest.mark.parametrize("mode", ["-bp", "-q"])
def test_what_sends_nothing_does_not_wait_for_a_message(home: Path, mode: str) -> None:
    script(home / "fake", 'echo "$@"')
    reader, writer = os.pipe()  # never closed by anybody while the program runs
    done = subprocess.run([LINT, "sendmail", "--", "./fake", mode], stdin=reader, capture_output=True, timeout=30)
    os.close(reader), os.close(writer)
    assert (done.returncode, done.stdout.decode().strip()) == (0, mode)


def test_switched_off_it_is_not_there(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTREACH_LINT", "off")
    assert send(BAD).returncode == 0
    assert (home / "delivered").read_bytes() == BAD


@pytest.mark.parametrize(
    ("command", "code", "word"),
    [
        (["--"], 64, "name the program"),
        ([], 64, "name the program"),
        (["--no-such-option", "--", "./fake"], 64, "--no-such-option"),
        (["--", "./fake", "-bs"], 64, "dialogue"),
        (["--", "./missing"], 69, "missing cannot be run"),
        (["--", "no-such-program-anywhere"], 69, "cannot be run"),
        (["--", "./plain"], 69, "cannot be run"),
        (["--", "./neither"], 71, "cannot be run"),
    ],
)
def test_wrong_use_and_a_missing_program(home: Path, command: list[str], code: int, word: str) -> None:
    (home / "plain").write_text("not a program")
    script(home / "neither", "")
    (home / "neither").write_text("no interpreter")
    done = run(LINT, "sendmail", *command, data=ANSWER)
    assert done.returncode == code and word in done.stderr.decode() and not (home / "delivered").exists()
    assert done.stderr.count(b"Traceback") == 0


@pytest.mark.parametrize("how", ["late", "broken"])
def test_where_the_linter_fails_the_policy_decides(home: Path, how: str) -> None:
    if how == "broken":
        (home / "outreach-lint.toml").write_text("selct = [")
    options = ("--timeout", "0.1") if how == "late" else ()
    held = send(BAD, options=options)
    assert held.returncode == 75 and b"it is held" in held.stderr and not (home / "delivered").exists()
    allowed = send(BAD, options=(*options, "--on-crash", "allow"))
    assert allowed.returncode == 0 and b"SENT UNCHECKED" in allowed.stderr
    assert (home / "delivered").read_bytes() == BAD


def door_that(does: str, on_crash: str = "hold", seconds: float = 20) -> tuple[str, ...]:
    """The door with something else in the place of the linter."""
    code = (
        "import os, sys, time\nfrom outreach_lint.hooks import sendmail\nfrom outreach_lint.session import Session\n"
        f"sendmail.judge_mail = lambda *_: {does}\nsys.exit(sendmail.deliver(Session(), ['./fake'], {on_crash!r}, {seconds}))"
    )
    return sys.executable, "-c", code


def test_a_linter_that_hangs_is_ended(home: Path) -> None:
    """Also where it is in the midst of something that lets nothing else run, as an expression that does not end."""
    endless = "__import__('re').match('(a+)+b', 'a' * 60)"
    begin = time.monotonic()
    done = run(*door_that(endless, seconds=0.5), data=BAD)
    assert done.returncode == 75 and b"longer than 0.5 seconds" in done.stderr and time.monotonic() - begin < 10
    assert not (home / "delivered").exists()


def test_a_linter_that_crashes_holds_the_message(home: Path) -> None:
    """Not an error but an end: what a library does that writes where it must not, or the system that runs out of memory."""
    held = run(*door_that("os.kill(os.getpid(), 9)", "hold"), data=BAD)
    assert held.returncode == 75 and b"crashed" in held.stderr and not (home / "delivered").exists()
    assert run(*door_that("os.kill(os.getpid(), 9)", "allow"), data=BAD).returncode == 0
    assert (home / "delivered").read_bytes() == BAD


@pytest.mark.parametrize("is_all", [False, True], ids=["while it is read", "while it is linted"])
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=lambda how: how.name)
def test_ended_early_it_sends_nothing(home: Path, how: signal.Signals, is_all: bool) -> None:
    with subprocess.Popen(door_that("time.sleep(3)"), stdin=subprocess.PIPE, stderr=subprocess.PIPE) as door:
        assert door.stdin
        door.stdin.write(GOOD)
        door.stdin.flush()
        if is_all:
            door.stdin.close()
        time.sleep(0.5)
        door.send_signal(how)
        assert door.wait(10) == -how
    assert not (home / "delivered").exists()


def test_without_memory_for_it_nothing_is_sent(home: Path) -> None:
    """What no mail server takes is not read to its end; where there is no room for it, nothing is sent either."""
    with (home / "huge").open("wb") as file:
        file.truncate(100_000_001)
    with (home / "huge").open("rb") as file:
        done = subprocess.run([LINT, "sendmail", "--", "./fake"], stdin=file, capture_output=True, timeout=30)
    assert done.returncode == HELD and b"larger than 100 MB" in done.stderr
    full = run("sh", "-c", f"ulimit -f 1; exec {LINT} sendmail -- ./fake", data=ANSWER * 100)
    assert full.returncode == 75 and b"could not be read to its end" in full.stderr
    assert not (home / "delivered").exists()


def test_a_hidden_recipient_counts(home: Path) -> None:
    (home / "known.txt").write_text("bob@example.net\n")
    (home / "outreach-lint.toml").write_text('known = ["known.txt"]\n')
    hidden = BAD.replace(b"To: Bob Reyes <bob@example.net>", b"To: undisclosed-recipients:;")
    assert send(hidden, "-i", "bob@example.net").returncode == 0
    assert (home / "delivered").read_bytes() == hidden
    done = send(hidden, "-i", "bob@example.net", "eve@example.net")
    assert done.returncode == HELD and b"to bob@example.net, eve@example.net" in done.stderr


def test_many_at_once_are_each_sent_once(home: Path) -> None:
    script(home / "fake", "cat > sent.$1; echo >> count.$1")
    mails = [GOOD + b"PS: %d\n" % i for i in range(3)]
    doors = [subprocess.Popen([LINT, "sendmail", "--", "./fake", str(i)], stdin=subprocess.PIPE) for i in range(len(mails))]
    for door, mail in zip(doors, mails, strict=True):
        assert door.stdin
        door.stdin.write(mail)
        door.stdin.close()
    assert [door.wait(50) for door in doors] == [0] * len(mails)
    assert [(home / f"sent.{i}").read_bytes() for i in range(len(mails))] == mails
    assert all((home / f"count.{i}").read_bytes() == b"\n" for i in range(len(mails)))


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=400), st.text(alphabet="Subject: =?utf-8q\n\r\t[PATCH]é", max_size=200).map(str.encode)))
def test_any_bytes_have_headers(data: bytes) -> None:
    found = headers_of(data)
    assert isinstance(found["Subject"], str) and found["nothing of the kind"] == ""
    assert headers_of(b"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nSubject: x\n\nTo: b")["subject"] == "Grüße"


# A server on loopback.


@pytest.fixture
def sink() -> Iterator[Any]:
    controller = pytest.importorskip("aiosmtpd.controller").Controller

    class Keep:
        """Keeps what comes in."""

        def __init__(self) -> None:
            self.mails: list[tuple[list[str], bytes]] = []

        async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802
            self.mails.append((envelope.rcpt_tos, envelope.original_content))
            return "250 OK"

    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = controller(Keep(), hostname="127.0.0.1", port=port)
    server.start()
    yield server
    server.stop()


def body_of(mail: bytes) -> str:
    return mail.replace(b"\r\n", b"\n").split(b"\n\n", 1)[1].decode()


# git


@pytest.fixture
def repository(home: Path) -> Path:
    for name, value in (("user.name", "Sam Hale"), ("user.email", "sam@example.org"), ("sendemail.confirm", "never")):
        run("git", "config", "--global", name, value)
    run("git", "init", "-q", "rivers")
    (home / "good.eml").write_bytes(GOOD)
    (home / "bad.eml").write_bytes(BAD)
    os.chdir(home / "rivers")
    return home / "rivers"


needs_git = needs("git", "/usr/lib/git-core/git-send-email" if sys.platform == "linux" else "git")


@needs_git
def test_git_hook_with_a_server(repository: Path, sink: Any) -> None:
    assert run(LINT, "hook", "install", "git", "--yes").returncode == 0
    server = (
        "git",
        "send-email",
        "--suppress-cc=all",
        "--smtp-server=127.0.0.1",
        f"--smtp-server-port={sink.port}",
        "--to=bob@example.net",
    )
    held = run(*server, "../bad.eml", "../good.eml")
    assert held.returncode != 0 and WORDS in held.stderr.decode() and b"--no-validate" in held.stderr
    assert sink.handler.mails == []
    assert run(*server, "../good.eml").returncode == 0
    ((recipients, mail),) = sink.handler.mails
    assert recipients == ["bob@example.net"] and body_of(mail) == GOOD_BODY


@needs_git
def test_git_with_both_hooks(repository: Path, home: Path) -> None:
    """Patches and their cover letters pass both, as they are; a letter that is held by one never reaches the other."""
    run(LINT, "hook", "install", "git", "--yes")
    script(home / "fake", f"cat >> {home}/delivered")
    (repository / "x").write_text("Can you spare 15 minutes?\n")
    run("git", "add", "x")
    run("git", "commit", "-qm", "Can you give me a job?")
    assert run("git", "format-patch", "-1", "--cover-letter", "--root", "-o", "out").returncode == 0
    by = ("git", "send-email", "--suppress-cc=all", "--to=bob@example.net", f"--sendmail-cmd={LINT} sendmail -- {home}/fake")
    done = run(*by, "--force", "out")
    assert done.returncode == 0, done.stderr
    assert (home / "delivered").read_bytes().count(b"Subject: [PATCH ") == 2 and b"it is a patch" in done.stderr + done.stdout
    (home / "delivered").unlink()
    held = run(*by, "--no-validate", "../bad.eml")
    assert held.returncode != 0 and WORDS in held.stderr.decode() and not (home / "delivered").exists()


def test_git_tells_the_headers_with_which_it_sends(home: Path) -> None:
    (home / "bad").write_bytes(BAD)
    (home / "headers").write_text("From: sam@example.org\nTo: Eve Ng <eve@example.net>\nSubject: x\n")
    held = run(LINT, "hook", "git", "bad", "headers")
    assert held.returncode == 1 and b"to Eve Ng <eve@example.net>" in held.stderr
    (home / "headers").write_text("To: Eve Ng <eve@example.net>\nIn-Reply-To: <1@example.net>\n")
    assert run(LINT, "hook", "git", "bad", "headers").returncode == 0


@pytest.mark.parametrize(
    ("file", "options", "code", "word"),
    [
        ("missing", (), 1, "no such file"),
        ("empty", (), 1, "the draft is empty"),
        ("bad", ("--timeout", "0.1"), 1, "it is held"),
        ("bad", ("--timeout", "0.1", "--on-crash", "allow"), 0, "SENT UNCHECKED"),
    ],
)
def test_git_learns_of_failures(home: Path, file: str, options: tuple[str, ...], code: int, word: str) -> None:
    (home / "bad").write_bytes(BAD)
    (home / "empty").write_bytes(b"")
    done = run(LINT, "hook", "git", *options, file)
    assert done.returncode == code and word in done.stderr.decode()


# msmtp


@needs("msmtp")
def test_msmtp(home: Path, sink: Any) -> None:
    (home / "rc").write_text(
        f"account x\nhost 127.0.0.1\nport {sink.port}\nfrom sam@example.org\ntls off\nauth off\naccount default : x\n"
    )
    (home / "rc").chmod(0o600)
    by = (LINT, "sendmail", "--", "msmtp", "-C", str(home / "rc"), "-t")
    assert run(*by, data=BAD).returncode == HELD and sink.handler.mails == []
    assert run(*by, data=GOOD).returncode == 0
    ((recipients, mail),) = sink.handler.mails
    assert recipients == ["bob@example.net"] and mail.replace(b"\r\n", b"\n").endswith(GOOD)


# neomutt


def recorder(home: Path) -> str:
    """A sendmail that keeps what the mail program gives, asks the linter, and keeps what that gives."""
    return script(home / "recorder", f'tee {home}/given | {LINT} sendmail -- {home}/fake "$@"')


@needs("neomutt")
def test_neomutt_in_batch(home: Path) -> None:
    (home / ".neomuttrc").write_text(f'set from="sam@example.org" realname="Sam Hale"\nset sendmail="{home}/recorded -oi"')
    script(home / "recorded", f'tee {home}/given | {home}/fake "$@"')
    assert run(LINT, "hook", "install", "mutt", "--yes").returncode == 0
    by = ("neomutt", "-s", "Forecasts that say sorry", "bob@example.net")
    held = run(*by, data=BAD_BODY.encode())
    assert held.returncode != 0 and WORDS in (held.stderr + held.stdout).decode() and not (home / "delivered").exists()
    (home / ".neomuttrc").write_text(f'set from="sam@example.org" realname="Sam Hale"\nset sendmail="{recorder(home)} -oi"\n')
    assert run(*by, data=GOOD_BODY.encode()).returncode == 0
    assert (home / "delivered").read_bytes() == (home / "given").read_bytes() and body_of(
        (home / "delivered").read_bytes()
    ) == GOOD_BODY
    assert (home / "argv").read_text() == "-oi\n--\nbob@example.net\n"


class Screen:
    """A terminal that a program runs in, on a tmux server of its own."""

    def __init__(self, home: Path) -> None:
        self.tmux = ("tmux", "-f", "/dev/null", "-S", str(home / "tmux"))

    def open(self, *command: str) -> None:
        done = run(*self.tmux, "new-session", "-d", "-x", "160", "-y", "40", *command, env={**os.environ, "TERM": "xterm-256color"})
        assert done.returncode == 0, done.stderr

    def keys(self, *keys: str) -> None:
        run(*self.tmux, "send-keys", *keys)

    def text(self) -> str:
        return run(*self.tmux, "capture-pane", "-p").stdout.decode()

    def wait_for(self, is_there: Callable[[str], bool], seconds: float = 20) -> str:
        end, text = time.monotonic() + seconds, ""
        while time.monotonic() < end:
            text = self.text()
            if is_there(text):
                return text
            time.sleep(0.1)
        raise AssertionError(f"not on the screen in time:\n{text}")


@pytest.fixture
def screen(home: Path) -> Iterator[Screen]:
    one = Screen(home)
    yield one
    run(*one.tmux, "kill-server")


@needs("neomutt", "tmux")
def test_neomutt_shows_why_a_message_is_held(home: Path, screen: Screen) -> None:
    (home / ".neomuttrc").write_text(
        f'set from="sam@example.org" realname="Sam Hale" editor=true abort_unmodified=no fast_reply=yes\n'
        f'set folder="{home}" spoolfile="{home}/inbox" record="" mbox_type=mbox mail_check_stats=no\nset sendmail="{home}/fake"\n'
    )
    assert run(LINT, "hook", "install", "mutt", "--yes").returncode == 0
    (home / "body").write_text(BAD_BODY)
    screen.open("neomutt", "-s", "Your talk", "-i", str(home / "body"), "bob@example.net")
    screen.wait_for(lambda text: "y:Send" in text)
    screen.keys("y")
    text = screen.wait_for(lambda text: "outreach-lint holds" in text)
    assert WORDS in text and "To send it as it is" in text and not (home / "delivered").exists()
    screen.keys("q")
    screen.wait_for(lambda text: "y:Send" in text)  # the message is still there


# Emacs


def emacs(home: Path, body: str, *more: str) -> subprocess.CompletedProcess[bytes]:
    letter = (
        f"(progn (load user-init-file t) (require 'message) (setq message-send-mail-function #'message-send-mail-with-sendmail "
        f'user-mail-address "sam@example.org" message-interactive t sendmail-program "{home}/sender" message-kill-buffer-on-exit t) '
        f'(message-mail "bob@example.net" "Forecasts that say sorry") (message-goto-body) (insert "{body}") {" ".join(more)} '
        f'(condition-case held (message-send-and-exit) (error (message "%s" (error-message-string held)) (kill-emacs 9))))'
    )
    init = f'(setq user-init-file "{home}/.emacs.d/init.el")'
    return run("emacs", "-Q", "--batch", "--eval", init, "--eval", letter)


@needs("emacs")
def test_emacs_hook(home: Path) -> None:
    assert run(LINT, "hook", "install", "emacs", "--yes").returncode == 0
    script(home / "sender", f'tee {home}/given | {home}/fake "$@"')
    held = emacs(home, BAD_BODY, '(insert "<#part type=\\"text/plain\\">\\n")')
    told = held.stderr.decode()
    assert held.returncode != 0 and WORDS in told and "outreach-lint-send-anyway" in told and not (home / "delivered").exists()
    done = emacs(home, GOOD_BODY)
    assert done.returncode == 0, done.stderr
    assert (home / "delivered").read_bytes() == (home / "given").read_bytes() and body_of(
        (home / "delivered").read_bytes()
    ) == GOOD_BODY
    (home / "delivered").unlink()
    anyway = emacs(home, BAD_BODY, "(outreach-lint-send-anyway) (kill-emacs 0)")
    assert anyway.returncode == 0, anyway.stderr
    assert b"X-Outreach-Lint: send" in (home / "delivered").read_bytes()


@needs("emacs")
def test_emacs_with_sendmail_program(home: Path) -> None:
    recorder(home)
    script(home / "sender", f'exec {home}/recorder "$@"')
    held = emacs(home, BAD_BODY)
    assert held.returncode != 0 and not (home / "delivered").exists()
    assert emacs(home, GOOD_BODY).returncode == 0
    assert (home / "delivered").read_bytes() == (home / "given").read_bytes() and body_of(
        (home / "delivered").read_bytes()
    ) == GOOD_BODY


def test_what_stands_before_other_mail_programs_is_told() -> None:
    done = subprocess.run([sys.executable, "-m", "outreach_lint", "hook", "install", "thunderbird"], capture_output=True, text=True)
    assert done.returncode == 2 and "outreach-lint serve smtp" in done.stderr


# aerc


@needs("aerc", "tmux")
def test_aerc(home: Path, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home))
    folder = home / ".config/aerc"
    for path in (folder, *(home / "mail/inbox" / name for name in ("cur", "new", "tmp"))):
        path.mkdir(parents=True)
    accounts = folder / "accounts.conf"
    accounts.write_text(f"[sam]\nsource = maildir://{home}/mail\nfrom = Sam Hale <sam@example.org>\noutgoing = {home}/fake -oi\n")
    accounts.chmod(0o600)
    (folder / "aerc.conf").write_text(f"[compose]\neditor={home}/editor\n")
    script(home / "editor", f'cat {home}/body >> "$1"')
    assert run(LINT, "hook", "install", "aerc", "--yes").returncode == 0
    screen.open("aerc")
    screen.wait_for(lambda text: "inbox" in text)

    def write_and_send(body: str) -> None:
        (home / "body").write_text(body)
        assert run("aerc", "mailto:bob@example.net?subject=Forecasts").returncode == 0
        screen.wait_for(is_asked)
        screen.keys("y")
        screen.wait_for(lambda text: "Sending..." in text)

    def is_asked(text: str) -> bool:
        screen.keys("F5")  # this version shows what has changed only when a key is pressed
        return "Send this email?" in text

    write_and_send(BAD_BODY)
    screen.wait_for(is_asked)
    assert not (home / "delivered").exists()
    screen.keys(":header X-Outreach-Lint send", "Enter", "y")
    screen.wait_for(lambda _: (home / "delivered").exists() and b"Can you spare" in (home / "delivered").read_bytes())
    (home / "delivered").unlink()
    write_and_send(GOOD_BODY)
    screen.wait_for(lambda _: (home / "delivered").exists() and body_of((home / "delivered").read_bytes()) != "")
    mail = message_from_bytes((home / "delivered").read_bytes(), policy=policy.default)
    assert mail.get_content().replace("\r\n", "\n").strip() == GOOD_BODY.strip()
    assert (home / "argv").read_text() == "-oi\nbob@example.net\n"


# Putting it into their configurations, and taking it out again.


@pytest.fixture
def files(home: Path) -> dict[str, Path]:
    """A configuration of each program that has one."""
    texts = {
        ".neomuttrc": 'set sendmail="msmtp -a work"\n',
        ".config/aerc/accounts.conf": "[a]\nsource = imaps://sam:secret@mx\noutgoing = msmtp -a a\n\n[b]\noutgoing = smtps://sam:secret@mx\n",
        ".emacs.d/init.el": "(setq x 1)\n",
    }
    for name, text in texts.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    return {"mutt": home / ".neomuttrc", "aerc": home / ".config/aerc/accounts.conf", "emacs": home / ".emacs.d/init.el"}


@pytest.mark.parametrize("program", ["mutt", "aerc", "emacs"])
@pytest.mark.parametrize("change", ["", "no line break", "crlf", "latin-1"])
def test_a_configuration_is_changed_and_restored_to_the_byte(files: dict[str, Path], program: str, change: str) -> None:
    path = files[program]
    before = path.read_bytes()
    before = before.rstrip(b"\n") if change == "no line break" else before.replace(b"\n", b"\r\n") if change == "crlf" else before
    path.write_bytes(b"# \xe4\x0c\x85\n" * (change == "latin-1") + before)
    before = path.read_bytes()
    path.chmod(0o600)
    install.installation(program).make()
    after = path.read_bytes()
    assert after != before and b">>> outreach-lint >>>" in after and path.stat().st_mode & 0o777 == 0o600
    again = install.installation(program)
    assert not again.is_needed and again.before == again.after == after
    install.removal(program).make()
    assert path.read_bytes() == before and path.stat().st_mode & 0o777 == 0o600
    assert not install.removal(program).is_needed


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab#\n\r\x0c\x85é= outgoing", max_size=60), st.data())
def test_any_text_comes_back(text: str, data: st.DataObject) -> None:
    end = data.draw(st.sampled_from([0, *(i + 1 for i, c in enumerate(text) if c == "\n"), len(text)]))
    changed = install._with_block(text, end, "what is put in\n")
    assert install._without_blocks(changed, Path("x")) == text


def test_what_was_not_there_is_not_there_afterwards(home: Path) -> None:
    install.installation("emacs").make()
    assert (home / ".emacs.d/init.el").stat().st_mode & 0o777 == 0o666 & ~install._umask()
    install.removal("emacs").make()
    assert not (home / ".emacs.d/init.el").exists()
    (home / ".emacs").write_text("")
    install.installation("emacs").make()
    install.removal("emacs").make()
    assert (home / ".emacs").read_text() == ""


def test_lines_that_the_user_adds_later_stay(files: dict[str, Path]) -> None:
    files["mutt"].write_text("set x=1")
    install.installation("mutt").make()
    with files["mutt"].open("a") as file:
        file.write("set y=2\n")
    install.removal("mutt").make()
    assert files["mutt"].read_text() == "set x=1\nset y=2\n"


def test_broken_marks_are_left_alone(files: dict[str, Path]) -> None:
    files["mutt"].write_text("# >>> outreach-lint >>>\nset x=1\n")
    with pytest.raises(OutreachLintError, match="by hand"):
        install.installation("mutt")
    with pytest.raises(OutreachLintError, match="by hand"):
        install.removal("mutt")


def test_a_link_stays_a_link(files: dict[str, Path], home: Path) -> None:
    (home / "dotfiles").write_text("set x=1\n")
    files["mutt"].unlink()
    files["mutt"].symlink_to(home / "dotfiles")
    install.installation("mutt").make()
    assert files["mutt"].is_symlink() and "outreach-lint" in (home / "dotfiles").read_text()


def test_the_change_is_shown_and_asked_for(files: dict[str, Path]) -> None:
    before = files["aerc"].read_bytes()
    done = run(LINT, "hook", "install", "aerc", data=b"n\n")
    told = done.stdout.decode() + done.stderr.decode()
    assert done.returncode == 1 and files["aerc"].read_bytes() == before
    assert f"+outgoing = {LINT} sendmail -- msmtp -a a" in told and "secret" not in told and "Line 6 sends by SMTP itself" in told
    assert run(LINT, "hook", "install", "aerc", data=b"y\n").returncode == 0
    assert run(LINT, "hook", "install", "aerc").stdout.decode().endswith("there already.\n")
    assert run(LINT, "hook", "uninstall", "aerc", "--yes").returncode == 0
    assert files["aerc"].read_bytes() == before
    assert run(LINT, "hook", "uninstall", "aerc").stdout.decode().endswith("not there.\n")


@pytest.mark.parametrize(
    "name", [".config/neomutt/neomuttrc", ".neomutt/muttrc", ".mutt/neomuttrc", ".neomuttrc", ".config/mutt/muttrc", ".muttrc"]
)
def test_mutt_is_found_where_it_is(home: Path, name: str) -> None:
    with pytest.raises(OutreachLintError, match="no configuration of mutt"):
        install.installation("mutt")
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / name).write_text("")
    assert install.installation("mutt").path == home / name


@pytest.mark.parametrize("line", ['set smtp_url="smtps://me@mx"', "set realname=x smtp_url = smtp://mx", "set smtp_url='$x'"])
def test_mutt_that_sends_by_itself_is_told_of(files: dict[str, Path], line: str) -> None:
    files["mutt"].write_text(line)
    with pytest.raises(OutreachLintError, match="smtp_url"):
        install.installation("mutt")
    files["mutt"].write_text(f'# {line}\nset smtp_url=""\naccount-hook . \'set sendmail="msmtp"\'\n')
    assert "Line 3" in install.installation("mutt").notes[0]
    files["mutt"].write_text('set sendmail="/opt/outreach-lint sendmail -- msmtp"\n')
    assert not install.installation("mutt").is_needed


@needs_git
def test_git_hook_of_somebody_else_is_left_alone(repository: Path) -> None:
    hook = repository / ".git/hooks/sendemail-validate"
    hook.parent.mkdir(exist_ok=True)
    script(hook, "true")
    with pytest.raises(OutreachLintError, match=r'add this line to it: .* hook git "\$@" \|\| exit 1'):
        install.installation("git")
    script(hook, f'true\n{LINT} hook git "$@" || exit 1')
    assert not install.installation("git").is_needed and not install.removal("git").is_needed
    script(hook, f'# {LINT} hook git "$@"')
    with pytest.raises(OutreachLintError, match="add this line"):
        install.installation("git")


@needs_git
def test_git_hook_is_where_git_looks_for_it(repository: Path, home: Path) -> None:
    (repository / "below").mkdir()
    os.chdir(repository / "below")
    change = install.installation("git")
    assert change.path.resolve() == (repository / ".git/hooks/sendemail-validate").resolve()
    change.make()
    assert os.access(change.path, os.X_OK)
    change.path.chmod(0o644)  # git passes over it so
    assert install.installation("git").is_needed
    install.installation("git").make()
    assert not install.installation("git").is_needed and os.access(change.path, os.X_OK)
    with change.path.open("a") as file:
        file.write("echo mine\n")
    install.removal("git").make()
    assert change.path.read_text() == "#!/bin/sh\necho mine\n"
    run("git", "config", "core.hooksPath", "own hooks")
    install.installation("git").make()
    assert (repository / "own hooks/sendemail-validate").exists()
    install.removal("git").make()
    assert not (repository / "own hooks/sendemail-validate").exists()
    os.chdir(home)
    with pytest.raises(OutreachLintError, match="no git repository"):
        install.installation("git")
