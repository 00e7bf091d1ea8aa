"""How mail programs mark what they quote, in the languages that they speak."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from outreach_lint.message import ThreadMessage
from outreach_lint.patterns import lazy

QUOTE_MARK = lazy(r"\s{0,3}>")
# What mail programs write above a message that they quote; everything below belongs to it.
QUOTE_HEADER = lazy(
    r"\s*(?:-{2,}\s*(?:original message|forwarded (?:message|by)\b.*|begin forwarded message|(?:ursprüngliche|weitergeleitete) nachricht"
    r"|original-nachricht|message (?:d['’]origine|transféré)|mensaje original|messaggio originale|oorspronkelijk bericht|mensagem original"
    r"|ursprungligt meddelande|(?:oprindelig|opprinnelig) (?:meddelelse|melding)|oryginalna wiadomość)\s*-*"
    r"|begin forwarded message:|anfang der weitergeleiteten nachricht:|début du message (?:réexpédié|transféré)\s?:|inicio del mensaje reenviado:"
    r"|inizio messaggio inoltrato:|begin doorgestuurd bericht:|início da mensagem (?:re)?encaminhada:|początek przekazywanej wiadomości:"
    r"|(?=\D{0,120}\d)(?:(?:-{2,}\s*)?on .{6,120}\bwrote(?:\s?:|\s-{2,})|am .{6,120}\bschrieb\b.{0,80}:|le .{6,120}\ba écrit\s?:"
    r"|el .{6,120}\bescribió:|il .{6,120}\bha scritto:|op .{6,120}\bschreef\b.{0,80}:|em .{6,120}\bescreveu:|den .{6,120}\bskrev\b.{0,80}:"
    r"|w dniu .{6,120}\b(?:pisze|napisał(?:\(a\)|a)?):))\s*$",
    re.IGNORECASE,
)
# The same in any language: a date with a time and somebody's address, or a word for writing that stands nowhere else, and a colon at the end.
_TIME = lazy(r"(?<!\d)\d{1,2}[:.]\d\d(?!\d)")
_YEAR = lazy(r"(?<!\d)(?:(?:19|20)\d\d(?!\d)|\d{1,2}[./]\s?\d{1,2}[./]\s?\d\d)")
_SAID_BY = lazy(r"(?:[<(\[]\W{0,3}[^\s<>()\[\]@]{1,100}@[^\s<>()\[\]@]{1,150}[>)\]]\W?.{0,60}|\b(?:пишет|написала?|пише|написа[вл]\w*"
    r"|kirjoitti|napsala?(?:\(a\))?|napísala?(?:\(a\))?|írta|yazdı|a scris|έγραψε|je napisa\w*|ha escrit|va escriure|rašė|skrev|написа)"
    r"|(?:写道|寫道|さんは書きました|のメール|쓴 글|작성))\s?[:：]\W{0,4}$", re.IGNORECASE)  # fmt: skip
# Above what somebody else wrote to the sender: no message of this conversation.
_FORWARDED = lazy(
    r"\s*(?:-{2,}\s*(?:begin )?(?:forwarded (?:message|by)|weitergeleitete nachricht|message transféré|mensaje reenviado|mensagem (?:re)?encaminhada"
    r"|messaggio inoltrato|doorgestuurd bericht)\b|begin forwarded message:|anfang der weitergeleiteten|début du message|inicio del mensaje reenviado"
    r"|inizio messaggio inoltrato|begin doorgestuurd|início da mensagem|początek przekazywanej)",
    re.IGNORECASE,
)
_RULE = lazy(r"_{20,}\s*$")
_TITLED_RULE = lazy(r"-{3,}\s?[^-\s][^-]{3,60}-{3,}\s*$")
_LONGEST = 500  # code points of a line that can be a header
# "From: Ann Lee", or in bold "*From:* Ann Lee", and the headers one of which stands in the next two lines.
_FROM = lazy(
    r"\s*\*?(?:from|von|de|da|van|från|fra|od|от|від|kimden|gönderen"
    r"|差出人|发件人|發件人|寄件者|보낸 사람|feladó|lähettäjä|odesílatel|odosielateľ|מאת|من)\s?[:：]\*?\s*\S",
    re.IGNORECASE,
)
_MAIL_HEADER = lazy(
    r"\s*\*?(?:sent|date|to|cc|subject|gesendet|datum|an|betreff|envoyé|à|a|objet|enviad[oa](?: el)?|data|fecha|para|asunto|assunto|inviato|oggetto"
    r"|verzonden|aan|onderwerp|skickat|till|ämne|sendt|til|emne|wysłan[eoy]|do|dw|temat|отправлено|дата|кому|копия|тема|надіслано|kime|konu|gönderildi"
    r"|gönderme tarihi|tarih|送信日時|日付|宛先|件名|发送时间|日期|收件人|抄送|主题|寄件日期|傳送時間|收件者|主旨|보낸 날짜|날짜|받는 사람|제목|elküldve|dátum"
    r"|címzett|tárgy|lähetetty|päiväys|vastaanottaja|aihe|odesláno|odoslané|komu|předmět|predmet|kopie|נשלח|תאריך|אל|נושא|إلى|التاريخ|الموضوع|تم الإرسال"
    r")\s?[:：]",
    re.IGNORECASE,
)
_WRAPPED = (
    "on ",
    "am ",
    "le ",
    "el ",
    "il ",
    "op ",
    "em ",
    "den ",
    "w dniu ",
)
_BLANKS = " \t\r\n\u00a0\u200e\u200f\u202a\u202b\u202c\u202d\u202e"  # and marks of the direction of writing
_MARKS = lazy(r"(?:>[ ]?)+")
_DEEPEST = 20
_BY_A_PROGRAM = lazy(
    r"(?<![\d.])\d{1,2}[:.h]\d\d(?![\d.])|@|\b(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|lu|ma|me|je|ve)[a-z]{0,6}\.?,",
    re.I,
)


def height_of_header(lines: Sequence[str], i: int) -> int:
    """How many lines stand above a quoted message from line `i`: one, two where it is wrapped, 0 where it is something else."""
    line, below = lines[i].lstrip(_BLANKS)[:_LONGEST], [one[:_LONGEST] for one in lines[i + 1 : i + 3]]
    is_timed = _TIME.search(line) is not None
    is_begun = is_timed or line.lower().startswith(_WRAPPED)  # headers that mail programs break after some 72 characters
    if not is_begun and ":" not in line and "：" not in line and not line.startswith(("--", "__")):
        return 0  # most lines
    if _FROM.match(line):
        return any(_MAIL_HEADER.match(line) for line in below)
    if _RULE.match(line) or _TITLED_RULE.match(line):
        return any(_FROM.match(line) for line in below) or (QUOTE_HEADER.match(line) is not None)
    if QUOTE_HEADER.match(line) or (is_timed and _is_attribution(line)):
        return 1
    if not below or not is_begun:
        return 0
    wrapped = f"{line.rstrip()} {below[0].strip()}"
    is_header = QUOTE_HEADER.match(wrapped) or (is_timed and line.rstrip()[-1:] not in ".!?" and _is_attribution(wrapped))
    return 2 if is_header else 0


def _is_attribution(line: str) -> bool:
    """Whether a line tells when somebody wrote, and who."""
    return line.rstrip(_BLANKS).endswith((":", "：")) and _YEAR.search(line) is not None and _SAID_BY.search(line) is not None


def quoted_messages(text: str, is_own: Callable[[str], bool] = lambda _: False) -> tuple[ThreadMessage, ...]:
    """The messages that a text quotes, oldest first: each further mark of quotation is one message further back, and the two take turns, unless what
    stands above one says who wrote it (`is_own`: the sender). What stands without marks below a header is one message of theirs, but for what is
    forwarded: the recipient did not write it."""
    lines = text.splitlines()
    last_mark = max((i for i, line in enumerate(lines) if line.startswith(">")), default=-1)
    levels: dict[int, list[str]] = {0: []}
    for i, line in enumerate(lines):
        marks = _MARKS.match(line)
        depth = min(marks.group().count(">"), _DEEPEST) if marks else 0
        levels.setdefault(depth, []).append(line[marks.end() :] if marks else line)
        if not marks and i > last_mark and (height := height_of_header(lines, i)):
            if not _FORWARDED.match(line):
                levels.setdefault(1, []).extend(_without_headers(lines[i + height :]))
            break
    said = [(depth, "\n".join(parts).strip()) for depth, parts in sorted(levels.items(), reverse=True) if depth]
    return tuple(ThreadMessage(_is_senders(depth, levels, is_own), text) for depth, text in said if text)


def _is_senders(depth: int, levels: Mapping[int, Sequence[str]], is_own: Callable[[str], bool]) -> bool:
    """Whether the message at a depth is the sender's: as stands above it, or else since the two take turns."""
    above = [one.words for one in attributions("\n".join((*levels.get(depth - 1, ()), "", "> ")))]
    told = [words for words in above if is_own(words)]
    return bool(told) or depth % 2 == 0


def without_header(quoted: str) -> str:
    """What somebody said, without the lines above it that tell who and when."""
    lines = quoted.splitlines()
    height = height_of_header(lines, 0) if lines else 0
    return "\n".join(_without_headers(lines[height:])) if height else quoted


def _without_headers(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a quoted mail below its headers."""
    for i, line in enumerate(lines):
        if line.strip() and not _MAIL_HEADER.match(line) and not _FROM.match(line):
            yield from lines[i:]
            return


def is_forwarding(text: str) -> bool:
    """Whether somebody else's message is passed on below a text."""
    return any(_FORWARDED.match(line[:_LONGEST]) for line in text.splitlines())


class Attribution(NamedTuple):
    """What stands above a quoted message and tells who wrote it. People write such a line too; `is_by_program` says that it has what they leave out:
    a time of day, an address, a weekday before the date, several headers, a rule above."""

    words: str
    is_by_program: bool


def attributions(text: str) -> Iterator[Attribution]:
    """What stands above the messages that a text quotes: what mail programs write there, and whatever stands right above a mark of quotation. Below what is
    forwarded nothing was said to the sender."""
    lines = [line[:_LONGEST] for line in text.splitlines()]
    for i, line in enumerate(lines):
        if not line.strip():
            continue
        if _FORWARDED.match(line):
            return
        headers = [one for one in lines[i + 1 : i + 6] if _MAIL_HEADER.match(one)] if _FROM.match(line) else []
        height = 1 if headers else height_of_header(lines, i)
        if headers or (height and not _FROM.match(line)):
            words = " ".join(lines[i : i + height])
            is_ruled = i > 0 and (_RULE.match(lines[i - 1]) or _TITLED_RULE.match(lines[i - 1])) is not None
            yield Attribution(words, len(headers) > 1 or is_ruled or any(map(_BY_A_PROGRAM.search, (words, *headers))))
        elif not QUOTE_MARK.match(line) and _is_above_mark(lines, i):
            words = " ".join(lines[max(0, i - 1) : i + 1])
            yield from [Attribution(words, True)] if _BY_A_PROGRAM.search(words) else []


def _is_above_mark(lines: Sequence[str], i: int) -> bool:
    below = next((one for one in lines[i + 1 : i + 3] if one.strip()), "")
    return QUOTE_MARK.match(below) is not None
