"""The names of the months, and the words for today at the end of a span of time."""

from __future__ import annotations

from functools import cache

from outreach_lint.parsing.folding import unmarked

# How the names of months begin, without the marks of Latin, Cyrillic, Hebrew and Arabic letters, in the languages of LinkedIn. The longest that fits
# decides.
_STEMS = (
    "jan jän gen ene янв січ oca sty led ianu ian tammi ιαν يناير كانونالثاني ژانوی ינו มกรา जन जाने জানু ਜਨ జన",
    "feb fev fév fevr febb febr peb фев лют şub lut úno uno helmi φεβ فبراير شباط فوری פבר กุมภา फ़र फर फेब्रु ফেব ਫ਼ਰ ਫਰ ఫిబ్ర",
    "mar mär maa mrt märz maalis mac мар бер bře μαρ مارس آذار מרץ מרס มีนา मार्च মার্চ ਮਾਰਚ మార్చి",
    "apr abr avr апр кві nis kwi dub huhti απρ ápr أبريل إبريل نيسان آوریل אפר เมษา अप्रै एप्रि এপ্রি ਅਪ੍ਰੈ ఏప్రి",
    "may mai maj mei mag май мая тра touko kvě μαι máj مايو أيار مه מאי พฤษภา मई मे মে ਮਈ మే",
    "jun juin giu hun июн чер haz cze czerw czerwiec čer červen června iun kesä ιουν jún يونيو حزيران ژوئن יונ มิถุนา जून জুন ਜੂਨ జూన్",
    "jul juil lug hul июл лип tem lip lipi lipiec červenec července iul heinä ιουλ júl يوليو تموز ژوئی יול กรกฎา जुला जुलै জুল ਜੁਲਾ జూలై జులై",
    "aug ago aoû agu ogo авг сер ağu sie srp elo αυγ أغسطس آب اوت אוג สิงหา अग ऑग আগ ਅਗ ఆగ",
    "sep set szep сен вер eyl wrz zář syys σεπ سبتمبر أيلول سپتام ספט กันยา सित सप्ट সেপ ਸਤੰ సెప్టె",
    "oct okt out ott окт жов eki paź říj loka οκτ أكتوبر تشرينالأول اکتبر אוק ตุลา अक्टू अक्तू ऑक्टो অক্টো ਅਕਤੂ అక్టో",
    "nov nob ноя лис kas lis list noi marras νοε نوفمبر تشرينالثاني نوامبر נוב พฤศจิกา नव नोव्हे নভে ਨਵੰ నవం",
    "dec dez dic déc des dis дек гру ara gru pros joulu δεκ ديسمبر كانونالأول دسامبر דצמ ธันวา दिस डिसे ডিসে ਦਸੰ డిసె",
)
# As they are written, for an expression that ignores case.
MONTH = (
    r"(?:jan(?:uary|uar|vier|eiro|uari|v)?|jän(?:ner)?|ene(?:ro)?|gen(?:naio)?|feb(?:ruary|ruar|rero|braio|ruari)?|fév(?:rier|r)?|fev(?:ereiro|rier)?"
    r"|mar(?:ch|s|zo|ço)?|märz?|mrz|mrt|maart"
    r"|apr(?:il|ile)?|abr(?:il)?|avr(?:il)?|may(?:o)?|mai(?:o)?|mag(?:gio)?|mei|jun(?:e|i|io|ho)?|juin|giu(?:gno)?|jul(?:y|i|io|ho)?|juil(?:let)?"
    r"|lug(?:lio)?|aug(?:ust|ustus)?|ago(?:sto)?|août"
    r"|sep(?:t|tember|tembre|tiembre)?|set(?:t|embro|tembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?|out(?:ubro)?|ott(?:obre)?|nov(?:ember|embre|iembre|embro)?"
    r"|dec(?:ember)?|dez(?:ember|embro)?|dic(?:iembre|embre)?|déc(?:embre)?)"
)

# "until now" behind a date, in the languages of the headings and those near them, for an expression that ignores case.
NOW = (
    r"(?:(?:up to|until|till?|to|through|bis(?: zum?)?|jusqu['’]à|à|hasta|até|fino (?:ad?|al)|tot|t/m|do|frem til)\s+)?(?:(?:the|la|le|el|il|o)\s+)?"
    r"(?:present|now|today|current|date|ongoing|onwards?|heute|jetzt|laufend|dato|dags dato|aujourd['’]hui|présent|ce jour|en cours|actualidad"
    r"|actualmente|fecha|momento|presente|atual|atualmente|hoje|hoy|oggi|in corso|heden|nu|nå|nåværende|i dag|idag|obecnie|teraz|nadal"
    r"|сегодня|настоящее время|現在)"
)


def month_number(word: str) -> int:
    """The number of the month that a word names ("Mär", "december"); 0 if it names none."""
    folded, stems = unmarked(word), _stems()
    return next((stems[folded[:length]] for length in range(len(folded), 1, -1) if folded[:length] in stems), 0)


@cache
def _stems() -> dict[str, int]:
    return {unmarked(stem): number for number, stems in enumerate(_STEMS, 1) for stem in stems.split()}
