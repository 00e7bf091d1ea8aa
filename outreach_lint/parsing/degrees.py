"""What degrees and school certificates are called."""

from __future__ import annotations

import re

from outreach_lint.patterns import lazy

_GRADE = lazy(r",?\s+(?:\(?\d[\d:./]*\)?|(?:first|second|upper|lower)[- ].*|distinction|merit|gpa.*)$", re.I)
_WORDS = r"(?: (?!in\b|from\b|with\b|at\b)\w+){1,2}"
# What a degree or a school certificate is called, at the beginning of a phrase.
DEGREE = lazy(
    r"(?:(?:[BM]\.?(?:Sc|A|Eng|Ed|BA|Phil|S|FA|Res|Mus|PH|Arch|Litt|Tech|Com|Des|Pharm)\.?|[BM]\.?[SA]\.?Ed\.?|B\.?E\.?(?=\s)|Ph\.?\s?D\.?|D\.?Phil\.?|J\.?D\.?"
    r"|LL\.?[BM]\.?|M\.?D\.?|MB ?ChB|MBBS|PGCE|HND|HNC|CIPD Level \d|NVQ(?: Level \d)?|City & Guilds|Mag\.(?: [a-z]{2,8})?|Dr\.? (?:[a-z]{3,4}\. ?){1,3}"
    r"|(?:Executive )?E?MBA|(?i:a[- ]levels?|abitur|licence|licenciatura|laurea|grado|mestrado|magister|diplom(?:-\w+)?|high school(?: diploma)?"
    r"|(?:(?:higher|national|postgraduate|graduate|advanced) ){0,2}(?:diploma|certificate)|certificat"
    rf"|(?:associate|bachelor|master|doctor)(?:ate|['’]?s)?(?: degree| of{_WORDS})?))(?=[\s,.(:)]|$)(?:\s*\(Hon(?:our)?s\.?\))?)"
)


def degree_and_field(text: str) -> dict[str, str]:
    """What was studied, as LinkedIn has it: "Bachelor of Arts - BA, English Literature" is a degree and its field, other words are a field."""
    degree, *rest = re.split(r",\s+|\s+in\s+", text, maxsplit=1)
    if not DEGREE.match(degree):
        return {"area": text}
    area = _GRADE.sub("", rest[0]) if rest else ""
    return {"studyType": re.sub(r" - [A-Z][A-Za-z]{1,7}$", "", degree), **({"area": area} if area else {})}
