"""What the HTTP server counts, for Prometheus: of requests how many and how long, and nothing of what they held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from outreach_lint.hooks.bench import Bench

METRICS = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


@dataclass
class Counts:
    """Of requests, how many there were and how long they took; nothing of what they held."""

    requests: Counter[tuple[str, int]] = field(default_factory=Counter)
    buckets: Counter[tuple[str, float]] = field(default_factory=Counter)
    seconds: Counter[str] = field(default_factory=Counter)

    def add(self, endpoint: str, status: int, seconds: float) -> None:
        self.requests[endpoint, status] += 1
        self.seconds[endpoint] += seconds  # type: ignore[assignment]  # a Counter adds any number
        self.buckets.update((endpoint, limit) for limit in (*_BUCKETS, float("inf")) if seconds <= limit)

    def lines(self, bench: Bench) -> Iterator[str]:
        """What Prometheus reads."""
        yield "# HELP outreach_lint_requests_total Requests that were answered."
        yield "# TYPE outreach_lint_requests_total counter"
        for (endpoint, status), count in sorted(self.requests.items()):
            yield f'outreach_lint_requests_total{{endpoint="{endpoint}",status="{status}"}} {count}'
        yield "# HELP outreach_lint_request_seconds How long they took."
        yield "# TYPE outreach_lint_request_seconds histogram"
        for endpoint, total in sorted(self.seconds.items()):
            for limit in (*_BUCKETS, float("inf")):
                mark = "+Inf" if limit == float("inf") else f"{limit:g}"
                yield f'outreach_lint_request_seconds_bucket{{endpoint="{endpoint}",le="{mark}"}} {self.buckets[endpoint, limit]}'
            yield f'outreach_lint_request_seconds_sum{{endpoint="{endpoint}"}} {total:.6f}'
            yield f'outreach_lint_request_seconds_count{{endpoint="{endpoint}"}} {self.buckets[endpoint, float("inf")]}'
        yield "# HELP outreach_lint_waiting Messages that are linted or wait for it."
        yield "# TYPE outreach_lint_waiting gauge"
        yield f"outreach_lint_waiting {bench.waiting}"
        yield "# HELP outreach_lint_ended_total Processes that were ended because a message took too long."
        yield "# TYPE outreach_lint_ended_total counter"
        yield f"outreach_lint_ended_total {bench.ended}"
