"""How mail programs mark what they quote, in the languages that they speak."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

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
_WORD = lazy(r"[^\W\d_]+")
_HOST = lazy(r"@[\w.-]+")
_DAY = lazy(r"\b\d{1,2}\.?\s+[^\W\d_]+|[^\W\d_]+\s+\d{1,2}\b")  # "12 May", "May 12": people are called so too


def begins_quote(lines: Sequence[str], i: int) -> bool:
    """Whether line `i` stands above a message that is quoted from there to the end."""
    return _height(lines, i) > 0


def _height(lines: Sequence[str], i: int) -> int:
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


def quoted_messages(text: str) -> tuple[ThreadMessage, ...]:
    """The messages that a text quotes, oldest first: each further mark of quotation is one message further back, and the two take turns. What
    stands without marks below a header is one message of theirs, but for what is forwarded: the recipient did not write it."""
    lines = text.splitlines()
    last_mark = max((i for i, line in enumerate(lines) if line.startswith(">")), default=-1)
    levels: dict[int, list[str]] = {}
    for i, line in enumerate(lines):
        marks = _MARKS.match(line)
        if marks:
            levels.setdefault(min(marks.group().count(">"), _DEEPEST), []).append(line[marks.end() :])
        elif i > last_mark and (height := _height(lines, i)):
            if _FORWARDED.match(line):
                break
            levels.setdefault(1, []).extend(_without_headers(lines[i + height :]))
            break
    said = [(depth, "\n".join(parts).strip()) for depth, parts in sorted(levels.items(), reverse=True)]
    return tuple(ThreadMessage(depth % 2 == 0, text) for depth, text in said if text)


def without_header(quoted: str) -> str:
    """What somebody said, without the lines above it that tell who and when."""
    lines = quoted.splitlines()
    height = _height(lines, 0) if lines else 0
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


def quotes(text: str, recipient: str | None) -> bool | None:
    """Whether a text quotes a message of whom it goes to, which shows in what mail programs write above it: their name, or their address. None where
    nothing is written above, as a bare mark of quotation can stand before anything. Where nobody is named as recipient, anybody may be meant."""
    lines = text.splitlines()
    heights = ((i, _height(lines, i)) for i in range(len(lines)))
    above = [_DAY.sub(" ", " ".join(lines[i : i + height])) for i, height in heights if height and not _RULE.match(lines[i])]
    if not above or not recipient:
        return True if above else None
    names = _words(_HOST.sub(" ", recipient))
    return any(not names.isdisjoint(_words(_HOST.sub(" ", words))) for words in above)


def _words(text: str) -> set[str]:
    """The words of some names, without accents; initials are none."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return {word for word in _WORD.findall(plain) if len(word) > 1 or not word.isascii()}
