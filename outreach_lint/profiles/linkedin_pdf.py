"""The PDF that LinkedIn's own "More > Save to PDF" makes: name, headline, place, summary, positions, schools, skills, languages, certificates, honours,
publications, addresses.

A dark panel stands on the left, the career on the right. Headings and months come in the language of whoever saved it, so size, column and grey
level tell what a line is: the headings are larger than companies and schools, these are larger than titles, and these than dates and text; places are
grey.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from outreach_lint.errors import ProfileError
from outreach_lint.parsing.folding import unmarked
from outreach_lint.parsing.months import month_number
from outreach_lint.patterns import lazy
from outreach_lint.pdf_text import Line, Pdf, lines_of, opened
from outreach_lint.profile import Profile
from outreach_lint.resume import profile_from_resume

SUFFIXES = (".pdf",)
LIBRARY = "pypdf"
LIMITS = "The first 50 pages. A browser's print of a page, a CV, a scan and an encrypted file are refused; phone, patents and levels of languages are not used."
MAX_BYTES = 20_000_000

_NO_EXPORT = (
    "this PDF is not a profile saved by LinkedIn's own “Save to PDF”{why}; in the profile, choose More > Save to PDF,"
    " or copy the text into a .txt file"
)
_OTHER_LAYOUT = (
    "LinkedIn made this PDF, but in a layout that is not known; save the profile anew (More > Save to PDF),"
    " or copy the text into a .txt file"
)
_BROKEN = "this PDF is broken and cannot be read; save it again, or copy the text into a .txt file"
_LOCKED = "this PDF is protected by a password; save it without one, or copy the text into a .txt file"
_PRINTED = lazy(r"skia|chrom|mozilla|firefox|cairo|quartz|webkit|print|edge", re.I)
_MOST_PAGES = 50
_LONGEST_ADDRESS, _MOST_BRACKETS = 8, 20

# The layout, in points.
_PANEL_START, _PANEL_END, _MAIN_START = 21.6, 204.0, 223.56
_ASIDE = 8.0  # how far from there a line may start
_NAME, _HEADING, _LARGE, _TITLE, _BODY = 19.0, 14.0, 11.76, 11.05, 9.7  # the smallest size of each
_PANEL_HEADING = 12.1
_USUAL_NAME, _USUAL_HEADING = 26.0, 15.75
_FOOT = 40.0  # below it stands the number of the page
_COLUMN_END, _PAGE_END = 560.0, 604.0  # the right column goes at least and at most so far
_GREY = (0.45, 0.88)
# How far apart the lines of one item are at most, in parts of the size: in the panel they stand 1.2 or 1.3 apart and the next item 1.65; on the right
# 1.2 to 1.72, and the next item 1.9.
_PANEL_APART, _MAIN_APART = 1.42, 1.82
_PARTING = "-‐–—/|"


def recognises(data: bytes) -> bool:
    """Whether the file is a PDF; whether LinkedIn made it, `read` tells."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-")


def read(data: bytes, path: str) -> Profile:
    """Read a profile that LinkedIn saved as PDF. Raises ProfileError, with what to do, if it is another PDF, or broken, or locked."""
    try:
        with opened(data) as pdf:
            columns, left_out = _columns(pdf, path)
    except ProfileError:
        raise
    except Exception:  # a broken file makes pypdf raise errors of every kind
        raise ProfileError(_BROKEN, path=path) from None
    return _profile(columns, left_out, path)


# --- columns ---------------------------------------------------------------------------------------------------------


class _Columns(NamedTuple):
    panel: list[Line]
    main: list[Line]

    @property
    def is_export(self) -> bool:
        """Whether a name and a heading of the right size stand where LinkedIn puts them."""
        main = [line.size for line in self.main if abs(line.x - _MAIN_START) < _ASIDE]
        panel = [line.size for line in self.panel if abs(line.x - _PANEL_START) < _ASIDE]
        headed = any(_HEADING <= size < _NAME for size in main) or any(_PANEL_HEADING <= size < _HEADING for size in panel)
        return headed and any(size >= _NAME for size in main)


def _columns(pdf: Pdf, path: str) -> tuple[_Columns, list[str]]:
    """The lines of the left and of the right column, down all pages; and what was not read. Raises ProfileError for what is no export."""
    if pdf.is_locked:
        raise ProfileError(_LOCKED, path=path)
    columns = _Columns([], [])
    visual = "FOP" in pdf.about("/Producer", "/Creator")
    scale = 0.0
    for number in range(min(pdf.page_count, _MOST_PAGES)):
        pieces = pdf.pieces(number)
        scale = scale or _scale(pieces)
        pieces = [_scaled(piece, scale) for piece in pieces] if scale != 1 else pieces
        columns.panel.extend(lines_of((piece for piece in pieces if piece.x < _PANEL_END), visual))
        columns.main.extend(lines_of((piece for piece in pieces if piece.x >= _PANEL_END), visual))
        if number == 0 and not columns.is_export:
            raise ProfileError(_why_not(pdf, any(columns)), path=path)
    more = pdf.page_count > _MOST_PAGES
    return columns, [f"pages {_MOST_PAGES + 1} to {pdf.page_count:,}: not read"] if more else []


def _scale(pieces: list[Line]) -> float:
    """How much larger a page is to be taken: an export that was printed to another paper is a little smaller. A name and a heading tell."""
    sizes = sorted({round(piece.size, 2) for piece in pieces if piece.text.strip()}, reverse=True)
    is_print = len(sizes) > 1 and abs(sizes[0] / sizes[1] - _USUAL_NAME / _USUAL_HEADING) < 0.02
    scale = _USUAL_NAME / sizes[0] if is_print else 1.0
    return scale if abs(scale - 1) > 0.01 else 1.0


def _scaled(piece: Line, scale: float) -> Line:
    return piece._replace(x=piece.x * scale, end=piece.end * scale, y=piece.y * scale, size=piece.size * scale)


def _why_not(pdf: Pdf, has_text: bool) -> str:
    if pdf.about("/Author") == "LinkedIn":
        return _OTHER_LAYOUT
    if not has_text:
        return _NO_EXPORT.format(why=" (its first page holds no text: it may be a scan)")
    printed = _PRINTED.search(pdf.about("/Producer", "/Creator"))
    return _NO_EXPORT.format(why=" (it seems to be printed from a browser)" if printed else "")


def _is_grey(line: Line) -> bool:
    return _GREY[0] < line.grey < _GREY[1]


def _is_large(line: Line) -> bool:
    return _LARGE <= line.size < _HEADING


def _is_title(line: Line) -> bool:
    return _TITLE <= line.size < _LARGE


def _unread(line: Line) -> str:
    return f"page {line.page + 1}: {line.text}"


# --- lines put together ----------------------------------------------------------------------------------------------


def _follows(before: Line, line: Line, edge: float, apart: float = _MAIN_APART) -> bool:
    """Whether a line goes on with the item of the line before: by the space between them, and over a page's end by whether its first word would
    not have fitted."""
    if before.page == line.page:
        return before.y - line.y <= apart * max(before.size, line.size)
    return not _fits(before, line, edge)


def _fits(before: Line, line: Line, edge: float) -> bool:
    """Whether the first word of a line would surely have fitted behind the line before."""
    word = line.text.split()[0]
    width = (line.end - line.x) * len(word) / len(line.text)
    return before.end + 1.15 * width + 0.6 * line.size < edge


def _blocks(
    lines: list[Line], is_head: Callable[[Line], bool], edge: float, may_be_bare: bool = False
) -> tuple[list[Line], list[tuple[str, list[Line]]]]:
    """The lines before the first head; then each head, which may stand on several lines, with the lines under it. Where a head `may_be_bare`, with
    nothing under it, the next one goes on with it only if its first word would not have fitted."""
    first: list[Line] = []
    blocks: list[tuple[list[Line], list[Line]]] = []
    for line in lines:
        if not is_head(line):
            (blocks[-1][1] if blocks else first).append(line)
        elif blocks and not blocks[-1][1] and _goes_on(blocks[-1][0][-1], line, edge, may_be_bare):
            blocks[-1][0].append(line)
        else:
            blocks.append(([line], []))
    return first, [(_MARK.sub("", _together(head)), rest) for head, rest in blocks]


def _goes_on(head: Line, line: Line, edge: float, may_be_bare: bool) -> bool:
    return _follows(head, line, edge) and not (may_be_bare and _fits(head, line, edge))


def _run(lines: list[Line], edge: float, belongs: Callable[[Line], object] = bool) -> int:
    """How many of the first lines follow one another, all of them such as belong."""
    count = 0
    while count < len(lines) and belongs(lines[count]) and (not count or _follows(lines[count - 1], lines[count], edge)):
        count += 1
    return count


def _together(lines: Iterable[Line]) -> str:
    """Wrapped lines as one, without the signs that LinkedIn's font lacked."""
    text = ""
    for line in lines:
        text = f"{text}{'' if not text or _is_tight(text, line.text) else ' '}{line.text}"
    return " ".join(_LOST.sub("", text).split())


def _is_tight(text: str, more: str) -> bool:
    """Whether no space was lost between two lines: where a word is parted behind a hyphen, a slash or a dash, and in scripts that write none."""
    behind = text[-1] in _PARTING and text[-2:-1].isalnum() and more[0].isalnum()
    before = more[0] == "—" and more[1:2].isalnum() and text[-1].isalnum()
    if behind or before or _is_dense(text[-1] + more[0]):
        return True
    return _is_mixed(text[-1], more[0]) and not _parts_scripts(f"{text}\n{more}")


def _is_dense(text: str) -> bool:
    return all("\u3000" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" or "\uff00" <= c <= "\uff9f" for c in text)


def _is_mixed(one: str, other: str) -> bool:
    return one.isalnum() and other.isalnum() and _is_dense(one) != _is_dense(other)


def _parts_scripts(text: str) -> bool:
    """Whether spaces stand between Chinese or Japanese and Latin words: there is one, or most of the text is Latin."""
    is_spaced = any(space == " " and _is_mixed(one, other) for one, space, other in zip(text, text[1:], text[2:], strict=False))
    return is_spaced or sum(map(_is_dense, text)) * 2 < len(text)


def _paragraphs(lines: list[Line], edge: float) -> list[str]:
    """Text by paragraphs: a new one begins with a bullet, after a space, or where a line ends although the next word would have fitted."""
    found: list[list[Line]] = []
    for line in lines:
        if found and not _BULLET.match(line.text) and _follows(found[-1][-1], line, edge) and not _fits(found[-1][-1], line, edge):
            found[-1].append(line)
        else:
            found.append([line])
    texts = (_together(paragraph) for paragraph in found)
    return [text for told in texts if (text := _MARK.sub("", told))]


# --- the right column ------------------------------------------------------------------------------------------------

_UNTOLD = "not told"  # an end that is no date: what has no dates is not said to go on
_LOST = lazy(r"#{2,}|\ufffd+|(?<!\S)#(?![^\s|,;·•])(?! \d)|(?<=\w\w)#(?!\w)")  # FOP paints "#" for what its font lacks
_DOTS = "·•∙・"
_BRACKETS = lazy(r"\(([^()]{0,99})\)")
_BULLET = lazy(r"[•◦▪▫●○■□‣⁃∙·▶►➢➤→✓✔✅★☆❖◆◇](?!\w)|[•●▪‣✓✔➢►]|[-–—*+]\s|\d{1,2}[.)]\s")
_MARK = lazy(r"^[•◦▪▫●○■□‣⁃∙·▶►➢➤→✓✔❖◆◇*–—-]\s+")
_DEGREE = lazy(
    r"\b(?:bachelor\w*|bacharel\w*|master\w*|maestria|mestr\w*|doctor\w*|doutor\w*|diplom\w*|licen[cs]\w*|licencjat|laurea\w*|magist\w*|maitrise|grado"
    r"|degree|certific\w*|zertifik\w*|associate\w*|ph\.?d|d\.?phil|ed\.?d|psyd|dba|j\.?d|m\.?d|ll\.?[bm]"
    r"|[bm]\.?\s?(?:sc|a|s|eng|ed|tech|com|ba|phil|fa|arch|mus|res|ca)|mba|emba|mphil|pgdm|pgce|pgdip|mbbs|hnd|hnc|btec|gcse\w*|a[- ]levels?|abitur|matura"
    r"|baccalaureat|bac|dut|bts|high school|secondary|gymnasium|staatsexamen|postgradu\w*|pos-graduacao|undergradu\w*|graduat\w*|titulo|tecnico|tecnologo"
    r"|ingenieur|ingegner\w*|kandidat|engineer's|minor|exchange|postdoc\w*|fellow\w*|apprentice\w*|ausbildung|foundation|бакалавр\w*|магистр\w*"
    r"|بكالوريوس|ماجستير|دكتوراه|תואר)\b|学士|修士|博士|硕士|碩士|本科|학사|석사|박사",
    re.I,
)
_OF_DEGREE = lazy(
    r"(?:(?i:\(?hon(?:ou)?rs?\)?|with .+|(?:summa |magna )?cum laude|first[- ]class.*|distinction)"
    r"|(?:[BM]\.?(?:A|E|S|Sc|Eng|Ed|Tech|Com|BA|Phil|FA|Arch|Mus|Res|CA)|MBA|EMBA|Ph\.?D|J\.?D|M\.?D|LL\.?[BM]|Ed\.?D|D\.?Phil)\.?)$"
)


def _profile(columns: _Columns, left_out: list[str], path: str) -> Profile:
    record: dict[str, Any] = {"basics": {}}
    unread = [*left_out, *(_unread(line) for line in columns.main if line.size < _BODY and line.y > _FOOT)]
    unread += [f"{_unread(line)}: letters are missing" for line in (*columns.main, *columns.panel) if "\ufffd" in line.text]
    main = [line for line in columns.main if line.size >= _BODY]
    edge = max([_COLUMN_END, *(line.end for line in main if line.end < _PAGE_END)])
    head, sections = _blocks(main, lambda line: _HEADING <= line.size < _NAME, edge)
    _read_head(head, record["basics"], unread)
    seen: set[str] = set()
    for heading, lines in sections:
        kind = _kind(heading, lines, seen)
        seen.add(kind)
        if kind == "summary":
            text = "\n".join(_paragraphs(lines, edge))
            record["basics"]["summary"] = "\n".join(filter(None, (record["basics"].get("summary"), text)))
        elif kind == "work":
            record.setdefault("work", []).extend(_work(lines, edge, unread))
        elif kind == "volunteer":
            record.setdefault("volunteer", []).extend(
                {"organization": role.pop("name"), **role} for role in _work(lines, edge, unread)
            )
        elif kind == "education":
            record.setdefault("education", []).extend(_education(lines, edge, unread))
        else:
            unread.extend(f"page {line.page + 1}: {heading}: {line.text}" for line in lines)
    _read_panel(columns.panel, record, unread)
    return profile_from_resume(record, path, unread)


def _read_head(lines: list[Line], basics: dict[str, Any], unread: list[str]) -> None:
    """Name, headline and place."""
    basics["name"] = _together(line for line in lines if line.size >= _NAME)
    rest = [line for line in lines if line.size < _NAME]
    headline = _together(line for line in rest if _is_large(line) and not _is_grey(line))
    basics["label"] = headline if any(map(str.isalnum, headline)) else ""  # "--" stands for none
    basics["location"] = _together(line for line in rest if _is_grey(line))
    unread.extend(_unread(line) for line in rest if not _is_large(line) and not _is_grey(line))


def _kind(heading: str, lines: list[Line], seen: set[str]) -> str:
    """What a section is, by its sizes; by its heading, or by those seen before it, where these leave a doubt. An export has no more than three sections,
    so that what comes behind the schools under an unknown heading is not taken for more of them."""
    known = _heading(heading)
    if any(_is_title(line) for line in lines):
        return "volunteer" if known == "volunteer" else "work"
    if known:
        return known
    has_small = any(line.size < _TITLE for line in lines)
    if "education" in seen:
        return "other"
    return "education" if has_small or seen & {"summary", "work"} else "summary"


def _work(lines: list[Line], edge: float, unread: list[str]) -> Iterator[dict[str, Any]]:
    """The roles; several in one company stand under its name and the time that they took together."""
    first, companies = _blocks(lines, _is_large, edge)
    if first and any(_is_title(line) for line in first):
        companies = [("", first), *companies]
    else:
        unread.extend(map(_unread, first))
    for company, rest in companies:
        total, roles = _blocks(rest, _is_title, edge)
        if not roles:
            yield {"name": company, **_role(total, edge)}
            continue
        unread.extend(map(_unread, total[1:]))
        for title, about in roles:
            yield {"name": company, "position": title, **_role(about, edge)}


def _role(lines: list[Line], edge: float) -> dict[str, Any]:
    """Dates, place and text of a role."""
    role: dict[str, Any] = {"endDate": _UNTOLD}
    count = 2 if lines and lines[0].text.count("(") > lines[0].text.count(")") else 1
    if lines and not _is_grey(lines[0]) and (period := _period(_together(lines[:count]))):
        role = {**period}
        lines = lines[count:]
    places = _run(lines, edge, _is_grey)
    if place := _together(lines[:places]):
        role["location"] = place
    if texts := _paragraphs(lines[places:], edge):
        role["highlights"] = texts
    return role


def _education(lines: list[Line], edge: float, unread: list[str]) -> Iterator[dict[str, Any]]:
    first, schools = _blocks(lines, _is_large, edge, may_be_bare=True)
    unread.extend(map(_unread, first))
    for school, rest in schools:
        told = _run(rest, edge=0.0)  # nothing fits: what stands on the next page goes on
        if not _dated(_together(rest[:told])) and _dated(_together(rest[told:])):
            told = len(rest)
        unread.extend(map(_unread, rest[told:]))
        yield {"institution": school, **_studies(rest[:told], unread)}


def _studies(lines: list[Line], unread: list[str]) -> dict[str, Any]:
    """The degree and the dates of "Degree, Field · (2012 - 2015)"; any part may be missing."""
    text = _together(lines)
    dated = _dated(text)
    if dated is None:
        return {"endDate": _UNTOLD, **_degree(text)}
    brackets, period = dated
    only = len(_sides(brackets[1])) == 1
    if behind := text[brackets.end() :].strip():
        unread.append(f"page {lines[-1].page + 1}: {behind}")
    return {**({"endDate": period["endDate"]} if only else period), **_degree(text[: brackets.start()])}


def _dated(text: str) -> tuple[re.Match[str], dict[str, str]] | None:
    """The last brackets that hold dates, and these dates. They end the text, or a dot stands before them."""
    found = [one for one in _BRACKETS.finditer(text) if one.end() == len(text) or text[: one.start()].rstrip()[-1:] in _DOTS]
    found = found[-_MOST_BRACKETS:]
    return next(((brackets, period) for brackets in reversed(found) if (period := _period(brackets[1]))), None)


def _degree(text: str) -> dict[str, str]:
    """ "Degree, Field" taken apart at the first comma outside brackets; what still belongs to the degree ("Honours") stays with it."""
    parts = [part.strip() for part in re.split(r",(?![^()]{0,99}\))", text.strip(f" {_DOTS}-–"))]
    count = 1
    while count < len(parts) - 1 and _OF_DEGREE.match(parts[count]):
        count += 1
    if len(parts) == 2 and _OF_DEGREE.match(parts[1]):
        count = 2
    degree, area = ", ".join(parts[:count]), ", ".join(parts[count:])
    if degree and not area and not _DEGREE.search(unmarked(degree)):
        degree, area = "", degree
    return {key: value for key, value in (("studyType", degree), ("area", area)) if value}


# --- dates -----------------------------------------------------------------------------------------------------------

_YEAR = lazy(r"(?<!\d)(?:19\d\d|2[0-6]\d\d)(?!\d)")
_YEAR_MONTH = lazy(r"(?<!\d)(\d{4})\s?(?:年|년|[-./])\s?(\d{1,2})(?!\d)")
_MONTH_YEAR = lazy(r"(?<!\d)(\d{1,2})(?:[./]|\s?(?:năm)?\s)(\d{4})(?!\d)")
_SPACED_DASH = lazy(r"\s[-‐‑–—−~〜]\s")
_ANY_DASH = lazy(r"\s?[-‐‑–—−~〜]\s?")
_ISO_MONTH = lazy(r"\d{4}-\d{1,2}(?!\d)")
_DURATION = lazy(r"\s?\([^()]{0,99}\)$")
_WORD = lazy(r"[^\s\d!-/:-@\[-`{-~\u2010-\u206f]+")


def _period(text: str) -> dict[str, str] | None:
    """The start and the end that a line tells; a time without an end goes on. None if it is no such line."""
    sides = _sides(text)
    start = _date(sides[0])
    if start is None or len(sides) > 2:
        return None
    if len(sides) == 1:
        return {"startDate": start, "endDate": start}
    end = _date(sides[1])
    if end is not None:
        return {"startDate": start, "endDate": end}
    if any(c.isdigit() for c in sides[1]) or len(sides[1].split()) > 4:
        return None
    return {"startDate": start}  # "Present", in whatever language


def _sides(text: str) -> list[str]:
    """What stands on either side of the dash, with plain digits and without how long it was."""
    text = unicodedata.normalize("NFKC", "".join(str(unicodedata.decimal(c, c)) for c in text))
    text = _DURATION.sub("", text.strip()).strip()
    sides = _SPACED_DASH.split(text)
    return _ANY_DASH.split(text) if len(sides) == 1 and not _ISO_MONTH.search(text) else sides


def _date(text: str) -> str | None:
    """A year, perhaps with a month: "2019", "2019-04". None if the text is more than that."""
    years = _YEAR.findall(text)
    words = [word for word in _WORD.findall(text) if word[0].isalpha()]
    if len(years) != 1 or len(text) > 40 or len(words) > 4:
        return None
    year = int(years[0])
    year = year - 543 if year > 2400 else year  # the Thai calendar
    month = next(filter(None, (month_number(word) for word in words)), 0)
    if not month and (match := _YEAR_MONTH.search(text)):
        month = int(match[2])
    elif not month and (match := _MONTH_YEAR.search(text)):
        month = int(match[1])
    if not month and len(words) > 2:
        return None
    return f"{year}-{month:02}" if 1 <= month <= 12 else f"{year}"


def _fold(text: str) -> str:
    """Letters and digits in one case, without marks: how headings are compared."""
    return "".join(c for c in unmarked(text) if c.isalnum())


# --- headings --------------------------------------------------------------------------------------------------------

# Headings in the languages that LinkedIn speaks, as far as known. Some stay English in every language, as does "Present" in dates. On the right they
# matter only where the sizes leave a doubt.
_HEADINGS = {
    "contact": "Contact, Contact Info, Kontakt, Coordonnées, Contactar, Contato, Contacto, Contatti, Contatta, Contactgegevens, Kontakta,"
    " Forbindelse, İletişim Bilgileri, İletişim, Contactați, Kontak,"
    " Hubungi, Ota yhteyttä, Yhteystiedot, Kapcsolat, Επικοινωνία, Способы связаться, Контакты, Контакти,"
    " Контактні дані, 連絡先, 联系方式, 聯絡資料, 聯絡方式, 연락처, 연락하기, جهات الاتصال, الاتصال, اتصل, ติดต่อ,"
    " Liên hệ, संपर्क करें, יצירת קשר",
    "skills": "Top Skills, Skills, Top-Kenntnisse, Kenntnisse, Principales compétences, Compétences, Aptitudes principales,"
    " Aptitudes, Principais competências, Competências, Competenze principali, Competenze, Belangrijkste vaardigheden,"
    " Vaardigheden, Främsta kompetenser, Mest repræsenterede, Mest repræsenterede kompetencer, Topkompetencer, Toppferdigheter,"
    " Viktigste ferdigheter, Kluczowe umiejętności, Najważniejsze umiejętności, En Önemli Yetenekler,"
    " Başlıca Yetenekler, Nejdůležitější dovednosti, Hlavní dovednosti, Aptitudini principale, Competențe principale,"
    " Keahlian Utama, Keahlian Teratas, Tärkeimmät taidot, Основные навыки, Ключевые навыки, Топ-навыки,"
    " Основні навички, Ключові навички, 上位スキル, トップスキル, 主なスキル, 热门技能, 主要技能, 熱門技能, 상위 스킬,"
    " 보유기술, 주요 보유기술, أهم المهارات, أبرز المهارات",
    "languages": "Languages, Sprachen, Langues, Idiomas, Lingue, Talen, Språk, Sprog, Języki, Diller, Jazyky, Limbi, Bahasa,"
    " Kielet, Nyelvek, Γλώσσες, Языки, Мови, 言語, 语言, 語言, 언어, 외국어, اللغات, ภาษา, Ngôn ngữ, भाषाएँ, שפות",
    "certificates": "Certifications, Licenses & Certifications, Zertifizierungen, Zertifikate, Bescheinigungen, Certificaciones,"
    " Certificações, Certificados, Certificazioni, Certificeringen, Certifieringar, Certificeringer, Sertifiseringer,"
    " Sertifikater, Certyfikaty, Sertifikalar, Certifikace, Certificări, Sertifikasi, Sertifikat, Sertifikaatit,"
    " Πιστοποιήσεις, Сертификаты, Сертификация, Сертифікати, 資格, 认证, 資格認證, 证书, 자격증, الشهادات, תעודות",
    "awards": "Honors-Awards, Honors & Awards, Honours-Awards, Auszeichnungen, Auszeichnungen/Preise, Distinctions,"
    " Prix et distinctions, Reconocimientos y premios, Reconhecimentos e prêmios, Riconoscimenti e premi,"
    " Onderscheidingen en prijzen, Utmärkelser och priser, Udmærkelser og priser, Utmerkelser og priser,"
    " Wyróżnienia i nagrody, Onur ve Ödüller, Vyznamenání a ocenění, Distincții și premii, Penghargaan,"
    " Награды и премии, Відзнаки та нагороди, 受賞歴, 荣誉奖项, 榮譽獎項, 수상 경력, مراتب الشرف والجوائز",
    "publications": "Publications, Veröffentlichungen, Publikationen, Publicaciones, Publicações, Pubblicazioni, Publicaties,"
    " Publikationer, Publikasjoner, Publikacje, Yayınlar, Publikace, Publicații, Publikasi, Julkaisut, Δημοσιεύσεις,"
    " Публикации, Публікації, 著書, 出版物, 出版作品, 간행물, المنشورات",
    "patents": "Patents, Patente, Brevets, Patentes, Brevetti, Octrooien, Patent, Patenter, Patenty, Patentler, Brevete, Paten,"
    " Patentit, Патенты, Патенти, 特許, 专利, 專利, 특허, براءات الاختراع",
    "summary": "Summary, About, Zusammenfassung, Info, Résumé, Extracto, Acerca de, Resumo, Sobre, Riepilogo, Informazioni,"
    " Samenvatting, Sammanfattning, Sammendrag, Podsumowanie, Özet, Shrnutí, Souhrn, Rezumat, Ringkasan, Yhteenveto,"
    " Összefoglalás, Περίληψη, Общие сведения, Краткая информация, Про себе, Загальна інформація, 概要, 要約,"
    " 自己紹介, 个人简介, 摘要, 總結, 자기소개, 요약, ملخص, الملخص",
    "work": "Experience, Berufserfahrung, Expérience, Experiencia, Experiência, Esperienza, Ervaring, Werkervaring,"
    " Erfarenhet, Arbetslivserfarenhet, Erfaring, Doświadczenie, Deneyim, Zkušenosti, Praxe, Pracovní zkušenosti,"
    " Experiență, Pengalaman, Työkokemus, Kokemus, Tapasztalat, Εμπειρία, Опыт работы, Досвід роботи, Досвід, 職歴,"
    " 経歴, 工作经历, 工作經歷, 經歷, 경력, 경력사항, الخبرة, ประสบการณ์, Kinh nghiệm, अनुभव, ניסיון",
    "education": "Education, Ausbildung, Bildung, Formation, Educación, Formación, Formação acadêmica, Formação académica,"
    " Educação, Formazione, Istruzione, Opleiding, Utbildning, Uddannelse, Utdanning, Utdannelse, Wykształcenie,"
    " Eğitim, Vzdělání, Studii, Educație, Pendidikan, Koulutus, Tanulmányok, Εκπαίδευση, Образование, Освіта, 学歴,"
    " 教育经历, 教育背景, 學歷, 학력, التعليم, การศึกษา, Học vấn, शिक्षा, השכלה",
    "volunteer": "Volunteer Experience, Volunteering, Volunteer Work, Ehrenamt, Bénévolat, Expérience de bénévolat, Voluntariado,"
    " Experiencia como voluntario, Experiência voluntária, Volontariato, Esperienze di volontariato, Vrijwilligerswerk",
    "other": "Projects, Organizations, Organisations, Courses, Test Scores, Interests, Projekte, Projets, Proyectos, Projetos, Progetti,"
    " Projecten, Organisationen, Organizaciones, Organizações, Organizzazioni, Organisaties, Cursos, Cours, Corsi, Kurse",
}  # fmt: skip


def _heading(text: str) -> str | None:
    """The kind of section that a heading names, None if it is not known."""
    return _folded_headings().get(_fold(text))


@cache
def _folded_headings() -> dict[str, str]:
    return {_fold(name): kind for kind, names in _HEADINGS.items() for name in names.split(",")}


# --- the left panel --------------------------------------------------------------------------------------------------

_MAIL = lazy(r"([^\s@()]+@[^\s@()]+)(?:\s?\([^()]{0,60}\))?$")
_SITE = lazy(r"((?:https?://|www\.)\S+?|[^\s()]+\.[^\s()\d][^\s()]+)\s?(?:\(([^()]{0,60})\))?$", re.I)
_PHONE = lazy(r"([+(]?\d[\d\s().\-/]{4,25})\s?(?:\([^()]{0,40}\))?$")
_ADDRESS_END = lazy(r"(?:[/@]|www\.|\w\.[a-z]{2,})\S{0,200}$", re.I)
_LEVEL = lazy(r"(.{1,80}?)\s?\(([^()]{0,60})\)$")
_PANEL_LISTS = {
    "skills": ("skills", "name"),
    "certificates": ("certificates", "name"),
    "awards": ("awards", "title"),
    "publications": ("publications", "name"),
}


def _read_panel(lines: list[Line], record: dict[str, Any], unread: list[str]) -> None:
    edge = max((line.end for line in lines), default=0.0)
    first, sections = _blocks([line for line in lines if line.size >= _BODY], lambda line: line.size >= _PANEL_HEADING, edge)
    unread.extend(map(_unread, first))
    for number, (heading, rest) in enumerate(sections):
        items = _items(rest, edge)
        kind = _heading(heading)
        if kind == "contact" or (number == 0 and kind is None):
            for item in items:
                _read_contact(_address(item), record["basics"], unread)
        elif kind in _PANEL_LISTS:
            section, key = _PANEL_LISTS[kind]
            record.setdefault(section, []).extend({key: _together(item)} for item in items)
        elif kind == "languages":
            record.setdefault("languages", []).extend(_language(_together(item)) for item in items)
        else:
            unread.extend(f"page {item[0].page + 1}: {heading}: {_together(item)}" for item in items)


def _items(lines: list[Line], edge: float) -> list[list[Line]]:
    items: list[list[Line]] = []
    for line in lines:
        if items and _follows(items[-1][-1], line, edge, _PANEL_APART):
            items[-1].append(line)
        else:
            items.append([line])
    return items


def _language(text: str) -> dict[str, str]:
    match = _LEVEL.match(text)
    return {"language": match[1], "fluency": match[2]} if match else {"language": text}


def _address(lines: list[Line]) -> str:
    """Wrapped lines of an address as one: it holds no space but before its label."""
    lines = lines[:_LONGEST_ADDRESS]
    text = "".join(line.text for line in lines)
    if _MAIL.match(text):
        return text
    text = lines[0].text
    for line in lines[1:]:
        tight = _ADDRESS_END.search(text) and not line.text.startswith("(")
        text = f"{text}{line.text}" if tight else f"{text} {line.text}"
    return text


def _read_contact(text: str, basics: dict[str, Any], unread: list[str]) -> None:
    if match := _MAIL.match(text):
        basics.setdefault("email", match[1])
    elif match := _SITE.match(text):
        network = match[2] or ""
        if "url" in basics or "linkedin.com/" in match[1].casefold():
            basics.setdefault("profiles", []).append({"network": network, "url": match[1]})
        else:
            basics["url"] = match[1]
    elif match := _PHONE.match(text):
        basics.setdefault("phone", match[1].strip())
    else:
        unread.append(f"Contact: {text}")
