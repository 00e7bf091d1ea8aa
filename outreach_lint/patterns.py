"""Regular expressions that are compiled when they are first used.

There are some hundreds, and a run needs a few dozen of them: to compile all at import would cost more than reading a draft.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class LazyPattern:
    """Stands for a compiled expression, with all its methods."""

    def __init__(self, expression: str, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression itself. Raises re.error if it is none."""
        return re.compile(self._expression, self._flags)

    @property
    def pattern(self) -> str:
        """The text of the expression; it is not compiled for that."""
        return self._expression

    def __getattr__(self, name: str) -> Any:
        return getattr(self.compiled, name)


def lazy(expression: str, flags: int = 0) -> re.Pattern[str]:
    """Like re.compile, but later."""
    return cast("re.Pattern[str]", LazyPattern(expression, flags))
