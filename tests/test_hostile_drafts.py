"""Generated drafts: what is read is what was written, what is mended is read so and leaves the rest of its file as it was, and whatever the bytes are,
nothing but a DraftError comes out."""

from __future__ import annotations

import csv
import io
import json
import mailbox
import re
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from email import policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach_lint.drafts import HEAD, draft_formats, messages_from
from outreach_lint.errors import DraftError
from outreach_lint.fixing import mended_source
from outreach_lint.message import Message
from outreach_lint.source import stream_of
from tests.test_draft_formats import (
    BODY,
    ENVELOPE,
    HEAD_OF_MAIL,
    HTML,
    NEW,
    PICTURE,
    PLAIN,
    TALK,
    apple,
    archive,
    mail,
    parts,
    text_part,
)  # fmt: skip

_settings = settings(
    max_examples=60,
    derandomize=True,
    deadline=timedelta(seconds=5),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
_PIECES = (
    "\n", "\n\n", " ", "  ", "\t", " \n", "From ", "\nFrom me ", ">", "> ", ">From ", "--", "-- \n", "--b-1", "=", "=\n",
    "=20", "=C3", '"', '""', ",", ";", "\\", "\\n",
    "👋", "🧑‍🚀", "e\u0301", "é", "“x”", "地図", "\u00a0", "\u2028", "\x85", "\x0b", "\x0c", "\ufeff", "{", "}", "Hi Ann,", "word", "a" * 80,
    "long words " * 12, ".",
    "\n.\n", "---\n", "a: b\n", "Subject: x\n", "<p>", "\x01",
)  # fmt: skip
_characters = st.characters(exclude_categories=("Cs",), exclude_characters="\r\0")
_text = st.one_of(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join), st.text(_characters, max_size=60))
_COUNT = re.compile(rb"\A\d+[ \t]*\r?\n")
_encodings = st.sampled_from(["8bit", "quoted-printable", "base64"])
_bodies = _text.filter(lambda text: text.strip() and "outreach-lint" not in text)


@st.composite
def _edited(draw: st.DrawFn) -> tuple[str, str]:
    """A body, and the same with some of it replaced."""
    body = draw(_bodies)
    start = draw(st.integers(0, len(body)))
    end = draw(st.integers(start, len(body)))
    return body, body[:start] + draw(_text) + body[end:]


def read(data: bytes, path: str, format: str | None = None) -> list[Message]:
    return [one for one in messages_from(stream_of(data, HEAD), path, format) if isinstance(one, Message)]


def check(data: bytes, path: str, body: str, after: str, number: int = 0, must: bool = False, format: str | None = None) -> None:
    """The body is read as it was written; another is written in its place, and nothing else is changed, or a DraftError says that it cannot be."""
    messages = read(data, path, format)
    message = messages[number]
    assert message.body == body
    places = message.place.places
    assert len(places) == len(body) + 1 and list(places) == sorted(places) and places[-1] <= len(message.place.text)
    for i in range(0, len(body) + 1, 7):
        line, column = message.position(i)
        assert line >= 1 and column >= 1
    try:
        mended = mended_source(data, [(message, after)], lambda content: iter(read(content, path, format)))
    except DraftError:
        assert not must
        return
    again = read(mended, path, format)
    end = "\n" if message.place.by_line and body.endswith("\n") and not after.endswith("\n") else ""
    assert again[number].body.replace("\r\n", "\n") == after.replace("\r\n", "\n") + end
    assert [one.body for i, one in enumerate(again) if i != number] == [one.body for i, one in enumerate(messages) if i != number]
    assert _is_same_around(data, mended, message)


def _is_same_around(data: bytes, mended: bytes, message: Message) -> bool:
    """Whether all that stands before and behind a message's place is as it was."""
    encoding = "utf-16-le" if data.startswith(b"\xff\xfe") else "utf-8"
    place = message.place
    span = place.whole or (place.places[0], place.places[-1])
    start = place.offset + len(place.text[: span[0]].encode(encoding, "surrogateescape"))
    before, behind = data[:start], data[place.offset + len(place.text[: span[1]].encode(encoding, "surrogateescape")) :]
    if str(message.path).endswith(".emlx") and _COUNT.match(data):  # what is above tells the number of bytes
        before, mended = (_COUNT.sub(b"", one, count=1) for one in (before, mended))
    return mended.startswith(before) and mended.endswith(behind)


@_settings
@given(_edited(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_text(edited: tuple[str, str], newline: str, encoding: str) -> None:
    body, after = (text.replace("\n", newline) for text in edited)
    if not body.startswith("\ufeff"):
        check(
            body.encode(encoding), "a.txt", body, after, format="text", must=bool(after.strip()) and not after.startswith("\ufeff")
        )


@_settings
@given(_edited(), st.sampled_from(["\n", "\r\n"]))
def test_markdown(edited: tuple[str, str], newline: str) -> None:
    body, after = (text.replace("\n", newline) for text in edited)
    if body.strip("\ufeff \t\r\n")[:1] and body[0] not in " \t\r\n\ufeff":
        check(f"---{newline}to: Ann{newline}---{newline}{newline}{body}".encode(), "a.md", body, after)


@_settings
@given(_edited(), st.sampled_from(["8bit", "quoted-printable", "base64"]), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_mail_of_the_standard_library(edited: tuple[str, str], encoding: str, newline: str, has_attachment: bool) -> None:
    body, after = edited
    message = EmailMessage(policy=policy.SMTP if newline == "\r\n" else policy.default)
    message["To"], message["Subject"] = "ann@y.example", "maps"
    lines = "\n".join(re.split(r"\r\n|[\n\r]", body))
    message.set_content(lines, charset="utf-8", cte=encoding)
    if has_attachment:
        message.add_attachment(b"Hi Ann,", maintype="application", subtype="zip", filename="a.zip")
    data = message.as_bytes()
    as_read = read(data, "a.eml")[0].body
    assert as_read.split() == body.split()
    check(data, "a.eml", as_read, after)


@_settings
@given(
    _edited(),
    st.sampled_from(["utf-8", "utf-16", "utf-8/lie"]),
    st.sampled_from(["8bit", "quoted-printable", "base64"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_mail(edited: tuple[str, str], charset: str, encoding: str, newline: str) -> None:
    body, after = (text.replace("\n", newline) for text in edited)
    if charset == "utf-16" and encoding != "base64":
        charset = "utf-8"
    name, _, lie = charset.partition("/")
    text = body if encoding != "quoted-printable" else body.replace("\r\n", "\n")
    data = mail(text.replace("\r\n", "\n"), name, encoding, newline, declared="us-ascii" if lie else None)
    if not lie or not body.isascii():
        as_read = read(data, "a.eml")[0].body
        if encoding != "quoted-printable":
            assert as_read == body.removeprefix("\ufeff" if name == "utf-16" else "")
        check(data, "a.eml", as_read, after, must=encoding == "base64" and name == "utf-8" and not lie and bool(after.strip()))


@_settings
@given(_edited(), st.booleans(), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["7bit", "quoted-printable"]))
def test_flowed_mail(edited: tuple[str, str], deletes_space: bool, newline: str, encoding: str) -> None:
    body, after = edited
    more = f"; format=flowed; delsp={'yes' if deletes_space else 'no'}"
    data = mail(body, "utf-8", encoding, newline, more)
    found = read(data, "a.eml")
    if found:
        check(data, "a.eml", found[0].body, after)


@_settings
@given(_edited(), _encodings, _encodings, st.sampled_from(["\n", "\r\n"]), st.integers(0, 200))
def test_mail_in_several_parts(edited: tuple[str, str], one: str, other: str, newline: str, cut: int) -> None:
    body, after = edited
    above, below = f"Hi,{body[:cut]}", f"{body[cut:]}bye"
    content = parts("mixed", text_part(above, encoding=one), PICTURE, text_part(below, encoding=other), boundary="b-9f")
    data = f"{HEAD_OF_MAIL}{content}".replace("\n", newline).encode()
    found = read(data, "a.eml")
    if not found:  # a piece that looks like a header of a part, or a boundary
        return
    as_read = found[0].body
    for changed in (
        as_read.replace("bye", f"{after}bye"),
        as_read.replace("Hi,", f"Hi,{after}"),
        f"{after}x{as_read[:-3]}{after}y",
    ):
        check(data, "a.eml", as_read, changed.replace("\r\n", "\n").replace("\n", newline))


@_settings
@given(_edited(), _encodings, st.sampled_from([b"\n", b"\r\n"]), st.booleans())
def test_mail_of_apple(edited: tuple[str, str], encoding: str, newline: bytes, has_parts: bool) -> None:
    body, after = edited
    content = mail(body, encoding=encoding)
    if has_parts:
        content = f"{HEAD_OF_MAIL}{parts('mixed', text_part(body, encoding=encoding), PICTURE, PLAIN)}".encode()
    data = apple(content, newline)
    (message,) = read(data, "a.emlx")
    assert message.body == read(content, "a.eml")[0].body
    after = message.body.replace(body, after, 1) if has_parts else after
    try:
        mended = mended_source(data, [(message, after)], lambda changed: iter(read(changed, "a.emlx")))
    except DraftError:
        return
    (inner,) = read(content, "a.eml")
    assert mended == apple(mended_source(content, [(inner, after)], lambda changed: iter(read(changed, "a.eml"))), newline)


@_settings
@given(
    _edited(),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(",;\t"),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["utf-8-sig", "utf-16"]),
)
def test_sheets(edited: tuple[str, str], quoting: int, delimiter: str, newline: str, encoding: str) -> None:
    body, after = edited
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter, quoting=quoting, lineterminator=newline)  # type: ignore[arg-type]
    writer.writerows(
        [
            ["to", "message", "x"],
            ["ann@y.example", "Hi, first", ""],
            ["bo@y.example", f"x{body}y", 'a"b'],
            ["cy@y.example", "Hi", ""],
        ]
    )
    check(file.getvalue().encode(encoding), "a.csv", f"x{body}y", f"x{after}y", 1, must=True)


@_settings
@given(_edited(), st.booleans())
def test_json_lines(edited: tuple[str, str], ascii_only: bool) -> None:
    body, after = edited
    lines = [json.dumps({"message": text, "to": f"“{text[:5]}”"}, ensure_ascii=ascii_only) for text in ("Hi", body, "Hi again")]
    check("\n".join(lines).encode(), "a.jsonl", body, after, 1, must=bool(after.strip()))


@_settings
@given(_edited())
def test_archives(edited: tuple[str, str]) -> None:
    body, after = (f"x{text}y" for text in edited)
    data = archive(NEW, *TALK, {**TALK[0], "CONVERSATION ID": "c7", "CONTENT": body})
    check(data, "messages.csv", body, after, 2, must=True)


@settings(_settings, max_examples=40)
@given(_edited(), st.sampled_from(["8bit", "quoted-printable", "base64"]))
def test_mailboxes_of_the_standard_library(edited: tuple[str, str], encoding: str) -> None:
    body, after = edited
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.mbox"
        box = mailbox.mbox(path)
        for text in ("Hi\n", body, "Hi again\n"):
            message = EmailMessage()
            message["Subject"] = "x"
            message.set_content("\n".join(re.split(r"\r\n|[\n\r]", text)), charset="utf-8", cte=encoding)
            box.add(message)
        box.flush()
        box.close()
        data = path.read_bytes()
    found = read(data, "a.mbox")
    as_read = (
        re.sub(r"^>(?=>*From )", "", body, flags=re.MULTILINE) if encoding != "base64" else body
    )  # the standard library does not escape these
    assert [one.number for one in found] == [1, 2, 3] and found[1].body.split() == as_read.split()
    check(data, "a.mbox", found[1].body, after, 1)


_SEEDS = {
    "a.eml": mail(BODY, "utf-8", "quoted-printable", more="; format=flowed") + b"> quoted\n",
    "b.eml": f"{HEAD_OF_MAIL}{parts('alternative', PLAIN, HTML)}".encode(),
    "c.eml": mail("地図を見て\n", "iso-2022-jp", "base64"),
    "a.emlx": b"300       \n" + mail(BODY),
    "a.mbox": f"{ENVELOPE}{HEAD_OF_MAIL}\n{BODY}\n{ENVELOPE}{HEAD_OF_MAIL}\n>From x\n".encode(),
    "a.csv": b'to,message\r\nann@y.example,"Hi ""Ann"",\r\nhello"\r\nbo@y.example,Hi Bo\r\n',
    "b.csv": "\ufeffto\tmessage\nann@y.example\tHi Ann\n".encode("utf-16-le"),
    "a.jsonl": b'{"to": "x", "message": "Hi \\u00e9 \\ud83d\\ude00"}\n{"message": "Hi", "to": 3}\n',
    "messages.csv": archive(NEW, *TALK),
    "Invitations.csv": b'From,To,Sent At,Message,Direction\nSam,Ann,1/1/26,"Hi Ann",OUTGOING\n',
    "a.html": b"<html><body><div style='display:none'>x</div><p>Hi Ann,<br>hello</p><blockquote>old</blockquote></body></html>",
    "a.md": b"---\nto: Ann\nstage: 1\nthread:\n  - me: Hi\n---\n<!-- outreach-lint: ignore ask -->\nHi Ann,\n",
    "a.txt": BODY.encode(),
}  # fmt: skip
_JUNK = st.one_of(
    st.binary(max_size=20),
    st.sampled_from([b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b'"', b"\r", b"\n\n", b"=", b"\xed\xa0\x80", b"--b-1--\n",
    b"multipart/mixed", b"utf-16",
        b"utf-7", b"base64", b"\\ud800", b"{" * 2_000, b"," * 1_500, b"<div>" * 500, b"&#x110000;", b"---\n", b"From a Mon Nov 23 09:00:00 2026\n", b"hz",
        b"x-uuencode", b"idna", b"iso-2022-kr", b"unicode_escape", b"quopri", b"\xd8\x00"]),
)  # fmt: skip


@st.composite
def _mutated(draw: st.DrawFn, seeds: dict[str, bytes]) -> tuple[str, bytes]:
    path = draw(st.sampled_from(sorted(seeds)))
    data = seeds[path]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 12)))
        data = data[:start] + draw(_JUNK) + data[end:]
    return path, data


def _read_whatever(data: bytes, path: str, format: str | None = None) -> Iterator[Message]:
    """The messages, of which each is a whole; nothing but DraftErrors comes with them."""
    try:
        for found in messages_from(stream_of(data, HEAD), path, format):
            assert isinstance(found, Message | DraftError)
            if isinstance(found, Message):
                places = found.place.places
                assert len(places) == len(found.body) + 1 and not any("\ud800" <= c <= "\udfff" for c in found.body)
                found.position(0), found.position(len(found.body))
                yield found
    except DraftError:
        return


@settings(_settings, max_examples=1_500)
@given(_mutated(_SEEDS))
def test_mutated_files_are_read_or_refused_and_never_spoilt(case: tuple[str, bytes]) -> None:
    path, data = case
    for message in _read_whatever(data, path):
        body = message.body.replace("Ann", "Zoë, “x”", 1)
        try:
            mended = mended_source(data, [(message, body)], lambda content: _read_whatever(content, path))
        except DraftError:
            continue
        assert _is_same_around(data, mended, message)


@settings(_settings, max_examples=300)
@given(
    st.binary(max_size=300),
    st.sampled_from(draft_formats()),
    st.sampled_from(["a.eml", "a.emlx", "a.mbox", "a.csv", "a.jsonl", "a.html", "a.md", "a.txt", "-"]),
)
def test_any_bytes_are_read_or_refused(data: bytes, format: str, path: str) -> None:
    list(_read_whatever(data, path))
    list(_read_whatever(data, path, format))


@pytest.mark.parametrize("format", draft_formats())
@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n" * 200_000, b" " * 200_000, b'"' * 200_000, b"," * 200_000, b"<" * 200_000, b"=" * 200_000, b"\xff" * 200_000, b"From " * 40_000,
        b"From \n" * 30_000, b"a: b\n" * 40_000, b">" * 200_000, b"> \n" * 60_000, b"to,message\n" + b"x,\n" * 20_000, b"{" * 200_000,
        b'{"message": "' + b"\\" * 200_000,
        b"--\n" * 60_000,
        b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n" * 15_000,
        b"Content-Type: text/plain; format=flowed\n\n" + b" \n" * 90_000, b"<div>" * 40_000, b"<p style='display:none" * 9_000,
        b"\xff\xfe" + b"\x00\xd8" * 90_000,
        b"Subject: " + b"=?utf-8?q?" * 20_000 + b"\n\nHi", b"---\n" + b"- " * 50_000 + b"\n---\nHi",
        b"On 1 " * 40_000, b"On 1 x\n" * 30_000, b"From: a\n" * 25_000, b"<!-- outreach-lint" * 12_000,
    ],
)  # fmt: skip
def test_long_files_take_bounded_time(data: bytes, format: str, time_limit: object) -> None:
    list(_read_whatever(data, "a", format))


@pytest.fixture
def time_limit() -> Iterator[None]:
    import signal

    def stop(*_: object) -> None:
        raise TimeoutError("took more than 5 seconds")

    previous = signal.signal(signal.SIGALRM, stop)
    signal.alarm(5)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, previous)
