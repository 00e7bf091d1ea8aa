"""What several sections of a LinkedIn page tell together: its skills, and the organisations that are known from it."""

from __future__ import annotations

import re
from typing import Any

from outreach_lint.parsing.linkedin_words import MORE_SKILLS


def organisations(record: dict[str, Any]) -> set[str]:
    """The employers and schools that the sections tell of."""
    return {
        str(entry.get(key, "")).casefold()
        for section, key in (("work", "name"), ("education", "institution"))
        for entry in record.get(section, [])
    }


def add_skills(record: dict[str, Any], listed: str) -> None:
    held = record.setdefault("skills", [])
    for skill in re.split(r"\s*[·•]\s*", MORE_SKILLS.sub("", listed)):
        if skill.strip() and {"name": skill.strip()} not in held:
            held.append({"name": skill.strip()})
