"""What of a profile may stand in a message to a stranger: plain phrases about work and interests, no instructions, nothing private."""

from __future__ import annotations

import re
import unicodedata

from outreach_lint.patterns import lazy

_LONGEST = 110  # code points; nobody quotes more than a line

# Never a subject for a stranger, whatever the profile says: health, family, faith, politics, origin, age, home, money.
_PRIVATE = lazy(
    r"\b(?:living with \w+|epilep\w*|abortions?|hysterectom\w*|still ?b(?:irth|orn)\w*|endometrio\w*|lupus|parkinson\w*|ocd|menopaus\w*|rap(?:e|ed|ist)"
    r"|cancer\w*|depress\w*|anxiety|adhd|hiv|aids|diabet\w*|alzheimer\w*|chemo\w*|dyslexi\w*|bipolar|ptsd|alcoholi\w*|sober|suicid\w*|surviv\w+|ivf"
    r"|pregnan\w*|matern\w* leave|patern\w* leave|parental leave|miscarr\w*|divorc\w*|separated|marri\w*|wedding|widow\w*|husband|wife|spouse|fianc\w+"
    r"|sons?|daughters?|girls'? name|twins|toddlers?|mother\w*|father\w*|mum|mom|dad|single parent"
    r"|grand(?:pa|ma|mother|father|parents?|children|child|sons?|daughters?|dad)\w*|funeral|grief|bereave\w*"
    r"|church\w*|chapels?|parish\w*|mosques?|synagogues?|temples?|baptis\w*|deacons?|hymns?"
    r"|christian\w*|catholic\w*|protestant\w*|methodist\w*|muslims?|islam\w*|jew\w*|hindu\w*|buddhis\w*|sikh\w*|ramadan|hajj|bible|quran|torah|faith\w*"
    r"|religio\w*|pray\w*|atheis\w*|conservatives?|republicans?|democrats?|(?:labour|green|communist|tory) party|trade unions?|asylum"
    r"|lgbt\w*|gay|lesbian|queer|transgender|ethnic\w*|rac(?:ial|ism)|years old|born (?:in|on)|birthday|(?:age|aged|turning|turned) \d+"
    r"|boyfriends?|girlfriends?|(?:my|his|her|their) (?:late )?(?:partner|brother|sister|uncle|aunt|cousin)s?|partner died|grew up in care"
    r"|gospel|sermons?|sunday school|jesus|christ|god|imams?|rabbis?|pastors?|vicars?|priests?|councillors?|nazis?|brexit|palestin\w*|israel\w*"
    r"|non-?binary|black (?:women|men|people|british)|home address|salary|debt|bankrupt\w*|convict\w*|laid off|redundan\w*|fired)\b"
    r"|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b\d+ [A-Z]\w+ (?:street|road|avenue|lane|drive|way)\b|\+?\d[\d ()-]{7,}\d",
    re.I,
)
# What is work to a nurse or a teacher, and private where people speak of themselves.
_PRIVATE_OF_ONESELF = lazy(
    r"\b(?:ill(?:ness)?|disease\w*|disab\w*|mental health|autis\w*|dementia|trauma\w*|addict\w*|recover(?:y|ing)|rehab\w*|strokes?|patients?|surgery"
    r"|matern\w*|patern\w*|child(?:ren)?|kids?|teenagers?|bab(?:y|ies)|parent\w*|famil(?:y|ies)|elections?|refugees?|immigrants?|prison\w*|homeless\w*|gambl\w*|burn-?out|deaf\w*|blind\w*|wheelchairs?|stammer\w*)\b",
    re.I,
)
_OF_ONESELF = lazy(r"\b(?:I|me|my|mine|we|us|our|own)\b", re.I)
# ... and what a draft must not say of its reader.
_YOUR_PRIVATE = lazy(
    r"\b(?:your|you(?:'ve| have)? (?:got )?|u(?:'ve| have)? got )\s*(?:\w+ ){0,2}(?:kids?|children|little ones|bab(?:y|ies)|sons?|daughters?|wife"
    r"|husband|family|divorce\w*|cancer|illness|diagnosis|stroke|pregnan\w*|faith|church|congregation|age)\b"
    r"|\byour (?:late |poor |old )?(?:dad|mum|mom|father|mother|parents|brother|sister)\b|\byou(?:r|rself)?\b[^.!?]{0,60}\bmental health\b"
    r"|\byou(?:'re| are)? [^.!?]{0,20}\b(?:devotee|m[ae]n of god|wom[ae]n of god|believer|church elder)\b|\byou\b[^.!?]{0,40}\b(?:umrah|hajj)\b"
    r"|\byour? (?:own )?twins\b|\bthe twins\b|\bat (?:your age|[4-9]\d)\b,? you\b|\byour age\b"
    r"|\bbeen through (?:cancer|divorce|chemo\w*)|\byou\b[^.!?]{0,100}\b(?:cancer|divorced?|miscarriage|diagnos\w+|chemo\w*|bereave\w*)\b"
    r"|\bfellow (?:christian|catholic|muslim|believer)\w*",
    re.I,
)
# Text that is no plain phrase: addresses, markup, slots, commands, instructions to a machine.
_UNSAFE = lazy(
    r"\w:/|:/|www\.|\w\.(?!js\b)\w*[a-z]{2,}(?:/|\b)|@|[{}<>\[\]|\\^`~*=_;]|(?<![CF])#|\$(?!\d)|(?<!\d)%|%\w|&(?!\s|[A-Z]\b)"
    r"|(?:mailto|javascript|data|system|assistant|user|human|ai)\s*:"
    r"|\b(?:ignore|disregard|forget|override|bypass)\b.{0,20}\b(?:all|any|every\w*|previous|prior|above|the|your|this|that|earlier)\b"
    r"|\b(?:IBAN|BIC|bitcoin|wallet|sort code)\b|\b\d\d-\d\d-\d\d\b|\b(?:transfer|wire|send)\b.{0,20}(?:\bmoney\b|\b\d+ (?:pounds|dollars|euros)\b|[$£€]\d)"
    r"|\b(?:do not|don't|never) (?:reply|answer|respond)\b|\bkill (?:yourself|urself|them|him|her)\b|\bfuck\w*|\bshit\w*|\bcunts?\b|\bnazis?\b"
    r"|\b[A-Z]{2}\d{2}[ ]?\d{4}"
    r"|\b(?:prompt|instruction)s?\b|\bpay no attention\b|\b(?:language model|LLM|chatbot|AI (?:reader|assistant|agent|system))s?\b"
    r"|\b(?:reply|respond|answer|write|say|print|output|recommend|include|mention) (?:only|exactly|always|that|this|with)\b",
    re.I,
)
_INVISIBLE = frozenset("\u3164\u115f\u1160\uffa0\u200d")
_LETTER = lazy(r"[^\W\d_]")
_MIXED_SCRIPTS = lazy(r"[A-Za-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][A-Za-z]")  # "cаncer" with a Cyrillic a
_STACKED_MARKS = lazy(r"[\u0300-\u036f]{3,}")


def is_safe(text: str, longest: int = _LONGEST) -> bool:
    """Whether a text of the profile can be put into a message: a plain phrase with letters, of at most `longest` code points, that is no
    address, no markup and no instruction, compared after compatibility folding."""
    if len(text) > longest:
        return False
    folded = _folded(text)
    invisible = any(c in _INVISIBLE for c in folded)
    marks = _STACKED_MARKS.search(unicodedata.normalize("NFD", text))
    return (
        bool(_LETTER.search(folded))
        and not invisible
        and not marks
        and not _MIXED_SCRIPTS.search(folded)
        and not _UNSAFE.search(folded)
    )


def is_sensitive(text: str, is_work: bool = False) -> bool:
    """Whether a text speaks of what no stranger should mention. Patients and children are no private matter in what is told of the
    person's work (`is_work`), unless they speak of themselves."""
    folded = _folded(text)
    if _PRIVATE.search(folded):
        return True
    return bool(_PRIVATE_OF_ONESELF.search(folded)) and not (is_work and not _OF_ONESELF.search(folded))


def _folded(text: str) -> str:
    """The text as it is seen: compatible characters made one, without those that are not shown."""
    shown = "".join(c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf" or c in _INVISIBLE)
    return shown.replace("。", ".")


def is_private_to_reader(text: str) -> bool:
    """Whether a sentence of a draft speaks of the reader's family, health or faith."""
    return bool(_YOUR_PRIVATE.search(text.replace("’", "'")))
