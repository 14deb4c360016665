"""For programs that watch the server. Neither says anything about anybody."""

from collections.abc import Iterator, Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric

from alongside.core import clock
from alongside.home import queries
from alongside.home.meters import REGISTRY

PLAIN = "text/plain; charset=utf-8"


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """One word, and 503 while something is wrong. What is wrong, `alongside check_installation` says."""
    if queries.is_well(now=clock.now()):
        return HttpResponse("well\n", content_type=PLAIN)
    return HttpResponse("not well\n", content_type=PLAIN, status=503)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """In the text format of Prometheus, for whoever brings the key. For everybody else it does not exist."""
    key = settings.ALONGSIDE_METRICS_KEY
    if not key or not constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {key}"):
        raise Http404
    figures = queries.figures(now=clock.now())
    gauges = [GaugeMetricFamily(name, words, value=value) for name, (words, value) in figures.items()]
    text = generate_latest(REGISTRY) + generate_latest(Now(gauges))
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST)


class Now(CollectorRegistry):
    """What is read when a monitor asks, and kept nowhere."""

    def __init__(self, gauges: Sequence[Metric]) -> None:
        super().__init__()
        self.gauges = gauges

    def collect(self) -> Iterator[Metric]:
        yield from self.gauges
