"""Figures for Prometheus: what was asked and how long it took, of this process; what waits, of the books."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector

from voucher_ledger.application.ports import Figure

CONTENT_TYPE = CONTENT_TYPE_LATEST
_SAYS = {
    "mails": "Mails in the outbox that are not sent; parked ones wait for a person",
    "review_tasks_open": "Decisions a lead has to look at",
    "adjustments_waiting": "Adjustments that wait for a second person",
    "holds_open": "Holds neither captured nor voided",
    "decisions_untold": "Decisions whose customer has not been written to",
}


class Metrics:
    """One for each application: two in one process do not count each other's requests."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        labels = ("method", "route", "status")
        self._requests = Counter("ledger_requests", "Requests answered", labels, registry=self._registry)
        self._seconds = Histogram(
            "ledger_request_seconds",
            "How long a request took",
            ("route",),
            registry=self._registry,
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
        )

    def observe(self, method: str, route: str | None, status: int, seconds: float) -> None:
        """Count a request. `route` is the pattern: a path would name a customer, and grow without end."""
        # A method is free text of the sender's; those we serve are few.
        known = method if method in ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH") else "other"
        self._requests.labels(known, route or "none", str(status)).inc()
        self._seconds.labels(route or "none").observe(seconds)

    def text(self, figures: Sequence[Figure], *, ready: bool) -> bytes:
        """The exposition format, with the figures of the books as they are now."""
        now = CollectorRegistry()
        now.register(_Now(figures, ready))
        return generate_latest(self._registry) + generate_latest(now)


class _Now(Collector):
    def __init__(self, figures: Sequence[Figure], ready: bool) -> None:  # noqa: FBT001 the figure itself
        self._figures, self._ready = figures, ready

    def collect(self) -> Iterable[Metric]:
        families: dict[str, GaugeMetricFamily] = {}
        for one in self._figures:
            if one.name not in families:
                labels = list(one.labels)
                families[one.name] = GaugeMetricFamily(f"ledger_{one.name}", _SAYS[one.name], labels=labels)
            families[one.name].add_metric(list(one.labels.values()), one.value)
        ready = GaugeMetricFamily("ledger_ready", "Whether the books may be written", value=float(self._ready))
        return [*families.values(), ready]
