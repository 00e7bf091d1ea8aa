"""What the doors for mail take for a first contact, and what not: mails as programs write them, and what only looks like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach_lint.hooks.mail import judge_mail
from outreach_lint.mail import read_mail
from outreach_lint.moves import Zone
from outreach_lint.reading.stage import stage_of
from outreach_lint.reading.zones import find_zones
from outreach_lint.session import Session

ASK = "Hi Bob,\n\nCan you spare 15 minutes this week?\n"
TO = "Bob Reyes <bob@y.example>"


def mail(body: str = ASK, to: str = TO, subject: str = "Gauges", **headers: str) -> bytes:
    more = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return f"From: Sam Hale <s@x.example>\nTo: {to}\nSubject: {subject}\n{more}\n{body}".encode()


def is_checked(data: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> bool:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    return judge_mail(Session(), data, "-").report is not None


HTML_REPLY = '<p>Yes, Tuesday.</p><div class="gmail_quote">On Mon, 2 Mar 2026 at 10:12, Bob Reyes &lt;bob@y.example&gt; wrote:<blockquote>x</blockquote></div>'
PART = "--b\nContent-Type: text/plain\n\nSorry. Can we move it?\n--b\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n--b--\n"


@pytest.mark.parametrize(
    "data",
    [
        mail(f"{ASK}\nOn 3/5/26 10:12 AM, Bob Reyes wrote:\n> x\n"),
        mail(f"{ASK}\nOn 3/5/26 10:12 AM, Reyes, Bob (ACME Corp.) wrote:\n> x\n", to='"Reyes, Bob" <br@y.example>'),
        mail(f"{ASK}\nAm 05.03.26 um 10:12 schrieb Juergen Moeller:\n> x\n", to="Jürgen Möller <jm@y.example>"),
        mail(f"{ASK}\nIn any tongue at 10:12, Bob Reyes <bob@y.example> so:\n\n> x\n"),
        mail(f"{ASK}\nFrom: Bob Reyes\nSent: Monday\nTo: Sam\n\nx\n"),
        mail(f"{ASK}\nOn Mon, 2 Mar 2026 at 10:12, Bob Reyes <bob@y.example> wrote:\n> x\n", to="ann@y.example", Cc="bob@y.example"),
        mail(f"{ASK}\nOn Mon, 2 Mar 2026 at 10:12, Bob Reyes <bob@y.example> wrote:\n> x\n", to="info@y.example"),
        mail(HTML_REPLY, Content_Type="text/html"),
        mail(In_Reply_To="=?utf-8?q?=3Cabc=40y=2Eexample=3E?="),
        mail(PART, Content_Type="multipart/mixed; boundary=b"),
        mail("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----\n"),
        mail("The message was delivered.\n", Content_Type="multipart/report; boundary=b"),
        mail(subject="[PATCHv2] rivers"),
        mail(subject="[patch 1/3] rivers"),
        mail("Rivers.\n---\ndiff --git my file b.txt\nindex 1..2 100644\n--- b.txt\n+++ b.txt\n"),
        mail(to="sam+notes@x.example").replace(b"<s@x", b"<sam@x"),
    ],
)  # fmt: skip
def test_what_is_no_first_contact(data: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not is_checked(data, monkeypatch, tmp_path)


@pytest.mark.parametrize(
    "data",
    [
        mail(f"{ASK}\nOn 12 May 2025, Bob Reyes wrote:\n> Gauges rust first.\n"),
        mail(f"{ASK}\nOn page 12 of Gauges and People, Bob Reyes wrote:\n> Gauges rust first.\n"),
        mail(f"{ASK}\nOn Mon, 3 May 2021 at 10:12, Bob Dylan <b@z.example> wrote:\n> x\n"),
        mail(f"{ASK}\nVon: Carl <c@z.example>\nGesendet: 5. März\nAn: Sam\n\nx\n", to="Ursula von Berg <ub@y.example>"),
        mail(f"{ASK}\nOn Sun, 3 May 2026 at 10:12, Carl wrote:\n> x\n", to="Sun Wei <sw@y.example>"),
        mail(f"{ASK}\nOn Mon, 2 Mar 2026 at 10:12, Sam Hale <s@x.example> wrote:\n> Which gauge?\n"),
        mail(f"{ASK}\n---------- Forwarded message ---------\nFrom: Carl <c@z.example>\n\n> On Mon, 2 Mar 2026 at 10:12, Bob Reyes wrote:\n>> x\n"),
        mail(In_Reply_To="<undefined>"),
        mail(In_Reply_To="{{previous_message_id}}"),
        mail(In_Reply_To="bob@y.example"),
        mail(subject="=?UTF-8?Q?Fwd=3A_Gr=C3=BC=C3=9Fe?=", In_Reply_To="<1@z.example>"),
        mail(f"{ASK}\ndiff --git a/x b/x\nindex 1..2 100644\n--- a/x\n"),
        mail(to=", ".join(["s@x.example"] * 200) + ", bob@y.example"),
    ],
)  # fmt: skip
def test_what_only_looks_like_something_else(data: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert is_checked(data, monkeypatch, tmp_path)


@pytest.mark.parametrize("body", ["", "\n"])
def test_who_is_known_may_get_a_mail_without_text(body: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "known").write_text("bob@y.example\n")
    (tmp_path / "outreach-lint.toml").write_text('known = ["known"]\n')
    assert not is_checked(mail(body), monkeypatch, tmp_path)


def test_ones_own_mails_are_no_replies() -> None:
    first = "> On Mon, 2 Mar 2026 at 9:00, Sam Hale wrote:\n>> Which gauge?\n"
    bumps = f"Still hoping!\n\nOn Mon, 9 Mar 2026 at 9:00, Sam Hale <s@x.example> wrote:\n> Just checking.\n>\n{first}"
    message = read_mail(mail(bumps, In_Reply_To="<1@x.example>"), "a.eml")
    assert [one.from_sender for one in message.thread] == [True, True] and stage_of(message) == 0


def test_the_letter_below_a_quote_is_the_senders() -> None:
    body = f"Hi Bob,\n\nOn 12 May 2025 you wrote:\n> Gauges rust first, and whoever has built one knows it from the very start on a\n> river.\n\n{ASK}"
    own = [body[zone.span.start : zone.span.end] for zone in find_zones(body) if zone.zone is not Zone.QUOTED]
    assert any("Can you spare" in text for text in own) and not any("rust" in text for text in own)


def test_a_forward_with_a_line_of_ones_own_is_not_held(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    data = mail(
        "FYI\n\n---------- Forwarded message ---------\nFrom: Carl <c@z.example>\nDate: Thu\n\nRivers rise.\n",
        subject="Fwd: rivers",
    )
    assert not judge_mail(Session(), data, "-").is_held
