"""Letters as they are compared."""

from __future__ import annotations

import unicodedata


def unaccented(text: str) -> str:
    """Text without the marks of its letters, in the case that it has: "Müller" as "Muller"."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def unmarked(text: str) -> str:
    """Text in one case, without accents and points; the vowel signs of Indic and Thai letters stay."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(c for c in plain if unicodedata.category(c) != "Mn" or c > "\u06ff")
