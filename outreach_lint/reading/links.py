"""Find web addresses in a text."""

from __future__ import annotations

import re

from outreach_lint.patterns import lazy

# Endings that make "name.xy" an address: common ones, no file type among them.
_ENDING = (
    r"(?:com|org|net|edu|gov|info|biz|io|co|me|ly|ai|app|dev|page|site|shop|blog|online|tech|cc|tv|to|gl|gle|link|example|eu|uk|de|fr|nl|be|ch"
    r"|at|es|it|pt|pl|cz|se|no|dk|fi|ie|in|ng|ke|za|au|nz|ca|us|br|mx|ar|jp|kr|sg|ae)"
)
_DOMAIN = rf"(?:[a-z0-9-]{{1,40}}\.){{1,3}}{_ENDING}"
_REST = r"[^\s<>\"“”\[\]]"
_LAST = r"(?<![.,;:!?'’)])"
# With a scheme, "www." or a path it is an address wherever it stands: "bit.ly/x", but not the firm "booking.com".
LINK = lazy(rf"(?<![\w@])(?:https?://|www\.){_REST}{{1,300}}{_LAST}|(?<![\w@./-]){_DOMAIN}/{_REST}{{0,300}}{_LAST}", re.I)
# A bare domain is meant as a link only after a word that announces one: "my portfolio is at anna.example".
ANNOUNCED_DOMAIN = lazy(
    rf"\b(?:web ?site|site|portfolio|home ?page|blog|shop|demo|link|showreel|visit|see)\b[^.!?\n]{{0,25}}(?<=[\s:(])(?P<domain>{_DOMAIN})(?![\w@/-])",
    re.I,
)
