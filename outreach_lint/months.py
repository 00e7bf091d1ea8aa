"""The names of the months, in the languages of the headings."""

from __future__ import annotations

# Their beginnings: "Mär", "août", "dic."
_STARTS = (
    "jan jän ene gen", "feb fév fev", "mar mär mrz mrt maa már", "apr abr avr", "may mai mag mei", "jun juin giu", "jul juil lug", "aug ago aoû",
    "sep set", "oct okt out ott", "nov", "dec dez dic déc",
)  # fmt: skip
_NUMBERS = {start: number for number, starts in enumerate(_STARTS, 1) for start in starts.split()}
# As they are written, for an expression that ignores case.
MONTH = (
    r"(?:jan(?:uary|uar|vier|eiro|uari|v)?|jän(?:ner)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruary|ruar|rero|braio|ruari)?|fév(?:rier|r)?|fev(?:ereiro|rier)?"
    r"|mar(?:ch|s|zo|ço)?|märz?|mrz|mrt|maart"
    r"|apr(?:il|ile)?|abr(?:il)?|avr(?:il)?|may(?:o)?|mai(?:o)?|mag(?:gio)?|mei|jun(?:e|i|io|ho)?|juin|giu(?:gno)?|jul(?:y|i|io|ho)?|juil(?:let)?"
    r"|lug(?:lio)?|aug(?:ust|ustus)?|ago(?:sto)?|août"
    r"|sep(?:t|tember|tembre|tiembre)?|set(?:t|embro|tembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|embre|iembre|embro)?"
    r"|dec(?:ember)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|déc(?:embre)?)"
)


def month_number(name: str) -> int:
    """The number of the month that a word names ("Mär", "december"); 0 if it names none."""
    name = name.casefold()
    return _NUMBERS.get(name[:4]) or _NUMBERS.get(name[:3]) or 0
