"""Every rule against its own examples: outreach_lint.testing does the work."""

import pytest
from house_rules.exclamations import Exclamations
from house_rules.rival import Rival

from outreach_lint.testing import Case, cases_of


@pytest.mark.parametrize("case", [case for rule in (Rival(), Exclamations()) for case in cases_of(rule)], ids=str)
def test_example(case: Case) -> None:
    case.run()
