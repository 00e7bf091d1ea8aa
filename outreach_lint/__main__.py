"""`python -m outreach_lint` is the command line."""

from outreach_lint.warm_client import main

main("outreach-lint")
