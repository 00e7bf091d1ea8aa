"""`python -m outreach_lint`."""

from outreach_lint.cli import main

main(prog_name="outreach-lint")
