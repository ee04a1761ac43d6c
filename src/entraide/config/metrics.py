"""What the node counts: requests by route, how long they take, what waits in its queues."""

import os

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY, Collector

from entraide import __version__
from entraide.config import heartbeat
from entraide.kernel.jobs import queues

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

REQUESTS = Counter("entraide_requests", "Requests answered.", ["method", "route", "status"])
SECONDS = Histogram(
    "entraide_request_seconds",
    "Time to answer.",
    ["route"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)


def count(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request. A method nobody defined counts as OTHER: callers could invent any number."""
    REQUESTS.labels(method if method in METHODS else "OTHER", route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)


class NodeCollector(Collector):
    """What is measured when asked, not counted as it happens."""

    def collect(self) -> list[GaugeMetricFamily]:
        waiting = GaugeMetricFamily("entraide_queue_length", "What waits in a queue.", labels=["queue"])
        for queue in queues():
            waiting.add_metric([queue.name], queue.length())
        version = GaugeMetricFamily("entraide_version", "The version that runs.", labels=["version"])
        version.add_metric([__version__], 1)
        gauges = [waiting, version]
        age = heartbeat.age()
        if age is not None:
            gauges.append(
                GaugeMetricFamily(
                    "entraide_background_heartbeat_age_seconds", "Since the last sign of life.", value=age
                )
            )
        return gauges


def exposition() -> bytes:
    """Everything, in the text format of Prometheus, summed over the server's processes."""
    counted = REGISTRY
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        counted = CollectorRegistry()
        MultiProcessCollector(counted)  # type: ignore[no-untyped-call]
    measured = CollectorRegistry()
    measured.register(NodeCollector())
    return generate_latest(counted) + generate_latest(measured)
