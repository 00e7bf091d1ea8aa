from __future__ import annotations

from pathlib import Path

import pytest

from outreach_lint.drafts import MAX_BYTES, read_message
from outreach_lint.errors import DraftError
from outreach_lint.message import Channel, Message


def _draft(folder: Path, name: str, content: str | bytes) -> Message:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_message(str(path))


def test_plain_text_is_the_message(tmp_path: Path) -> None:
    message = _draft(tmp_path, "a.txt", "\ufeffHi Ann,\r\n\r\nhello 👋\r\n")
    assert message.body == "Hi Ann,\r\n\r\nhello 👋\r\n" and message.channel is None
    assert message.position(message.body.index("hello")) == (3, 1)


def test_front_matter_says_what_the_draft_is(tmp_path: Path) -> None:
    text = "---\nchannel: linkedin-note\nto: Ann Lee\nstage: 1\nignore: ask/multiple\n---\n\nHi Ann,\nhello\n"
    message = _draft(tmp_path, "a.md", text)
    assert (message.channel, message.recipient, message.stage) == (Channel.LINKEDIN_NOTE, "Ann Lee", 1)
    assert [w.rule for w in message.waivers] == ["ask/multiple"] and message.body == "Hi Ann,\nhello\n"
    assert message.position(message.body.index("hello")) == (9, 1)
    assert "".join(text[place] for place in message.place.places[:-1]) == message.body


def test_a_waiver_in_a_comment_never_reaches_the_recipient(tmp_path: Path) -> None:
    message = _draft(tmp_path, "a.md", "<!-- outreach-lint: ignore ask/meeting-first-contact -->\nHi Ann, ten minutes?\n")
    assert message.body == "Hi Ann, ten minutes?\n" and [w.rule for w in message.waivers] == ["ask/meeting-first-contact"]
    assert message.position(0) == (2, 1)


def test_mail_is_decoded(tmp_path: Path) -> None:
    mail = (
        "From: a@x.example\nTo: Bo <b@x.example>\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\nX-Outreach-Lint: ignore=ask/multiple\n"
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\nHi Bo,\n\ngrüß dich\n"
    )
    message = _draft(tmp_path, "a.eml", mail)
    assert (message.channel, message.subject, message.recipient) == (Channel.EMAIL, "Grüße", "Bo <b@x.example>")
    assert message.body == "Hi Bo,\n\ngrüß dich\n" and [w.rule for w in message.waivers] == ["ask/multiple"]
    assert message.position(message.body.index("grüß")) == (10, 1)


def test_mail_on_standard_input_is_known_by_its_headers(tmp_path: Path) -> None:
    assert _draft(tmp_path, "none", "From: a@x.example\nSubject: x\n\nHi\n").channel is Channel.EMAIL


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        ("text/plain; format=flowed", "one \ntwo\n-- \nAnn\n", "one two\n-- \nAnn\n"),
        ("text/plain; charset=x-unknown", "h\xe4\n", "h\ufffd\n"),
        ("text/html", "<p>Hi Bo,</p><p>a<br>b</p><blockquote>old</blockquote><script>x</script>", "Hi Bo,\n\na\nb"),
    ],
)
def test_mail_of_other_kinds(tmp_path: Path, head: str, body: str, text: str) -> None:
    message = _draft(tmp_path, "a.eml", f"From: a@x.example\nContent-Type: {head}\n\n{body}".encode("latin-1"))
    assert message.body == text


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n \n", "empty"),
        ("a.txt", b"\x89PNG\x00\x00", "binary"),
        ("a.txt", b"caf\xe9", "UTF-8"),
        ("a.txt", b"x" * (MAX_BYTES + 1), "larger than"),
        ("a.md", b"---\nchanel: email\n---\nHi", "did you mean 'channel'"),
        ("a.md", b"---\nchannel: linkedin\n---\nHi", "did you mean 'linkedin-note'"),
        ("a.md", b"---\nstage: 9\n---\nHi", "stage is 9"),
        ("a.md", b"---\nto: [\n---\nHi", "broken front matter"),
        ("a.md", b"---\nto: 123\n---\nHi", "is no text"),
        ("a.md", b"---\nto: 2024-13-45\n---\nHi", "broken front matter"),
        ("a.md", b"---\nstage: true\n---\nHi", "stage is True"),
        ("a.md", b"---\nignore: 3\n---\nHi", "not a list of rules"),
        ("a.eml", b"From: a@x.example\nContent-Type: image/png\n\nxx", "no text part"),
    ],
)
def test_what_cannot_be_read_is_refused(tmp_path: Path, name: str, content: bytes, problem: str) -> None:
    with pytest.raises(DraftError, match=problem):
        _draft(tmp_path, name, content)


def test_an_unclosed_head_hides_nothing(tmp_path: Path) -> None:
    html = "From: a@x.example\nContent-Type: text/html\n\n<html><head><title>x</title><body><p>Hi Bo</p></body></html>"
    assert _draft(tmp_path, "a.eml", html).body == "Hi Bo"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(("said", "subject"), [("Subject: Your gauges", "Your gauges"), ("BETREFF :  Ihre Pegel ", "Ihre Pegel")])
def test_a_first_line_of_a_text_that_says_the_subject(tmp_path: Path, said: str, subject: str, newline: str) -> None:
    body = f"Hi Bo,{newline}{newline}which knot held?{newline}"
    (tmp_path / "a.txt").write_bytes(f"{said}{newline}{newline}{body}".encode())
    message = read_message(str(tmp_path / "a.txt"))
    assert (message.subject, message.body, message.position(0)) == (subject, body, (3, 1))


@pytest.mark.parametrize(
    "text", ["Subject: is what I teach, Bo.\nWhich knot held?", "Subjects: ropes\n\nHi", "Hi\n\nSubject: ropes\n\nwhich held?"]
)
def test_what_only_looks_like_a_subject_is_the_message(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(text)
    assert (read_message(str(tmp_path / "a.txt")).subject, read_message(str(tmp_path / "a.txt")).body) == (None, text)
