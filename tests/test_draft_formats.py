"""Drafts in the formats that people have: what is read, where it stands in the file, and that it is mended there and nowhere else."""

from __future__ import annotations

import base64
import codecs
import csv
import io
import json
import quopri
from collections.abc import Iterator
from itertools import product

import pytest

from outreach_lint.drafts import HEAD, NO_COLUMNS, message_from, messages_from
from outreach_lint.errors import DraftError
from outreach_lint.fixing import mended_source
from outreach_lint.linter import lint
from outreach_lint.merge_sheet import told_of_columns, unread_columns
from outreach_lint.message import Channel, Message
from outreach_lint.moves import Zone
from outreach_lint.reading.zones import find_zones
from outreach_lint.source import stream_of
from outreach_lint.tables import find_header, names_as_written

BODY = "Hi Ann,\n\nyour talk on maps made me laugh. Which one was first?\n\nBest,\nSam\n"
ENVELOPE = "From sam@x.example Mon Nov 23 09:00:00 2026\n"
HEAD_OF_MAIL = "From: Sam Poe <sam@x.example>\nTo: Ann Lee <ann@y.example>\nSubject: maps\n"


def read_all(data: bytes, path: str, columns=NO_COLUMNS) -> list[Message | DraftError]:  # noqa: ANN001
    return list(messages_from(stream_of(data, HEAD), path, None, columns))


def read(data: bytes, path: str, columns=NO_COLUMNS) -> list[Message]:  # noqa: ANN001
    found = read_all(data, path, columns)
    assert not [one for one in found if isinstance(one, DraftError)], found
    return [one for one in found if isinstance(one, Message)]


def mend(data: bytes, path: str, before: str, after: str, number: int = 0, columns=NO_COLUMNS) -> bytes:  # noqa: ANN001
    """The file with some words of one of its messages replaced."""

    def reread(content: bytes) -> Iterator[Message]:
        return (one for one in read_all(content, path, columns) if isinstance(one, Message))

    message = read(data, path, columns)[number]
    assert before in message.body
    return mended_source(data, [(message, message.body.replace(before, after, 1))], reread)


def line_of(data: bytes, words: bytes) -> int:
    return data.count(b"\n", 0, data.index(words)) + 1


# Mail


def mail(
    body: str, charset: str = "utf-8", encoding: str = "8bit", newline: str = "\n", more: str = "", declared: str | None = None
) -> bytes:
    content = body.replace("\n", newline).encode(charset)
    if encoding == "base64":
        content = base64.encodebytes(content).replace(b"\n", newline.encode())
    elif encoding == "quoted-printable":
        content = quopri.encodestring(body.encode(charset)).replace(b"\n", newline.encode())
    kind = f'Content-Type: text/plain; charset="{declared or charset}"{more}\nContent-Transfer-Encoding: {encoding}\n'
    return f"{HEAD_OF_MAIL}MIME-Version: 1.0\n{kind}\n".replace("\n", newline).encode() + content


WORDS = {"utf-8": "déjà vu 👋 地図", "latin-1": "déjà vu", "windows-1252": "“déjà” – vu", "iso-2022-jp": "地図を見て", "koi8-r": "ваши карты",
    "us-ascii": "maps", "gb18030": "地图", "euc-kr": "지도", "iso-8859-15": "50 €"}  # fmt: skip


@pytest.mark.parametrize(
    ("charset", "encoding", "newline"), list(product(WORDS, ["7bit", "8bit", "quoted-printable", "base64"], ["\n", "\r\n"]))
)
def test_mail_is_read_and_mended_in_every_encoding(charset: str, encoding: str, newline: str) -> None:
    body = f"Hi Ann,\n\nI saw: {WORDS[charset]}. " + "It made me think of long walks along the river. " * 3 + "\n\n Best=,\nSam \n"
    data = mail(body, charset, encoding, newline)
    (message,) = read(data, "a.eml")
    body = body.replace("\n", newline)
    assert message.body == body and message.is_writable and message.channel is Channel.EMAIL
    for i in (0, body.index("\n\n" if newline == "\n" else "\n\r\n"), len(body) - 1):
        assert 0 <= message.place.places[i] < len(message.place.text)
    if encoding in ("7bit", "8bit") and charset == "utf-8":
        assert message.position(body.index("Best"))[0] == line_of(data, b"Best")
    mended = mend(data, "a.eml", "long walks", f"({WORDS[charset]}) short walks")
    assert read(mended, "a.eml")[0].body == body.replace("long walks", f"({WORDS[charset]}) short walks", 1)
    head = data.index(newline.encode() * 2)
    assert mended[:head] == data[:head] and (newline == "\r\n") == (b"\r\n" in mended[head:])
    if encoding != "base64":  # only the line that changed
        assert mended[head:].splitlines()[:4] == data[head:].splitlines()[:4] and mended.endswith(data[-12:])
        assert encoding != "quoted-printable" or max(map(len, mended.splitlines())) <= 76


@pytest.mark.parametrize(
    ("content", "declared", "words"),
    [
        ("déjà vu".encode(), "us-ascii", "déjà vu"),
        ("déjà vu".encode(), "iso-8859-1", "déjà vu"),
        ("déjà vu".encode(), "windows-1252", "déjà vu"),
        ("déjà – vu".encode("cp1252"), "utf-8", "déjà – vu"),
        ("déjà – vu".encode("cp1252"), "iso-8859-1", "déjà – vu"),
        ("déjà vu".encode("cp1252"), "us-ascii", "déjà vu"),
        ("déjà vu".encode(), "x-unknown", "déjà vu"),
        ("déjà vu".encode(), "unknown-8bit", "déjà vu"),
        ("déjà vu".encode(), "rot13", "déjà vu"),
    ],
)
def test_a_charset_that_lies_is_not_believed(content: bytes, declared: str, words: str) -> None:
    head = f"{HEAD_OF_MAIL}Content-Type: text/plain; charset={declared}\nContent-Transfer-Encoding: 8bit\n\n"
    data = head.encode() + b"Hi Ann, " + content + b"\n"
    assert read(data, "a.eml")[0].body == f"Hi Ann, {words}\n"
    assert mend(data, "a.eml", "Hi Ann", "Hi Ada") == data.replace(b"Hi Ann", b"Hi Ada")


@pytest.mark.parametrize(
    ("charset", "codec", "words"),
    [
        ("iso-8859-8-i", "iso-8859-8", "שלום"),
        ("gb2312", "gbk", "地图 镕"),
        ("x-gbk", "gbk", "地图 镕"),
        ("ks_c_5601-1987", "cp949", "지도 똠"),
        ("shift_jis", "cp932", "地図 ①"),
        ("windows-874", "cp874", "แผนที่"),
        ("WINDOWS-1255", "cp1255", "מפה"),
    ],
)
def test_charsets_are_known_by_the_names_that_mail_gives_them(charset: str, codec: str, words: str) -> None:
    data = mail(f"Hi Ann, {words}\n", codec, declared=charset)
    assert read(data, "a.eml")[0].body == f"Hi Ann, {words}\n"
    assert mend(data, "a.eml", "Hi Ann", "Hi Ada") == data.replace(b"Hi Ann", b"Hi Ada")


@pytest.mark.parametrize("header", ["text/html", "text/html; charset=us-ascii", "text/html; charset=x-unknown"])
@pytest.mark.parametrize(
    ("charset", "words"), [("iso-2022-jp", "地図"), ("koi8-r", "карты"), ("gb2312", "地图"), ("windows-1252", "“déjà”")]
)
def test_a_charset_that_only_the_page_tells(header: str, charset: str, words: str) -> None:
    page = f'<html><head><META http-equiv="Content-Type" content="text/html; charset={charset}"></head><body>Hi Ann, {words}</body></html>'
    data = f"{HEAD_OF_MAIL}Content-Type: {header}\nContent-Transfer-Encoding: 8bit\n\n".encode() + page.encode(charset)
    assert read(data, "a.eml")[0].body == f"Hi Ann, {words}"


def test_the_header_of_a_mail_wins_over_the_page() -> None:
    page = '<html><head><meta charset="koi8-r"></head><body>Hi Zoë</body></html>'
    assert read(f"{HEAD_OF_MAIL}Content-Type: text/html; charset=utf-8\n\n{page}".encode(), "a.eml")[0].body == "Hi Zoë"


def test_mail_in_utf_16_is_read() -> None:
    content = base64.encodebytes(BODY.encode("utf-16")).decode()
    head = f"{HEAD_OF_MAIL}Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: base64\n\n"
    data = (head + content).encode()
    assert read(data, "a.eml")[0].body == BODY
    assert read(mend(data, "a.eml", "laugh", "weep 👋"), "a.eml")[0].body == BODY.replace("laugh", "weep 👋")
    with pytest.raises(DraftError, match="UTF-16"):
        read((head + content).encode("utf-16"), "a.eml")


@pytest.mark.parametrize(
    ("charset", "encoding", "words"),
    [
        ("us-ascii", "7bit", "Zoë"),
        ("iso-8859-1", "7bit", "Zoë"),
        ("iso-8859-1", "8bit", "Łucja"),
        ("koi8-r", "8bit", "Zoë"),
        ("us-ascii", "quoted-printable", "Zoë"),
    ],
)
def test_letters_that_a_mail_cannot_hold_are_not_written(charset: str, encoding: str, words: str) -> None:
    data = mail(BODY, charset, encoding)
    with pytest.raises(DraftError, match="cannot be mended in place"):
        mend(data, "a.eml", "Ann", words)


def test_new_letters_are_written_where_the_charset_has_them() -> None:
    data = mail(BODY, "iso-8859-1", "8bit")
    assert mend(data, "a.eml", "Ann", "Zoë") == data.replace(b"Hi Ann", b"Hi Zo\xeb")


@pytest.mark.parametrize(
    ("content", "body"),
    [
        (b"Hi Zo=C3=\n=AB,\nhello=\n", "Hi Zoë,\nhello"),
        (b"Hi Zo=C3=AB,=20\n=20hello=\n\n=\n", "Hi Zoë, \n hello\n"),
        (b"Hi=XY =C3=AB = x=", "Hi=XY ë = x"),
        (b"Hi = \t\nAnn", "Hi Ann"),
        ("Hi Zoë =C3=AB\n".encode(), "Hi Zoë ë\n"),
    ],
)
def test_quoted_printable_in_every_state(content: bytes, body: str) -> None:
    head = f"{HEAD_OF_MAIL}Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n".encode()
    (message,) = read(head + content, "a.eml")
    assert message.body == body
    assert message.place.text[message.place.places[0]] == "H"
    mended = mend(head + content, "a.eml", "Hi", "Dear Dr")
    assert read(mended, "a.eml")[0].body == body.replace("Hi", "Dear Dr", 1)


@pytest.mark.parametrize(
    "content", ["SGkgQW5uLA==", "SGkgQW5uLA", "SGkg\nQW5u\nLA==\n", "S G k g*QW5uLA==", "SGkgQW5uLAX=Y==", "SGkgQW5uLEFBQUEA"]
)
def test_base64_in_every_state(content: str) -> None:
    data = f"{HEAD_OF_MAIL}Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n{content}".encode()
    (message,) = read(data, "a.eml")
    assert message.body.startswith("Hi Ann,")
    assert read(mend(data, "a.eml", "Ann", "Ada"), "a.eml")[0].body == message.body.replace("Ann", "Ada")


FLOWED = "Hi Ann, \nyour talk \nmade me laugh.\n\n From here on \n  it rains.\n> quoted \n> more\n>> older\n-- \nSam\n"


@pytest.mark.parametrize(("newline", "encoding"), list(product(["\n", "\r\n"], ["7bit", "quoted-printable", "base64"])))
def test_flowed_text_is_joined_and_written_flowed(newline: str, encoding: str) -> None:
    data = mail(FLOWED, "utf-8", encoding, newline, "; format=flowed")
    (message,) = read(data, "a.eml")
    assert message.body == "Hi Ann, your talk made me laugh.\n\nFrom here on  it rains.\n> quoted \n> more\n>> older\n-- \nSam\n"
    assert message.place.text[: message.place.places[0]].endswith(newline * 2)
    new = "wept. " * 30 + "> and\n From then on I read"
    mended = mend(data, "a.eml", "laugh", new)
    assert read(mended, "a.eml")[0].body == message.body.replace("laugh", new, 1)
    if encoding == "7bit":
        assert max(map(len, mended.splitlines())) <= 78 and mended.endswith(data[-40:])


def test_flowed_text_with_delsp() -> None:
    data = mail("Hi An \nn, your ta \nlk  \nis good.\n", "utf-8", "7bit", more="; format=flowed; delsp=yes")
    assert read(data, "a.eml")[0].body == "Hi Ann, your talk is good.\n"
    assert read(mend(data, "a.eml", "good", "so good " * 20), "a.eml")[0].body == f"Hi Ann, your talk is {'so good ' * 20}.\n"


def test_a_soft_line_above_a_quote_ends() -> None:
    assert read(mail("Yes \n> quoted\n", "utf-8", "7bit", more="; format=flowed"), "a.eml")[0].body == "Yes \n> quoted\n"


def parts(kind: str, *contents: str, boundary: str = "b-1", more: str = "") -> str:
    inner = "".join(f"--{boundary}\n{content}\n" for content in contents)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"{more}\n\n{inner}--{boundary}--\n'


PLAIN = f"Content-Type: text/plain; charset=utf-8\n\n{BODY}"
HTML = "Content-Type: text/html; charset=utf-8\n\n<p>Hi Ann,</p><p>in colour</p>\n"
FILE = "Content-Type: application/pdf\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=a.pdf\n\nSGkgQW5u\n"
NOTE = f"Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\n{BODY}"
FORWARDED = f"Content-Type: message/rfc822\n\nFrom: Bo <bo@z.example>\nSubject: old\n\n{BODY}"


@pytest.mark.parametrize(
    ("content", "is_writable"),
    [
        (parts("mixed", PLAIN, FILE), True),
        (parts("mixed", FILE, NOTE, PLAIN), True),
        (parts("mixed", PLAIN, FORWARDED), True),
        (parts("mixed", FORWARDED, PLAIN), True),
        (parts("mixed", f"\n{BODY}", NOTE), True),
        (parts("related", PLAIN, FILE), True),
        (parts("mixed", parts("related", PLAIN, FILE, boundary="b-2"), FILE), True),
        (f"{parts('mixed', PLAIN)}".replace("\n\n--", f"\n\n{BODY}\n--", 1), True),
        (parts("alternative", PLAIN, HTML), False),
        (parts("mixed", parts("alternative", PLAIN, parts("related", HTML, FILE, boundary="b-3"), boundary="b-2"), FILE), False),
        (parts("signed", PLAIN, "Content-Type: application/pgp-signature\n\nxx", more="; protocol=x"), False),
        (parts("mixed", parts("signed", PLAIN, FILE, boundary="b-2")), False),
    ],
)
def test_the_text_is_found_among_the_parts(content: str, is_writable: bool) -> None:
    data = f"{HEAD_OF_MAIL}{content}".encode()
    (message,) = read(data, "a.eml")
    assert message.body in (BODY, BODY[:-1]) and message.is_writable is is_writable
    where = message.place.places[message.body.index("talk")]
    assert message.place.text[where:].startswith("talk")
    if not is_writable:
        with pytest.raises(DraftError, match="cannot be mended in place"):
            mend(data, "a.eml", "laugh", "weep")
        return
    mended = mend(data, "a.eml", "laugh", "weep")
    assert mended == data[:where] + data[where:].replace(b"laugh", b"weep", 1)


def test_a_signature_within_the_text_is_not_broken() -> None:
    signed = f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n{BODY}-----BEGIN PGP SIGNATURE-----\nxx\n-----END PGP SIGNATURE-----\n"
    assert not read(mail(signed), "a.eml")[0].is_writable


# Several parts that make one letter

PICTURE = "Content-Type: image/png; name=a.png\nContent-Transfer-Encoding: base64\nContent-Disposition: inline; filename=a.png\n\niVBORw0KGgo=\n"
MAP = f"Content-Type: text/plain\nContent-Disposition: inline; filename=map.txt\n\n{BODY}"
ABOVE, BELOW = "Hi Ann,\n\nyour talk made me laugh:\n", "\nWhich map was first?\n\nBest,\nSam\n"


def text_part(text: str, kind: str = "plain", encoding: str = "8bit", newline: str = "\n") -> str:
    content = text.encode()
    content = (
        base64.encodebytes(content) if encoding == "base64" else quopri.encodestring(content) if encoding[0] == "q" else content
    )
    return f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{content.decode()}"


PICTURES = f"{HEAD_OF_MAIL}{parts('mixed', text_part(ABOVE), PICTURE, text_part(BELOW))}"
ENCODINGS = ["8bit", "quoted-printable", "base64"]


@pytest.mark.parametrize(("one", "other", "newline"), list(product(ENCODINGS, ENCODINGS, ["\n", "\r\n"])))
def test_text_around_a_picture_is_one_letter(one: str, other: str, newline: str) -> None:
    content = parts("mixed", text_part(ABOVE, encoding=one), PICTURE, text_part(BELOW, encoding=other))
    data = f"{HEAD_OF_MAIL}{content}".replace("\n", newline).encode()
    (message,) = read(data, "a.eml")
    assert message.body.split() == (ABOVE + BELOW).split() and message.is_writable
    for words in ("talk", "Which"):
        place = message.place.places[message.body.index(words)]
        if (one if words == "talk" else other) == "8bit":
            assert message.place.text[place:].startswith(words)
            assert message.position(message.body.index(words))[0] == line_of(data, words.encode())
    picture = data[data.index(b"Content-Type: image") : data.index(b"iVBOR")]
    for before, after in (("laugh", "weep 👋"), ("Which map", "Which of them, d\u00e9j\u00e0 vu,"), ("Hi Ann", "Hi Ada")):
        mended = mend(data, "a.eml", before, after)
        assert read(mended, "a.eml")[0].body == message.body.replace(before, after, 1) and picture in mended
        changed = one if before != "Which map" else other
        if changed == "8bit":
            assert mended == data.replace(before.encode(), after.encode(), 1)


def test_both_sides_of_a_picture_are_mended_at_once() -> None:
    data = PICTURES.encode()
    (message,) = read(data, "a.eml")
    after = message.body.replace("Ann", "Ada").replace("made me laugh", "made us weep").replace("Best", "Cheers")
    mended = mended_source(data, [(message, after)], lambda content: read(content, "a.eml"))
    assert mended == data.replace(b"Hi Ann", b"Hi Ada").replace(b"made me laugh", b"made us weep").replace(b"Best", b"Cheers")


def test_an_edit_across_a_picture_is_told() -> None:
    (message,) = read(PICTURES.encode(), "a.eml")
    for after in ("Hi Ann, bye.", message.body.replace("laugh:\n\n\nWhich map", "laugh. Which map")):
        with pytest.raises(DraftError, match="cannot be mended in place"):
            mended_source(PICTURES.encode(), [(message, after)], lambda content: read(content, "a.eml"))


def test_a_picture_parts_what_stands_around_it() -> None:
    (message,) = read(f"{HEAD_OF_MAIL}{parts('mixed', text_part('Hi Ann'), PICTURE, text_part('hello'))}".encode(), "a.eml")
    assert message.body == "Hi Ann\n\nhello"


LIST = "Content-Type: text/plain\nContent-Disposition: inline\n\n____________________________\nknots mailing list\nhttps://lists.example/knots\n"


@pytest.mark.parametrize(
    "content",
    [
        parts("mixed", PLAIN, FILE, text_part(" \n\n")),
        parts("mixed", text_part("\n"), PICTURE, PLAIN),
        parts("mixed", PLAIN, MAP),
        parts("mixed", MAP, PLAIN),
        parts("mixed", PLAIN, NOTE, FORWARDED),
        parts("mixed", PLAIN, LIST),
        parts("mixed", parts("alternative", PLAIN, HTML, boundary="b-2"), LIST),
        parts("mixed", PLAIN, text_part(BODY.replace("\n", "<br>"), "html")),
        parts("alternative", PLAIN, parts("mixed", HTML, PICTURE, HTML, boundary="b-2")),
        parts("related", PLAIN, LIST, more="; type=text/plain"),
        parts("related", PICTURE, PLAIN),
    ],
)
def test_what_is_no_part_of_the_letter_is_passed_over(content: str) -> None:
    (message,) = read(f"{HEAD_OF_MAIL}{content}".encode(), "a.eml")
    assert message.body.strip() == BODY.strip() and not message.thread


def test_html_around_a_picture_is_one_letter() -> None:
    quote = '<blockquote type="cite">{}</blockquote>'
    below = f"<html><body><p>Which was first?</p>{quote.format('One.')}</body></html>"
    html = parts(
        "mixed",
        text_part("<p>Hi Ann,</p>", "html"),
        PICTURE,
        text_part(below, "html"),
        PICTURE,
        text_part(quote.format("Two."), "html"),
    )
    for content in (html, parts("alternative", "Content-Type: text/plain\n\n\n", html.replace("b-1", "b-2"))):
        (message,) = read(f"{HEAD_OF_MAIL}{content}".encode(), "a.eml")
        assert message.body == "Hi Ann,\n\nWhich was first?" and not message.is_writable
        assert [one.text for one in message.thread] == ["One.\nTwo."]


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("blank", ["\n", " \n \n", "\u00a0\n"])
def test_a_plain_version_of_blanks_is_passed_over(blank: str, encoding: str) -> None:
    (message,) = read(f"{HEAD_OF_MAIL}{parts('alternative', text_part(blank, encoding=encoding), HTML)}".encode(), "a.eml")
    assert message.body == "Hi Ann,\n\nin colour"


def test_a_plain_version_that_only_points_to_the_other_is_passed_over() -> None:
    stub = "Content-Type: text/plain\n\nYour mail program shows no HTML. Open this message in a browser: https://x.example/v\n"
    letter = text_part("<p>Hi Ann,</p><p>your talk on the maps of old harbours made me laugh. Which one did you draw first, and what did the pilots"
        " say of it when they saw the shoals?</p><p>Sam</p>", "html")  # fmt: skip
    (message,) = read(f"{HEAD_OF_MAIL}{parts('alternative', stub, letter)}".encode(), "a.eml")
    assert message.body.startswith("Hi Ann,") and "pilots" in message.body


def test_the_only_text_is_read_even_if_it_is_named_as_a_file() -> None:
    (message,) = read(f"{HEAD_OF_MAIL}{parts('mixed', PICTURE, MAP)}".encode(), "a.eml")
    assert message.body.strip() == BODY.strip()


def test_an_empty_plain_part_beside_html_is_passed_over() -> None:
    data = f"{HEAD_OF_MAIL}{parts('alternative', 'Content-Type: text/plain' + chr(10) * 3, HTML)}".encode()
    assert read(data, "a.eml")[0].body == "Hi Ann,\n\nin colour"


@pytest.mark.parametrize(
    "body",
    [
        f"{HEAD_OF_MAIL}\n{BODY}",
        "--b-2\nContent-Type: text/plain\n\nHi\n--b-2--\n",
        "Content-Type: text/plain; charset=utf-8\n",
        "x",
        "\n\n\nHi\n\n\n",
        "MIME-Version",
    ],
)
def test_bodies_that_look_like_something_else(body: str) -> None:
    for content in (f"\n{body}", f"{parts('mixed', 'Content-Type: text/plain' + chr(10) * 2 + body, FILE)}"):
        data = f"{HEAD_OF_MAIL}{content}".encode()
        (message,) = read(data, "a.eml")
        assert message.body == body and message.place.text[message.place.places[0] :].startswith(body)
        mended = mend(data, "a.eml", body, f"Hi Ann. {body}")
        assert read(mended, "a.eml")[0].body == f"Hi Ann. {body}"


def test_a_line_that_would_end_the_part_is_not_written() -> None:
    data = f"{HEAD_OF_MAIL}{parts('mixed', PLAIN, FILE)}".encode()
    with pytest.raises(DraftError, match="cannot be mended in place"):
        mend(data, "a.eml", "laugh", "laugh\n--b-1\nx")


def test_a_large_attachment_takes_little_time() -> None:
    attachment = "Content-Type: application/zip\nContent-Transfer-Encoding: base64\n\n" + ("A" * 76 + "\n") * 330_000
    data = f"{HEAD_OF_MAIL}{parts('mixed', PLAIN, attachment)}".encode()
    assert len(data) > 25_000_000 and read(data, "a.eml")[0].body == BODY
    with pytest.raises(DraftError, match="larger than"):
        read(data * 2, "a.eml")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (f"{HEAD_OF_MAIL}\n", "empty"),
        (f"{HEAD_OF_MAIL}", "empty"),
        (f"{HEAD_OF_MAIL}\n  \n\n", "empty"),
        (f"{HEAD_OF_MAIL}{parts('mixed', FILE)}", "no text part"),
        (f"{HEAD_OF_MAIL}{parts('mixed')}", "no text part"),
        (f"{HEAD_OF_MAIL}Content-Type: multipart/mixed\n\n{BODY}", "no text part"),
        (f"{HEAD_OF_MAIL}Content-Type: text/plain; {'a=b;' * 50_000}\n\n{BODY}", "broken"),
        (
            HEAD_OF_MAIL + "".join(f"Content-Type: multipart/mixed; boundary=b{i}\n\n--b{i}\n" for i in range(10_000)),
            "broken|no text part",
        ),
        (HEAD_OF_MAIL + "Content-Type: message/rfc822\n\n" * 3_000, "broken|no text part"),
        ("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Outlook's own format"),
    ],
)
def test_mail_without_a_text_is_refused(content: str, problem: str) -> None:
    with pytest.raises(DraftError, match=problem):
        read(content.encode("latin-1"), "a.eml")


def test_a_thousand_parts_are_read() -> None:
    data = f"{HEAD_OF_MAIL}{parts('mixed', PLAIN, *[NOTE] * 1_000)}".encode()
    assert read(data, "a.eml")[0].body == BODY


@pytest.mark.parametrize("above", ["", "\ufeff", "\n\n", "\r\n"])
def test_what_editors_leave_above_a_mail(above: str) -> None:
    data = f"{above}{HEAD_OF_MAIL}\n{BODY}".encode()
    for path in ("a.eml", "draft"):
        (message,) = read(data, path)
        assert (message.body, message.subject) == (BODY, "maps")
        assert message.position(0)[0] == line_of(data, b"Hi Ann")
    assert mend(data, "a.eml", "laugh", "weep") == data.replace(b"laugh", b"weep")


def test_a_mail_without_headers_is_its_text() -> None:
    data = BODY.encode()
    assert read(data, "a.eml")[0].body == BODY and mend(data, "a.eml", "laugh", "weep") == data.replace(b"laugh", b"weep")


def test_a_mail_whose_text_follows_its_headers_at_once() -> None:
    data = f"{HEAD_OF_MAIL}Hi Ann, hello\n\nMore\n".encode()
    (message,) = read(data, "a.eml")
    assert message.body.startswith("Hi Ann") and message.position(0) == (4, 1)


def apple(content: bytes, newline: bytes = b"\n") -> bytes:
    """A mail as Apple Mail keeps it: below its number of bytes, and above a property list."""
    return b"%-10d" % len(content) + newline + content + b'<?xml version="1.0"?>\n<plist><dict/></plist>\n'


def test_drafts_of_apple_mail() -> None:
    content = f"X-Uniform-Type-Identifier: com.apple.mail-draft\n{HEAD_OF_MAIL}\n{BODY}".encode()
    data = apple(content)
    (message,) = read(data, "a.emlx")
    assert message.body == BODY and message.position(0)[0] == line_of(data, b"Hi Ann")
    assert read(content, "draft")[0].body == BODY


@pytest.mark.parametrize("newline", [b"\n", b"\r\n"])
@pytest.mark.parametrize("words", ["weep", "laugh, and then weep for a while: déjà vu", ""])
def test_a_mail_of_apple_is_mended_and_its_bytes_counted(newline: bytes, words: str) -> None:
    content = mail(BODY)
    data = apple(content, newline)
    mended = mend(data, "a.emlx", "laugh", words)
    assert mended == apple(content.replace(b"laugh", words.encode(), 1), newline)
    assert read(mended, "a.emlx")[0].body == BODY.replace("laugh", words)


def test_a_mail_of_apple_that_is_encoded_is_mended() -> None:
    for content in (mail(BODY, encoding="base64"), mail(BODY, encoding="quoted-printable"), PICTURES.encode()):
        mended = mend(apple(content), "a.emlx", "laugh", "weep 👋" * 30)
        assert mended == apple(mend(content, "a.eml", "laugh", "weep 👋" * 30))


def test_a_mail_of_apple_with_html_is_not_written_to() -> None:
    assert not read(apple(f"{HEAD_OF_MAIL}{HTML}".encode()), "a.emlx")[0].is_writable


def test_drafts_of_outlook() -> None:
    assert read(f"X-Unsent: 1\n{HEAD_OF_MAIL}\n{BODY}".encode(), "draft")[0].body == BODY


def test_headers_are_decoded() -> None:
    data = f"From: a@x.example\nTo: =?utf-8?q?J=C3=BCrgen_Ott?= <j@y.example>\nSubject: Grüße\n =?utf-8?b?8J+Riw==?=\n\n{BODY}".encode()
    (message,) = read(data, "a.eml")
    assert message.recipient == "Jürgen Ott <j@y.example>" and message.subject == "Grüße 👋"


# First contact or reply


@pytest.mark.parametrize("header", ["In-Reply-To: <1@x.example>", "References: <1@x.example>\n <2@x.example>"])
def test_a_header_tells_a_reply(header: str) -> None:
    (message,) = read(f"{HEAD_OF_MAIL}{header}\n\n{BODY}".encode(), "a.eml")
    assert message.answers == f"the header {header.partition(':')[0]}"


@pytest.mark.parametrize(
    "above",
    [
        "On Mon, 23 Nov 2026 at 09:00, Ann Lee <ann@y.example> wrote:\n\n> {said}",
        "On Mon, 23 Nov 2026 at 09:00, Ann Lee of the Institute\n<ann@y.example> wrote:\n\n> {said}",
        "Am Mo., 23. Nov. 2026 um 09:00 Uhr schrieb Ann Lee <ann@y.example>:\n> {said}",
        "Am Mo., 23. Nov. 2026 um 09:00 Uhr schrieb Ann Lee von dem Institut <\nann@y.example>:\n\n{said}",
        "Le lun. 23 nov. 2026 à 09:00, Ann Lee <ann@y.example> a écrit :\n\n{said}",
        "> {said}",
        "-----Original Message-----\nFrom: Ann Lee\nSent: Monday, November 23, 2026 9:00 AM\nTo: Sam Poe\nSubject: maps\n\n{said}",
        "________________________________\nFrom: Ann Lee\nSent: Monday\nTo: Sam Poe\n\n{said}",
        "From: Ann Lee <ann@y.example>\nSent: Monday\nTo: Sam Poe\nSubject: maps\n\n{said}",
        "*From:* Ann Lee <ann@y.example>\n*Sent:* Monday\n*To:* Sam Poe\n\n{said}",
        "-----Ursprüngliche Nachricht-----\nVon: Ann Lee\nGesendet: Montag\nAn: Sam Poe\nBetreff: Karten\n\n{said}",
        "Von: Ann Lee <ann@y.example>\nGesendet: Montag, 23. November 2026\nAn: Sam Poe\nBetreff: Karten\n\n{said}",
        "De : Ann Lee <ann@y.example>\nEnvoyé : lundi 23 novembre 2026\nÀ : Sam Poe\nObjet : cartes\n\n{said}",
        "De: Ann Lee\nEnviado el: lunes\nPara: Sam Poe\nAsunto: mapas\n\n{said}",
        "Da: Ann Lee\nInviato: lunedì\nA: Sam Poe\nOggetto: mappe\n\n{said}",
        "Van: Ann Lee\nVerzonden: maandag\nAan: Sam Poe\nOnderwerp: kaarten\n\n{said}",
        "W dniu 23.11.2026 o 09:00, Ann Lee pisze:\n> {said}",
    ],
)  # fmt: skip
def test_what_is_quoted_is_the_thread(above: str) -> None:
    (message,) = read(mail(f"Yes, please.\n\nSam\n\n{above.format(said='Which river?')}\n"), "a.eml")
    assert [(one.from_sender, one.text) for one in message.thread] == [(False, "Which river?")]


@pytest.mark.parametrize(
    "above",
    [
        "El lun, 23 nov 2026 a las 9:00, Ann Lee (<ann@y.example>) escribió:",
        "2026年11月23日(月) 9:00 Ann Lee <ann@y.example>:",
        "pon., 23 lis 2026 o 09:00 Ann Lee <ann@y.example> napisał(a):",
        "pon., 23 lis 2026 o 09:00 Ann Lee z Instytutu Map <ann@y.example>\nnapisał(a):",
        "пн, 23 нояб. 2026 г. в 09:00, Ann Lee <ann@y.example>:",
        "23.11.2026 09:00, Ann Lee пишет:",
        "пн, 23 лист. 2026 р. о 09:00 Ann Lee <ann@y.example> пише:",
        "Ann Lee <ann@y.example>, 23 Kas 2026 Pzt, 09:00 tarihinde şunu yazdı:",
        "Ann Lee <ann@y.example> 于2026年11月23日周一 09:00写道：",
        "2026년 11월 23일 (월) 오전 9:00, Ann Lee <ann@y.example>님이 작성:",
        "po 23. 11. 2026 v 9:00 odesílatel Ann Lee <ann@y.example> napsal:",
        "ma 23. marrask. 2026 klo 9.00 Ann Lee (ann@y.example) kirjoitti:",
        "man. 23. nov. 2026 kl. 09:00 skrev Ann Lee <ann@y.example>:",
        "Ann Lee <ann@y.example> ezt írta (időpont: 2026. nov. 23., H, 9:00):",
        "\u202bבתאריך יום ב׳, 23 בנוב׳ 2026 ב-9:00 מאת \u202aAnn Lee\u202c\u200f <\u202aann@y.example\u202c\u200f>:\u202c",
        "في الاثنين، 23 نوفمبر 2026 في 9:00 ص تمت كتابة ما يلي بواسطة Ann Lee <ann@y.example>:",
        "Am Montag, 23. November 2026 um 09:00:00 MEZ hat Ann Lee <ann@y.example> Folgendes geschrieben:",
        "Ann Lee <ann@y.example> schrieb am Mo., 23. Nov. 2026, 09:00:",
        "---- On Mon, 23 Nov 2026 09:00:00 +0100 Ann Lee <ann@y.example> wrote ---",
        "Od: Ann Lee <ann@y.example>\nWysłane: poniedziałek, 23 listopada 2026\nDo: Sam\nTemat: mapy",
        "От: Ann Lee <ann@y.example>\nОтправлено: 23 ноября 2026 г. 9:00\nКому: Sam\nТема: карты",
        "差出人: Ann Lee <ann@y.example>\n送信日時: 2026年11月23日 9:00\n宛先: Sam\n件名: 地図",
        "发件人: Ann Lee <ann@y.example>\n发送时间: 2026年11月23日 9:00\n收件人: Sam\n主题: 地图",
        "Kimden: Ann Lee <ann@y.example>\nGönderildi: 23 Kasım 2026 09:00\nKime: Sam\nKonu: harita",
        "-----元のメッセージ-----\n差出人: Ann Lee\n送信日時: 2026年11月23日",
    ],
)  # fmt: skip
def test_what_is_quoted_is_the_thread_in_any_language(above: str) -> None:
    for said in ("Which river?", "> Which river?"):
        (message,) = read(mail(f"Yes, please.\n\nSam\n\n{above}\n\n{said}\n"), "a.eml")
        assert [(one.from_sender, one.text) for one in message.thread] == [(False, "Which river?")]
        quoted = [message.body[zone.span.start : zone.span.end] for zone in find_zones(message.body) if zone.zone is Zone.QUOTED]
        assert quoted[0].startswith(above[:10].strip()) and "Yes" not in quoted[0]


@pytest.mark.parametrize(
    "line",
    [
        "The talk on 23 November 2026 at 09:00 had three parts:",
        "Write to me <sam@x.example> before 09:00 on 23 November 2026",
        "I wrote three of them in 2026, at 9.15 each:",
        "Room 2026, 10:30, and what she said:",
    ],
)
def test_a_time_alone_begins_no_quote(line: str) -> None:
    assert not read(mail(f"Hi Ann,\n\n{line}\n\nWhich river was first?\n\nSam\n"), "a.eml")[0].thread


def test_a_line_above_a_legal_footer_begins_no_quote() -> None:
    footer = f"{'_' * 32}\nThis e-mail is confidential and may be privileged.\nPoe Ltd, registered office: Leeds\n"
    (message,) = read(mail(f"{BODY}\n{footer}"), "a.eml")
    assert not message.thread and Zone.QUOTED not in {zone.zone for zone in find_zones(message.body)}


def test_each_mark_of_quotation_is_a_message_further_back() -> None:
    (message,) = read(mail("Third.\n\nOn Mon, 23 Nov 2026, Ann Lee wrote:\n> Second.\n>\n>> First.\n"), "a.eml")
    assert [(one.from_sender, one.text) for one in message.thread] == [(True, "First."), (False, "Second.")]


@pytest.mark.parametrize(
    "line",
    [
        "From: here to there",
        "On your site I saw what you wrote:",
        "To: everybody who wrote",
        "I am from: Leeds",
        "----",
        "Am liebsten:",
    ],
)
def test_what_only_looks_like_a_quote_is_the_senders(line: str) -> None:
    assert not read(mail(f"Hi Ann,\n\n{line}\n\nWhich river was first?\n\nSam\n"), "a.eml")[0].thread


def test_many_lines_that_look_like_headers_take_bounded_time() -> None:
    with pytest.raises(DraftError, match="characters"):
        read(mail("From: x\nSent: y\n" * 20_000 + "> z\n" + ("-- forwarded by" + " " * 400 + "x\n") * 300), "a.eml")


@pytest.mark.parametrize(
    "header",
    [
        "---------- Forwarded message ---------\nFrom: Ola Nord <ola@nord.example>\nDate: Mon, Nov 23, 2026 at 9:00 AM\nSubject: knots\nTo: Sam",
        "-------- Weitergeleitete Nachricht --------\nBetreff: Knoten\nVon: Ola Nord\nAn: Sam",
        "Begin forwarded message:\n\nFrom: Ola Nord\nSubject: knots",
    ],
)
def test_what_is_forwarded_was_not_said_by_the_recipient(header: str) -> None:
    data = mail(f"{BODY}\n{header}\n\nPlease buy my boat.\n").replace(b"Subject: ", b"Subject: Fwd: ")
    (message,) = read(data, "a.eml")
    report = lint(message)
    assert not message.thread and report.stage == 0 and "mech/fake-reply" not in {finding.rule for finding in report.findings}
    assert all("boat" not in message.body[move.span.start : move.span.end] for move in report.moves)


def test_a_pretended_reply_is_found() -> None:
    data = f"{HEAD_OF_MAIL}\n{BODY}".replace("Subject: ", "Subject: Re: ")
    assert "mech/fake-reply" in {finding.rule for finding in lint(message_from(data.encode(), "a.eml")).findings}
    answer = data.replace("Subject", "In-Reply-To: <1@x>\nSubject")
    assert "mech/fake-reply" not in {finding.rule for finding in lint(message_from(answer.encode(), "a.eml")).findings}


# HTML

OURS = "<p>Hi Ann,</p><p>your talk made me laugh.</p>"


@pytest.mark.parametrize(
    "quoted",
    [
        '<div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, 23 Nov 2026 at 09:00, Ann Lee &lt;'
        '<a href="mailto:x">ann@y.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote">{said}</blockquote></div>',
        '<hr tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><b>From:</b> Ann Lee<br><b>Sent:</b> Monday<br><b>To:</b> Sam<br></div><div>{said}</div>',
        "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal><b>From:</b> Ann Lee<br><b>Sent:</b> "
        "Monday<br><b>To:</b> Sam<o:p></o:p></p></div><p class=MsoNormal>{said}</p>",
        '<div><br><blockquote type="cite"><div>On 23 Nov 2026, at 09:00, Ann Lee &lt;ann@y.example&gt; wrote:</div><br><div>{said}</div></blockquote></div>',
        '<div class="moz-cite-prefix">On 23/11/2026 09:00, Ann Lee wrote:<br></div><blockquote type="cite" cite="mid:x">{said}</blockquote>',
        '<div id="mail-editor-reference-message-container"><div>{said}</div></div>',
    ],
)  # fmt: skip
def test_what_html_quotes_is_the_thread(quoted: str) -> None:
    content = f"{HEAD_OF_MAIL}Content-Type: text/html; charset=utf-8\n\n<html><body>{OURS}{quoted.format(said='Which river?')}</body></html>"
    (message,) = read(content.encode(), "a.eml")
    assert message.body == "Hi Ann,\n\nyour talk made me laugh." and not message.is_writable
    assert [(one.from_sender, one.text) for one in message.thread] == [(False, "Which river?")]


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none;font-size:1px;max-height:0px;opacity:0">Open me</div>',
        '<span style="DISPLAY: none !important">Open me</span>',
        '<div style="max-height:0;overflow:hidden">Open me</div>',
        "<title>Open me</title>",
        "<style>Open me</style>",
        "<!-- Open me -->",
        "<!--[if mso]><p>Open me</p><![endif]-->",
        "<div hidden>Open me</div>",
    ],
)
def test_what_html_hides_is_not_read(hidden: str) -> None:
    (message,) = read(f"<!DOCTYPE html><html><head></head><body>{hidden}{OURS}</body></html>".encode(), "a.html")
    assert message.body == "Hi Ann,\n\nyour talk made me laugh." and not message.is_writable


@pytest.mark.parametrize(
    ("page", "body"),
    [
        ("<pre>Hi Ann,\n\nhello  there\n</pre>", "Hi Ann,\n\nhello there"),
        ("<pre>Hi <b>Ann,\n</b>hello\r\n-- \nSam</pre>", "Hi Ann,\nhello\n--\nSam"),
        ('<div style="white-space: pre-wrap">Hi Ann,\nhello<p style="white-space:normal">a\nb</p></div>', "Hi Ann,\nhello\n\na b"),
        ("<div>Hi\nAnn</div>", "Hi Ann"),
    ],
)
def test_lines_that_html_keeps(page: str, body: str) -> None:
    (message,) = read(f"<!DOCTYPE html><html><body>{page}</body></html>".encode(), "a.html")
    assert message.body == body


def test_words_without_size_are_hidden_and_those_within_them_are_not() -> None:
    page = '<div style="font-size:0px;color:#fff">Open me</div><table><tr><td style="font-size:0"><p style="font-size:16px">Hi Ann</p></td></tr></table>'
    assert read(page.encode(), "a.html")[0].body == "Hi Ann"


def test_what_outlook_alone_hides_is_read() -> None:
    assert read(b'<p>Hi Ann, <a style="mso-hide:all">look</a></p>', "a.html")[0].body == "Hi Ann, look"


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_the_lines_of_html_are_told(encoding: str) -> None:
    page = "<html>\n<body>\n<p>Hi Zoë,</p>\n<p>your maps\nmade me laugh</p>\n</body></html>\n"
    data = mail(page, "utf-8", encoding).replace(b"text/plain", b"text/html")
    (message,) = read(data, "a.eml")
    assert message.body == "Hi Zoë,\n\nyour maps made me laugh"
    if encoding != "base64":
        assert message.position(message.body.index("your"))[0] == line_of(data, b"your maps")


def test_markdown_may_begin_with_html() -> None:
    assert read(b"<div>Hi Ann,</div>\n\nhello\n", "a.md")[0].is_writable


def test_deeply_nested_html_is_read() -> None:
    assert read(b"<div>" * 200 + b"<p>Hi Ann" + b"</div>" * 200, "a.html")[0].body == "Hi Ann"
    with pytest.raises(DraftError, match="empty"):
        read(b"<div>" * 50_000 + b"<p>Hi Ann", "a.html")


# Mailboxes


def mailbox(*bodies: str, newline: str = "\n") -> bytes:
    return "".join(f"{ENVELOPE}{HEAD_OF_MAIL}\n{body}\n" for body in bodies).replace("\n", newline).encode()


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_messages_of_a_mailbox(newline: str) -> None:
    data = mailbox(BODY, "Hi Bo,\n\nhello\n", BODY, newline=newline)
    messages = read(data, "a.mbox")
    assert [one.body for one in messages] == [body.replace("\n", newline) for body in (BODY, "Hi Bo,\n\nhello\n", BODY)]
    assert [one.number for one in messages] == [1, 2, 3] and [one.position(0) for one in messages] == [(6, 1), (18, 1), (27, 1)]
    assert mend(data, "a.mbox", "hello", "hello 2", 1) == data.replace(b"hello", b"hello 2")
    where = data.rindex(b"laugh")
    assert mend(data, "a.mbox", "laugh", "weep", 2) == data[:where] + b"weep" + data[where + 5 :]


def test_several_messages_are_mended_at_once() -> None:
    data = mailbox(BODY, BODY.replace("Ann", "Bo"), BODY)
    messages = read(data, "a.mbox")
    bodies = [(one, one.body.replace("laugh", f"laugh {one.number} times")) for one in reversed(messages)]
    mended = mended_source(data, bodies, lambda content: iter(read(content, "a.mbox")))
    assert [one.body for one in read(mended, "a.mbox")] == [body for _, body in reversed(bodies)]


@pytest.mark.parametrize(
    "line",
    [
        "From ann@y.example Mon Nov 23 09:00:00 2026",
        "From ann@y.example  Mon Nov  3 09:00:00 2026",
        "From - Mon Nov 23 09:00:00 2026",
        "From ",
        "From - ",
        "From MAILER-DAEMON Fri Jul  8 12:08:34 2011",
        "From 1234567890123456789@xxx Mon Nov 23 09:00:00 +0000 2026",
        "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001",
        "From ann at y.example Mon Nov 23 09:00:00 2026",
        "From ann@y.example Mon, 23 Nov 2026 09:00:00 +0000",
    ],
)
def test_lines_above_a_message(line: str) -> None:
    one = f"{line}\n{HEAD_OF_MAIL}\nHi Ann, hello\n"
    for between in ("\n", ""):
        for path in ("a.mbox", "box"):
            assert [m.body for m in read((one + between + one).encode(), path)] == ["Hi Ann, hello\n"] * 2


@pytest.mark.parametrize(
    "line",
    [
        "From here on, in 2019 or 2020, it rained.",
        "From what you said on Mon at around 10:30 I see",
        "From: x",
        "From Ann, who wrote in May 2024",
    ],
)
def test_sentences_that_begin_with_from(line: str) -> None:
    assert [one.body for one in read(mailbox(f"Hi Ann,\n\n{line}\n"), "a.mbox")] == [f"Hi Ann,\n\n{line}\n"]


def test_from_is_escaped_in_a_mailbox() -> None:
    data = mailbox("Hi Ann,\n\n>From here I see\n>>From there\n> From a quote\n\nSam\n")
    (message,) = read(data, "a.mbox")
    assert message.body == "Hi Ann,\n\nFrom here I see\n>From there\n> From a quote\n\nSam\n"
    assert message.position(message.body.index("From here")) == (8, 1)
    assert mend(data, "a.mbox", "I see", "I hear") == data.replace(b"I see", b"I hear")
    assert mend(data, "a.mbox", "Hi Ann,", "Hi Ann,\nFrom") == data.replace(b"Hi Ann,", b"Hi Ann,\nFrom")
    assert mend(data, "a.mbox", "Hi Ann,", "From Ann,") == data.replace(b"Hi Ann,", b">From Ann,")
    assert mend(data, "a.mbox", "Sam\n", "From me Mon Nov 23 09:00:00 2026\n").endswith(b">From me Mon Nov 23 09:00:00 2026\n\n")
    assert b">" in mail(">From x") and read(mail(">From x"), "a.eml")[0].body == ">From x"  # a mail by itself escapes nothing


def test_from_is_escaped_in_an_encoded_mailbox() -> None:
    content = "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=46rom Zo=C3=AB\n>From b\n"
    data = f"{ENVELOPE}{HEAD_OF_MAIL}{content}".encode()
    assert read(data, "a.mbox")[0].body == "From Zoë\nFrom b\n"
    mended = mend(data, "a.mbox", "Zoë", "Bo and\nFrom Zoë")
    assert read(mended, "a.mbox")[0].body == "From Bo and\nFrom Zoë\nFrom b\n" and b"\nFrom Zo" not in mended


def test_a_broken_message_stands_among_good_ones() -> None:
    broken = f"{ENVELOPE}{HEAD_OF_MAIL}Content-Type: image/png\n\nxx\n\n{ENVELOPE}\n{ENVELOPE}{HEAD_OF_MAIL}\n\n\n"
    found = read_all(mailbox(BODY) + broken.encode() + mailbox(BODY), "a.mbox")
    assert [one.body if isinstance(one, Message) else one.problem for one in found] == [
        BODY,
        "the mail has no text part",
        "the draft is empty",
        BODY,
    ]
    assert isinstance(found[1], DraftError) and found[1].line == 14


def test_a_message_of_great_size_is_passed_over() -> None:
    large = f"{ENVELOPE}{HEAD_OF_MAIL}\n".encode() + (b"A" * 60 + b"\n") * 900_000
    found = read_all(mailbox(BODY) + large + mailbox(BODY), "a.mbox")
    assert [isinstance(one, Message) for one in found] == [True, False, True] and "larger than 50 MB" in str(found[1])
    assert found[2].position(0)[0] == 12 + 5 + 900_000 + 6  # type: ignore[union-attr]


def test_deleted_drafts_of_a_mailbox_are_passed_over() -> None:
    for flags, count in (("0009", 0), ("0008", 0), ("0001", 1), ("0000", 1)):
        data = f"{ENVELOPE}X-Mozilla-Status: {flags}\n{HEAD_OF_MAIL}\n{BODY}".encode()
        assert len(read(data, "Drafts.mbox")) == count


def test_a_mailbox_without_messages() -> None:
    for data in (b"", b"\n\n", ENVELOPE.encode()):
        assert read(data, "a.mbox") == []
    assert read(f"{HEAD_OF_MAIL}\n{BODY}".encode(), "a.mbox")[0].position(0) == (5, 1)


# Sheets

ROWS = [
    ["Ann", "ann@y.example", "Acme, Ltd", 'Hi Ann,\n\nyour "talk" made me laugh.\n\nSam'],
    ["Bo", "bo@y.example", "", "Hi Bo; plain 👋"],
    ["", "cy@y.example", "x", "Hi Cy\there"],
]
COLUMNS = ["first_name", "email", "company", "message"]


def sheet(rows: list[list[str]], delimiter: str = ",", newline: str = "\r\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return file.getvalue()


@pytest.mark.parametrize(
    ("delimiter", "newline", "encoding", "quoting"),
    list(product(",;\t", ["\n", "\r\n", "\r"], ["utf-8", "utf-8-sig", "utf-16"], [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])),
)
def test_sheets_are_read_and_mended(delimiter: str, newline: str, encoding: str, quoting: int) -> None:
    data = sheet([COLUMNS, *ROWS], delimiter, newline, quoting).encode(encoding)
    path = "a.tsv" if delimiter == "\t" else "a.csv"
    messages = read(data, path)
    assert [one.body for one in messages] == [row[3] for row in ROWS] and [one.number for one in messages] == [1, 2, 3]
    assert [one.recipient for one in messages] == ["Ann <ann@y.example>", "Bo <bo@y.example>", "cy@y.example"]
    assert messages[0].about is not None and {"Ann", "Acme, Ltd"} <= {fact.text for fact in messages[0].about.facts}
    for number, (before, after) in enumerate(
        [("laugh", 'say "ha, ha; ha"\nand\tweep'), ("plain", 'plain, "quoted"'), ("here", "x👋")]
    ):
        mended = mend(data, path, before, after, number)
        rows = [list(row) for row in ROWS]
        rows[number][3] = rows[number][3].replace(before, after)
        assert [one.body for one in read(mended, path)] == [row[3] for row in rows]
        text, was = mended.decode(encoding), data.decode(encoding)
        assert list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))[1:] == rows
        start = was.index(ROWS[number][1])
        assert text[:start] == was[:start] and (number == 2 or text.endswith(was[was.index(ROWS[number + 1][1]) :]))


def test_a_cell_is_quoted_when_it_has_to_be() -> None:
    data = b"to,message\r\nann@y.example,Hi Ann hello\r\n"
    assert mend(data, "a.csv", "Hi Ann", "Hi Ann,") == b'to,message\r\nann@y.example,"Hi Ann, hello"\r\n'
    assert mend(data, "a.csv", "Hi Ann", "Hi Ada") == data.replace(b"Hi Ann", b"Hi Ada")


def test_where_a_cell_stands() -> None:
    data = b'Leads of 2026\n\nto,message\nann@y.example,"Hi Ann,\n\nyour ""talk"" was good"\n\n"bo@y.example", Hi Bo\n'
    first, second = read(data, "a.csv")
    assert first.position(0) == (4, 16) and first.position(first.body.index("talk")) == (6, 8)
    assert second.position(0) == (8, 17) and second.number == 2


def test_rows_that_cannot_be_read_are_told_by_line() -> None:
    data = (
        b"to,message\nann@y.example,Hi Ann\nbo@y.example,Hi caf\xe9\n\nc@y.example\nd@y.example,Hi,more,cells\n,\nx@y.example,Bye\n"
    )
    found = read_all(data, "a.csv")
    assert [one.body if isinstance(one, Message) else (one.line, one.problem[:20]) for one in found] == [
        "Hi Ann", (3, "not encoded in UTF-8"), (5, "the draft is empty"), "Hi", "Bye",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "columns", "problem"),
    [
        ("to,message\na,Hi\nb,\"Hi\nthere\n", {}, r"a.csv:3: a quotation mark opens in this row and is never closed"),
        ("to,message\na,\"Hi\"x\n", {}, "has to be doubled"),
        ("to,merged copy\na,Hi\n", {}, "--body-column names it, of 'to', 'merged copy'"),
        ("to,merged copy\na,Hi\n", {"body": "merged copies"}, "did you mean 'merged copy'"),
        ("to,merged copy\na,Hi\n", {"body": "xyz"}, "there are 'to', 'merged copy'"),
        ("alpha,beta\na,Hi\n", {}, "--body-column"),
        ("", {}, "--body-column"),
        ("to,message\na,Hi\n", {"to": "address"}, "no column 'address'"),
    ],
)  # fmt: skip
def test_sheets_that_cannot_be_read(content: str, columns: dict[str, str], problem: str) -> None:
    with pytest.raises(DraftError, match=problem):
        read_all(content.encode(), "a.csv", columns)


def test_columns_can_be_named() -> None:
    data = b"Who;Merged Copy;message\nann@y.example;Hi Ann;old\n"
    (message,) = read(data, "a.csv", {"body": "merged copy", "to": "who"})
    assert (message.body, message.recipient, message.channel) == ("Hi Ann", "ann@y.example", Channel.EMAIL)
    assert mend(data, "a.csv", "Ann", "Ada", columns={"body": "merged copy"}) == data.replace(b"Hi Ann", b"Hi Ada")


def test_of_columns_with_one_name_the_first_counts() -> None:
    data = b"message,to,message\nHi Ann,ann@y.example,other\n"
    assert read(data, "a.csv")[0].body == "Hi Ann" and mend(data, "a.csv", "Ann", "message") == data.replace(
        b"Hi Ann", b"Hi message"
    )


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("LinkedIn InMail,,", Channel.LINKEDIN_INMAIL),
        ("linkedin_note,New lead,Head of maps", Channel.LINKEDIN_NOTE),
        ("carrier pigeon,,", "unknown channel 'carrier-pigeon'"),
        (",7,", "stage is not a number from 0 to 4"),
    ],
)
def test_what_a_row_says_of_its_message(cells: str, expected: object) -> None:
    (found,) = read_all(f"to,message,channel,stage,role\nAnn,Hi Ann,{cells}\n".encode(), "a.csv")
    if isinstance(found, DraftError):
        assert str(expected) in found.problem and found.line == 2
    else:
        assert (found.channel, found.stage, found.role) == (expected, None, None)


@pytest.mark.parametrize(
    "header",
    [
        "Vorname;Nachname;E-Mail-Adresse;Firma;Jobtitel;Ort;Betreff;Nachricht",
        "Prénom;Nom;Courriel;Société;Poste;Ville;Objet;Message",
        "Pre\u0301nom;Nom de famille;Adresse e-mail;Socie\u0301te\u0301;Fonction;Ville;Objet;Message",
        "PRENOM;NOM;E-MAIL;ENTREPRISE;POSTE;VILLE;OBJET;MESSAGE",
        "Nombre;Apellidos;Correo electrónico;Empresa;Cargo;Ciudad;Asunto;Mensaje",
        "Nome;Sobrenome;E-mail;Empresa;Cargo;Cidade;Assunto;Mensagem",
        "Nome;Cognome;Indirizzo e-mail;Azienda;Ruolo;Città;Oggetto;Messaggio",
        "Voornaam;Achternaam;E-mailadres;Bedrijf;Functie;Plaats;Onderwerp;Bericht",
        "Imię;Nazwisko;Adres e-mail;Firma;Stanowisko;Miasto;Temat;Treść wiadomości",
        "firstName;lastName;email;companyName;jobTitle;city;subject;emailBody",
        "Vorname;Name;E-Mail;Unternehmen;Funktion;Ort;Betreff;Nachricht",
    ],
)
def test_columns_are_known_by_their_names_in_other_languages(header: str) -> None:
    data = f"{header}\nMira;Solberg;mira@havn.example;Havn AS;Pilot;Bergen;tides;Which port was first?\n".encode()
    (message,) = read(data, "a.csv")
    assert (message.recipient, message.subject) == ("Mira Solberg <mira@havn.example>", "tides")
    assert message.about is not None and [fact.text for fact in message.about.facts] == [
        "Mira Solberg",
        "Bergen",
        "Pilot",
        "Havn AS",
    ]
    (line,) = read(
        json.dumps(dict(zip(header.split(";"), data.decode().splitlines()[1].split(";"), strict=True))).encode(), "a.jsonl"
    )
    assert (line.recipient, line.body) == (message.recipient, message.body)


@pytest.mark.parametrize(
    ("columns", "cells", "recipient"),
    [
        ("Vorname;Name", "Mira;Solberg", "Mira Solberg"),
        ("Vorname;Name", "Mira;Mira Solberg", "Mira Solberg"),
        ("First name;Name", "Mira;Mira", "Mira"),
        ("Nombre", "Mira Solberg", "Mira Solberg"),
        ("Nom", "Mira Solberg", "Mira Solberg"),
        ("Nombre;Name", "3;Mira Solberg", "Mira Solberg"),
        ("Nombre;Apellido", "3;Solberg", "Solberg"),
    ],
)
def test_names_in_one_column_or_in_two(columns: str, cells: str, recipient: str) -> None:
    assert read(f"{columns};message\n{cells};Which port was first?\n".encode(), "a.csv")[0].recipient == recipient


def test_what_a_report_puts_around_its_table() -> None:
    head = '"Members"\n"As of 2026-11-23"\n""\n"First Name","Email","Message"\n'
    foot = '\n"Members"\n"Copyright (c) 2026 Sheets, Inc."\n"Confidential: do not pass on"\n'
    data = f'{head}"Ann","ann@y.example","Hi Ann"\n\n"Bo","bo@y.example","Hi Bo"\n{foot}'.encode()
    assert [one.body for one in read(data, "a.csv")] == ["Hi Ann", "Hi Bo"]
    for missing in ("\ncy@y.example\n", "\n,cy@y.example,\n", "Cy\n", '\n"Above"\nDi,di@y.example,\n'):
        assert any(isinstance(one, DraftError) for one in read_all(data.removesuffix(foot.encode()) + missing.encode(), "a.csv"))


def test_a_header_that_is_not_in_utf8_is_told() -> None:
    with pytest.raises(DraftError, match=r"a.csv:1: not encoded in UTF-8"):
        read_all("Prénom;Nom;Message\nMira;Solberg;Which port was first?\n".encode("cp1252"), "a.csv")


@pytest.mark.parametrize(
    ("cells", "unread"),
    [
        ({"to": "ann@y.example", "Branche": "Schifffahrt", "Interessen": "Seekarten"}, ["Branche", "Interessen"]),
        ({"Fish": "cod", "Harbour name": "Havn", "port": "x"}, []),
        (
            {
                "Record ID": "7",
                "utm_source": "fair",
                "lastOpened": "never",
                "Sent at": "noon",
                "Contact Owner": "Sam",
                "Datum": "gestern",
            },
            [],
        ),
        (
            {
                "Founded": "1998",
                "Kickoff": "23.11.2026",
                "Home": "https://y.example",
                "Twin": "bo@y.example",
                "VIP": "yes",
                "Key": "a",
            },
            [],
        ),
        ({"Hook": "your talk on maps made me laugh", "Talk": "on maps"}, ["Talk"]),
        ({"Company": "Acme", "Organisation": "Acme", "Team": ""}, []),
    ],
)
def test_columns_that_may_tell_of_the_recipient_and_are_not_read(cells: dict[str, str], unread: list[str]) -> None:
    body = "Hi {{name}}, your talk on maps made me laugh. I saw {{ fish }} in {{Harbour_Name|port}} and [port]."
    assert unread_columns(cells, ["to"], body) == unread


def test_what_is_said_of_columns_that_are_not_read() -> None:
    assert told_of_columns([], "a.csv") is None
    one, many = told_of_columns(["Branche"], "a.csv"), told_of_columns([f"c{i}" for i in range(8)], "a.csv")
    assert one == "a.csv: 1 column is not read: Branche. Name it in the setting columns if it says who is written to."
    assert many == (
        "a.csv: 8 columns are not read: c0, c1, c2, c3, c4 and 3 more. Name them in the setting columns if they say who is written to."
    )
    assert "\x1b" not in str(told_of_columns(["\x1b[31mRed"], "a.csv"))


def test_the_names_of_columns_as_they_stand_in_the_file() -> None:
    text = "Leads\n\n\ufeffTo;  Interessen \n"
    header = find_header(text, ["to"])
    assert header is not None and names_as_written(text, header) == ["To", "Interessen"] and header.columns == ("to", "interessen")


def test_a_long_sheet_is_read_row_by_row() -> None:
    data = b"to,message\n" + b'ann@y.example,"Hi Ann, ""x"""\n' * 5_000 + b'"\n'
    found = messages_from(stream_of(data, HEAD), "a.csv")
    assert sum(1 for _, one in zip(range(5_000), found, strict=False) if isinstance(one, Message)) == 5_000
    with pytest.raises(DraftError, match="5002"):
        next(found)


# JSON lines


@pytest.mark.parametrize("ascii_only", [True, False])
def test_json_lines_are_read_and_mended(ascii_only: bool) -> None:
    records = [
        {"to": "ann@y.example", "message": 'Hi Ann,\n\n"déjà" \\ vu 👋\t/ \x01', "first_name": "Ann", "meta": {"message": "no", "n": [1, {"to": 2}]}},
        {"message": "Hi Bo, hello", "first_name": "Bo", "score": 3},
    ]  # fmt: skip
    data = "\r\n\n".join(json.dumps(record, ensure_ascii=ascii_only) for record in records).encode()
    messages = read(data, "a.jsonl")
    assert [one.body for one in messages] == [record["message"] for record in records]
    assert [one.position(0)[0] for one in messages] == [1, 3]
    mended = mend(data, "a.jsonl", "vu 👋", 'vü "👋"')
    assert read(mended, "a.jsonl")[0].body == str(records[0]["message"]).replace("vu 👋", 'vü "👋"')
    new = b'v\\u00fc \\"\\ud83d\\udc4b\\"' if ascii_only else 'vü \\"👋\\"'.encode()
    assert mended == data.replace(b"vu \\ud83d\\udc4b" if ascii_only else "vu 👋".encode(), new)


@pytest.mark.parametrize(
    ("line", "body"),
    [
        (r'{"message": "a\/b \u0041\ud83d\ude00\ud800", "to": "x"}', "a/b A😀\ufffd"),
        (r'{"to": "x", "message": "old", "message": "new"}', "new"),
        (r'{"to":"x","m\u0065ssage":"Hi"}', "Hi"),
        ('  { "to" : "x" , "message" : "Hi" }  ', "Hi"),
        ('\ufeff{"to": "x", "message": "Hi"}', "Hi"),
    ],
)
def test_json_in_every_shape(line: str, body: str) -> None:
    data = f'{{"to": "y", "message": "first"}}\n{line}\n'.encode()
    _, message = read(data, "a.jsonl")
    assert message.body == body and message.place.text[message.place.places[0]] == body[0]
    assert read(mend(data, "a.jsonl", body[0], "*", 1), "a.jsonl")[1].body == f"*{body[1:]}"
    assert mend(data, "a.jsonl", body[0], "*", 1).startswith(b'{"to": "y", "message": "first"}\n')


def test_broken_lines_stand_among_good_ones() -> None:
    good = b'{"to": "x", "message": "Hi"}'
    broken = [b'{"to": "x"', b"[1]", b'{"message": 3}', b'{"message": null, "to": ""}', b'{"to": "x"}', b"\xff", b"{" * 5_000, b'{"message": ""}', b"9" * 5_000,
        b'{"x": "' + b"y" * 600_000 + b'"}', b'{"message": ' + b"[" * 5_000]  # fmt: skip
    found = read_all(good + b"\n" + b"\n".join(broken) + b"\n\n" + good, "a.jsonl")
    assert [isinstance(one, Message) for one in found] == [True, *[False] * len(broken), True]
    assert [one.line for one in found if isinstance(one, DraftError)] == list(range(2, 2 + len(broken)))
    assert isinstance(found[-1], Message) and found[-1].position(0)[0] == len(broken) + 3 and found[-1].number == len(broken) + 2
    with pytest.raises(DraftError, match="UTF-16"):
        read_all(codecs.BOM_UTF16_LE + '{"to": "x", "message": "Hi"}\n'.encode("utf-16-le"), "a.jsonl")


# LinkedIn's archive

OLD = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER"
NEW = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,ATTACHMENTS,"
    "IS MESSAGE DRAFT,IS CONVERSATION ARCHIVED"
)


def archive(header: str, *rows: dict[str, str]) -> bytes:
    file = io.StringIO()
    writer = csv.DictWriter(file, header.split(","), restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue().encode()


def said(conversation: str, who: str, to: str, date: str, text: str, draft: str = "No", subject: str = "") -> dict[str, str]:
    return {"CONVERSATION ID": conversation, "FROM": who, "TO": to, "DATE": date, "CONTENT": text, "IS MESSAGE DRAFT": draft, "SUBJECT": subject,
        "RECIPIENT PROFILE URLS": f"https://www.linkedin.com/in/{to.split()[0].lower()}"}  # fmt: skip


TALK = (
    said("c1", "Sam Poe", "Ann Lee", "2026-03-02 10:00:00 UTC", "Third: thanks!"),
    said("c1", "Ann Lee", "Sam Poe", "2026-03-01 10:00:00 UTC", "Second: yes"),
    said("c1", "Sam Poe", "Ann Lee", "2026-03-01 10:00:00 UTC", "First: hello,\nAnn", subject="Maps"),
    said("c2", "Bo Ray", "Sam Poe", "2026-02-01 10:00:00 UTC", "Hi Sam, a job?"),
    said("c3", "Sam Poe", "Cy Day", "2026-01-01 10:00:00 UTC", "Hi Cy"),
)


@pytest.mark.parametrize(("header", "order"), list(product([OLD, NEW], [1, -1])))
def test_the_messages_of_an_archive(header: str, order: int) -> None:
    data = archive(header, *TALK[::order])
    messages = read(data, "messages.csv")
    found = {one.body: one for one in messages}
    assert set(found) == {"First: hello,\nAnn", "Hi Cy"}
    first = found["First: hello,\nAnn"]
    assert (first.channel, first.subject, first.thread) == (Channel.LINKEDIN_INMAIL, "Maps", ())
    assert first.recipient == ("Ann Lee <https://www.linkedin.com/in/ann>" if header == NEW else "Ann Lee")
    assert mend(data, "messages.csv", "hello", 'hello "you"', messages.index(first)) == data.replace(b"hello", b'hello ""you""')


@pytest.mark.parametrize("flag", ["Yes", "true", "TRUE"])
def test_a_draft_of_an_archive_has_its_thread(flag: str) -> None:
    draft = said("c2", "Sam Poe", "Bo Ray", "2026-02-03 10:00:00 UTC", "Hi Bo, tell me more", flag)
    (found,) = (one for one in read(archive(NEW, draft, *TALK), "messages.csv") if "tell me" in one.body)
    assert [(one.from_sender, one.text) for one in found.thread] == [(False, "Hi Sam, a job?")]


def test_a_draft_tells_whose_archive_it_is() -> None:
    rows = (
        said("c1", "Sam Poe", "Ann Lee", "2026-03-01 10:00:00 UTC", "Hi Ann", "Yes"),
        said("c1", "Ann Lee", "Sam Poe", "2026-02-01 10:00:00 UTC", "Hi Sam"),
    )
    assert [one.body for one in read(archive(NEW, *rows), "messages.csv")] == ["Hi Ann"]


def test_whose_archive_it_is_without_drafts() -> None:
    gone = [said(f"g{i}", "LinkedIn Member", "Sam Poe", "2026-01-01 10:00:00 UTC", "Hi") for i in range(9)]
    assert {one.body for one in read(archive(OLD, *gone, *TALK), "messages.csv")} == {"First: hello,\nAnn", "Hi Cy"}
    alone = archive(
        OLD,
        said("c1", "Ann Lee", "Sam Poe", "2026-01-02 10:00:00 UTC", "Yes"),
        said("c1", "Sam Poe", "Ann Lee", "2026-01-01 10:00:00 UTC", "Hi Ann"),
    )
    assert [one.body for one in read(alone, "messages.csv")] == ["Hi Ann"]


def test_the_order_of_an_archive_counts_where_dates_do_not_tell() -> None:
    rows = [
        said("c1", "Sam Poe", "Ann Lee", date, text)
        for date, text in (("1/5/17, 8:09 PM", "Third"), ("1/5/17, 11:09 AM", "Second"), ("12/5/16, 9:09 AM", "First"))
    ]
    assert [one.body for one in read(archive(OLD, *rows), "messages.csv")] == ["First"]
    same = [said("c1", "Sam Poe", "Ann Lee", "2026-01-01 10:00:00 UTC", text) for text in ("Second", "First")]
    newer = said("c1", "Sam Poe", "Ann Lee", "2026-01-02 10:00:00 UTC", "Third")
    assert [one.body for one in read(archive(OLD, newer, *same), "messages.csv")] == ["First"]


def test_a_group_is_named_as_it_is() -> None:
    group = {
        **said("c9", "Sam Poe", "Ann Lee,Bo Ray", "2026-01-01 10:00:00 UTC", "Hi all"),
        "RECIPIENT PROFILE URLS": "https://a,https://b",
    }
    assert "Ann Lee,Bo Ray" in {one.recipient for one in read(archive(NEW, group, *TALK), "messages.csv")}


def test_messages_in_html_are_not_written_to() -> None:
    rows = (*TALK, said("c4", "Sam Poe", "Di Fox", "2026-01-01 10:00:00 UTC", '<p class="spinmail">Hi Di,</p><p>x "y"</p>'))
    (found,) = (one for one in read(archive(NEW, *rows), "messages.csv") if "Di" in one.body)
    assert found.body == 'Hi Di,\n\nx "y"' and not found.is_writable


@pytest.mark.parametrize(
    ("header", "name"),
    [(NEW, "messages.csv"), ("From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl", "Invitations.csv")],
)
def test_rows_of_an_archive_that_are_not_in_utf8(header: str, name: str) -> None:
    row = {
        **said("c1", "Sam Poe", "Ann Lee", "2026-01-01 10:00:00 UTC", "Hi caf\xe9"),
        "From": "Sam",
        "To": "Ann",
        "Message": "Hi caf\xe9",
        "Direction": "OUTGOING",
    }
    found = read_all(archive(header, row).decode().encode("latin-1"), name)
    assert [one.line for one in found if isinstance(one, DraftError)] == [2] and len(found) == 1


def test_the_notes_of_invitations() -> None:
    data = (
        b"From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\r\n"
        b"Sam Poe,Ann Lee,1/2/26,Hi Ann hello,OUTGOING,https://s,https://a\r\nBo Ray,Sam Poe,1/2/26,Hi Sam,INCOMING,https://b,https://s\r\n"
        b'Sam Poe,Cy Day,1/2/26,,OUTGOING,https://s,https://c\r\nSam Poe,Di Fox,1/2/26,"Hi Di,\n""hello""",OUTGOING,https://s,\r\n'
    )
    first, second = read(data, "x.csv")
    assert (first.body, first.recipient, first.channel, first.number) == (
        "Hi Ann hello",
        "Ann Lee <https://a>",
        Channel.LINKEDIN_NOTE,
        1,
    )
    assert (second.body, second.recipient) == ('Hi Di,\n"hello"', "Di Fox")
    assert mend(data, "x.csv", "Hi Ann", "Hi, Ann") == data.replace(b"Hi Ann hello", b'"Hi, Ann hello"')


# Text and Markdown


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("path", "head"), [("a.txt", ""), ("a.md", "---\nto: Ann\n---\n\n"), ("a.md", "")])
def test_text_is_mended_where_it_stands(encoding: str, newline: str, path: str, head: str) -> None:
    if head and newline == "\r":
        pytest.skip("front matter is not read with these lines")
    data = f"{head}{BODY}".replace("\n", newline).encode(encoding)
    mended = mend(data, path, "laugh", "weep,\nand 👋")
    new = "weep,\r\nand 👋" if newline == "\r\n" else "weep,\nand 👋"
    assert mended.decode(encoding) == data.decode(encoding).replace("laugh", new)


def test_a_file_that_changed_is_not_written_to() -> None:
    (message,) = read(BODY.encode(), "a.txt")
    with pytest.raises(DraftError, match="has changed"):
        mended_source(b"Hi Ada", [(message, "Hi")], lambda data: iter(read(data, "a.txt")))


def test_a_comment_between_two_edits_is_kept() -> None:
    text = "Hi Bo,\n\none teh two\n<!-- outreach-lint: ignore ask/multiple -->\nthree\nfour teh five\n"
    message = message_from(text.encode(), "a.md")
    mended = mended_source(
        text.encode(), [(message, message.body.replace("teh", "the"))], lambda data: [message_from(data, "a.md")]
    )
    again = message_from(mended, "a.md")
    assert again.body == message.body.replace("teh", "the") and again.waivers == message.waivers
