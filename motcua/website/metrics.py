"""``GET /metrics`` for Prometheus: how many answers, how long they took, and every figure that operations watches.

Several processes answer; each counts into a file of ``PROMETHEUS_MULTIPROC_DIR``, which ``motcua serve`` names, and whoever is asked
adds them up. Nothing of anybody stands in it: methods, statuses, figures.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector

from motcua.gate import queries as gate
from motcua.operations import queries as operations

ANSWERS = Counter("motcua_answers_total", "Answers by method and status.", ["method", "status"])
SECONDS = Histogram("motcua_answer_seconds", "Seconds to an answer.", buckets=(0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0))
#: Methods that we answer; whatever else somebody sends is one kind.
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def answered(method: str, status: int, seconds: float) -> None:
    """Count one answer; one that cannot be counted, as on a full disk, is given all the same."""
    with suppress(OSError):
        ANSWERS.labels(method if method in METHODS else "other", str(status)).inc()
        SECONDS.observe(seconds)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer this machine, and who stands in ``METRICS_FROM``; for everybody else there is no such page."""
    if not _may_ask(request):
        raise Http404
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)
    else:
        registry.register(_Ours())
    registry.register(_Watched())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _may_ask(request: HttpRequest) -> bool:
    # Behind a proxy that nobody has named as trusted everybody would look like this machine.
    if request.headers.get("X-Forwarded-For") and not settings.TRUSTED_PROXIES:
        return False
    try:
        address = ip_address(gate.client_address(request))
    except ValueError:
        return False
    return address.is_loopback or any(address in ip_network(net) for net in settings.METRICS_FROM)


class _Ours:
    """What this one process has counted."""

    def collect(self) -> Iterator[Metric]:
        for metric in REGISTRY.collect():
            if metric.name.startswith("motcua_"):
                yield metric


class _Watched:
    """The figures of operations; one that could not be read is left out."""

    def collect(self) -> Iterator[Metric]:
        for figure in operations.figures():
            if figure.value is not None:
                yield GaugeMetricFamily(f"motcua_{figure.code}", str(figure.label), value=figure.value)
