"""The general hook, and the gate that all hooks ask."""

from __future__ import annotations

import json
import mailbox
import subprocess
import sys
import time
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from outreach_lint.hooks.known import known_addresses

ROOT = Path(__file__).parent.parent
ASKS = (
    "From: s@x.example\nTo: Bob <bob@y.example>\nSubject: Incremental parsing\n\nHi Bob,\n\nCan you spare 15 minutes this week?\n"
)
GOOD = (
    "From: s@x.example\nTo: Bob <bob@y.example>\nSubject: Your gauges\n\nHi Bob,\n\nyour note on gauges made of scrap got me to the river with a bucket. "
    "Which part rusted first?\n\nBest,\nSam\n"
)
Hook = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def hook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hook:
    """Run the hook as another program would, away from anybody's settings."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    monkeypatch.delenv("OUTREACH_LINT", raising=False)

    def run(message: str | bytes, *options: str) -> subprocess.CompletedProcess[str]:
        data = message if isinstance(message, bytes) else message.encode()
        done = subprocess.run(
            [sys.executable, "-m", "outreach_lint", "hook", *options],
            input=data,
            capture_output=True,
            check=False,
            cwd=tmp_path,
            timeout=120,
        )
        return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


def test_a_message_that_opens_with_a_request_is_held_in_words(hook: Hook) -> None:
    done = hook(ASKS)
    assert done.returncode == 1 and done.stderr == ""
    first, second, *_, last = done.stdout.splitlines()
    assert first == "outreach-lint holds this message to Bob <bob@y.example>:"
    assert second.startswith("  line 7: This opens with a request") and second.endswith("(ask/opens-with-request)")
    assert last == "  To send it as it is: add the header X-Outreach-Lint: send, or set OUTREACH_LINT=off"


def test_a_good_message_passes(hook: Hook) -> None:
    done = hook(GOOD)
    assert (done.returncode, done.stdout) == (0, "outreach-lint lets this message pass: nothing speaks against it\n"), done.stdout


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        (ASKS.replace("Subject", "In-Reply-To: <1@y.example>\nSubject"), "no first contact: the header In-Reply-To"),
        (ASKS + "\nOn Mon, 23 Nov 2026, Bob wrote:\n> Which day suits you?\n", "no first contact: 1 earlier message, theirs"),
        (ASKS + "\nFrom: Bob Hale\nSent: Monday\nTo: Sam\n\nWhich day suits you?\n", "no first contact: 1 earlier message, theirs"),
        (
            ASKS.replace("Subject", "References: " + "<a@y.example>\n " * 300 + "\nSubject"),
            "no first contact: the header References",
        ),
        (
            ASKS.replace("Subject", "In-Reply-To: <1@y.example>\nSubject") + "> old words\n" * 6_000,
            "no first contact: the header In-Reply-To",
        ),
        (
            "To: Bob <bob@y.example>\nSubject: Re: plan\nIn-Reply-To: <1@y.example>\nContent-Type: application/pdf\n\nxx\n",
            "no first contact: the header In-Reply-To",
        ),
        (
            "To: b@y.example\nSubject: Accepted\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n",
            "it answers an invitation",
        ),
        (ASKS.replace("Bob <bob@y.example>", "s@x.example"), "it goes to yourself"),
        (ASKS.replace("From", "Resent-From: ann@x.example\nResent-To: bob@y.example\nFrom"), "it is sent on as it was written"),
        (ASKS.replace("Subject", "X-Outreach-Lint: send\nSubject"), "the header X-Outreach-Lint: send"),
    ],
)
def test_what_passes_unchecked_says_why(hook: Hook, changed: str, why: str) -> None:
    done = hook(changed)
    assert (done.returncode, done.stdout) == (0, f"outreach-lint lets this message pass: {why}\n")


def test_who_wrote_a_patch_of_a_mail_is_no_part_of_it(hook: Hook) -> None:
    held = hook(ASKS.replace("\n\nHi Bob", "\n\nFrom: Sam <sam@z.example>\n\nHi Bob"))
    assert held.returncode == 1 and "ask/opens-with-request" in held.stdout


@pytest.mark.parametrize(
    "below",
    [
        "\n> We build great bridges.\n",
        "\n________________________________\nThis e-mail is confidential.\n",
        "\ndiff --git is what I use.\n",
        "\ndiff --git a/x b/x\nis what it said.\n",
        "\nI am free:\n\nFrom: 3 March\nTo: 7 March\nOslo\n",
        "\nVon: 3. März\nAn: 7. März\n",
        "\n---------- Forwarded message ---------\nFrom: Carl <carl@z.example>\nDate: Mon, 30 Nov 2026\nSubject: x\nTo: s@x.example\n\nAsk Bob.\n",
        "\nOn your page on 12 May 2026 you wrote:\n\n> Gauges rust first.\n",
        "\nSam\n\nOn 1 Dec 2026 the Courier wrote:\n> Rivers rise.\n",
    ],
)
def test_what_only_looks_like_a_reply_or_a_patch_is_checked(hook: Hook, below: str) -> None:
    assert hook(ASKS + below).returncode == 1


@pytest.mark.parametrize(
    "header",
    [
        "In-Reply-To: <>",
        "References: none",
        "Message-ID: <1@x.example>\nReferences: <1@x.example>",
        "References: <1@z.example>\nX-Forwarded-Message-Id: <1@z.example>",
    ],
)
def test_a_header_that_names_no_message_of_the_conversation_is_no_answer(hook: Hook, header: str) -> None:
    assert hook(ASKS.replace("Subject", f"{header}\nSubject")).returncode == 1


@pytest.mark.parametrize("subject", ["[Patch Tuesday] quick question", "Fwd: rivers", "WG: Flüsse"])
def test_a_subject_that_is_none_of_a_reply_or_a_patch(hook: Hook, subject: str) -> None:
    held = ASKS.replace("Subject: Incremental parsing", f"Subject: {subject}\nIn-Reply-To: <1@z.example>")
    assert hook(held.replace("\nIn-Reply-To: <1@z.example>", "") if "Patch" in subject else held).returncode == 1


def test_a_fake_reply_is_checked(hook: Hook) -> None:
    assert hook(ASKS.replace("Subject: ", "Subject: Re: ")).returncode == 1


def test_one_message_passes_by_the_environment(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OUTREACH_LINT", "off")
    assert hook(ASKS).returncode == 0


@pytest.mark.parametrize("kind", ["list", "mbox", "maildir"])
def test_people_who_were_written_to_before_are_known(hook: Hook, tmp_path: Path, kind: str) -> None:
    sent = EmailMessage()
    sent["From"], sent["To"], sent["Cc"] = (
        "s@x.example",
        "Ann <ann@z.example>, " + "Bob the Builder " * 6 + "<BOB@y.example>",
        "Cy <cy@z.example>",
    )
    sent.set_content("Hi,\n\nFrom the river: To: nobody@z.example\n")
    place = tmp_path / "sent"
    if kind == "list":
        place.write_text("# people\nann@z.example\nBob <bob@y.example>  # since May\n")
    else:
        box = mailbox.mbox(place) if kind == "mbox" else mailbox.Maildir(place)
        box.add(EmailMessage())
        box.add(sent)
        box.flush()
    (tmp_path / "outreach-lint.toml").write_text('known = ["sent"]\n')
    done = hook(ASKS)
    assert (done.returncode, done.stdout) == (0, "outreach-lint lets this message pass: bob@y.example was written to before\n"), (
        done.stderr
    )
    assert hook(ASKS.replace("bob@", "nobody@")).returncode == 1
    assert hook(ASKS.replace("Subject", "Cc: eve@y.example\nSubject")).returncode == 1
    assert hook(ASKS.replace("<bob@y.example>", "<bob@y.example>, Eve <eve@y.example>")).returncode == 1  # one of them is not known
    assert hook(ASKS.replace("Subject", "To: eve@y.example\nSubject")).returncode == 1
    assert hook(ASKS.replace("Subject", "Cc: eve\nSubject")).returncode == 1
    assert hook(ASKS.replace("Subject", "Cc: Sam <s@x.example>\nSubject")).returncode == 0  # a copy for oneself
    assert hook(ASKS.replace("Bob <bob", "'bob@y.example' <bob")).returncode == 0


def test_lists_as_programs_save_them_and_letters_that_look_like_mailboxes(tmp_path: Path) -> None:
    place = tmp_path / "known"
    for encoding in ("utf-8-sig", "utf-16", "cp1252"):
        place.write_bytes("bob@y.example\nann@z.example  # Zoë\n".encode(encoding))
        assert known_addresses((place,)) == {"bob@y.example", "ann@z.example"}
    letter = "From s@x.example Mon Nov 23 09:00:00 2026\nTo: bob@y.example\n\nHi Bob,\n\nFrom the archive:\nTo: eve@y.example\n"
    place.write_text(f"{letter}\n{letter.replace('bob@', 'ann@')}")
    assert known_addresses((place,)) == {"bob@y.example", "ann@y.example"}


@pytest.mark.parametrize("kind", ["list", "maildir"])
def test_a_process_that_stays_sees_who_was_written_to_since(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "sent"
    box = mailbox.Maildir(place) if kind == "maildir" else None
    if box is None:
        place.write_text("ann@z.example\n")
    before = known_addresses((place,))
    if box is None:
        place.write_text("ann@z.example\nbob@y.example\n")
    else:
        box.add("To: bob@y.example\n\nHi Bob\n")
    assert "bob@y.example" not in before and "bob@y.example" in known_addresses((place,))


def test_a_known_file_that_is_missing_holds_and_says_so(hook: Hook, tmp_path: Path) -> None:
    (tmp_path / "outreach-lint.toml").write_text('known = ["none"]\n')
    done = hook(GOOD)
    assert done.returncode == 1 and "no such file or folder, though the setting known names it; it is held" in done.stderr
    assert hook(GOOD, "--on-crash", "allow").returncode == 0


def test_the_recipient_is_found_in_the_address_book(hook: Hook, tmp_path: Path) -> None:
    (tmp_path / "people").mkdir()
    (tmp_path / "people" / "bob.json").write_text(json.dumps({"basics": {"name": "Robert Hale", "email": "bob@y.example"}}))
    (tmp_path / "outreach-lint.toml").write_text('address-book = "people"\n')
    done = hook(GOOD.replace("Hi Bob", "Hi Sarah"), "--format", "json")
    verdict = json.loads(done.stdout)
    assert (verdict["decision"], verdict["draft"]["recipient"]) == ("hold", "Robert Hale")
    assert "reference/wrong-name" in {finding["rule"] for finding in verdict["draft"]["findings"]}


def test_another_program_hands_over_json(hook: Hook) -> None:
    message = {"text": "Hi Bob,\n\nCan you spare 15 minutes this week?", "channel": "linkedin-note", "recipient": "Bob"}
    done = hook(json.dumps(message), "--format", "json")
    verdict = json.loads(done.stdout)
    assert done.returncode == 1 and verdict["decision"] == "hold" and verdict["draft"]["channel"] == "linkedin-note"
    later = {
        **message,
        "thread": [{"me": "Your gauges made me look twice. Which rusted?"}, {"them": "The first. Do call me this week!"}],
    }
    assert hook(json.dumps(later)).returncode == 0


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "neither a mail"),
        (b"Hi Bob, please give me a job.", "neither a mail"),
        (b'\xef\xbb\xbf{"txt": "Hi"}', "did you mean 'text'?"),
        (b'{"txt": "Hi"}', "did you mean 'text'?"),
        (b'{"text": 3}', "is no text"),
        (b'{"text": "Hi", ', "not valid JSON"),
        (b'{"text": ""}', "empty"),
        (b"From: a@x.example\nContent-Type: image/png\n\nxx", "no text part"),
    ],
)
def test_what_cannot_be_read_is_not_let_pass(hook: Hook, data: bytes, problem: str) -> None:
    done = hook(data)
    assert done.returncode != 0 and problem in done.stderr and "Traceback" not in done.stderr, done


def test_options_stand_behind_the_name_of_a_subcommand(hook: Hook) -> None:
    done = hook("", "--on-crash", "allow", "git", "x.eml")
    assert done.returncode == 2 and "options of git stand behind its name" in done.stderr


def test_the_header_lets_pass_what_cannot_be_read(hook: Hook) -> None:
    broken = "From: s@x.example\nTo: b@y.example\nX-Outreach-Lint: send\nContent-Type: image/png\n\nxx"
    assert hook(broken).returncode == 0


def test_noise_is_held(hook: Hook) -> None:
    assert hook(bytes(range(256)) * 9).returncode != 0


def test_a_linter_that_takes_too_long_holds(hook: Hook) -> None:
    start = time.monotonic()
    done = hook(ASKS, "--timeout", "0.1")
    assert (
        done.returncode == 1
        and "took longer than 0.1 seconds; the message is held" in done.stderr
        and time.monotonic() - start < 60
    )
    assert hook(ASKS, "--timeout", "0.1", "--on-crash", "allow").returncode == 0


def test_an_address_book_that_cannot_be_read_holds_and_says_so(hook: Hook, tmp_path: Path) -> None:
    (tmp_path / "outreach-lint.toml").write_text('address-book = "none"\n')
    done = hook(GOOD)
    assert done.returncode == 1 and "no such folder, though the setting address-book names it; it is held" in done.stderr


def test_a_mail_as_apple_keeps_it_is_a_mail(hook: Hook) -> None:
    done = hook(f"{len(ASKS)}\n{ASKS}<?xml version='1.0'?><plist/>")
    assert done.returncode == 1 and "Bob <bob@y.example>" in done.stdout
