"""The root of every address; each area names its own nouns."""

from django.urls import include, path

from alongside.people.urls import account_urlpatterns

urlpatterns = [
    path("", include("alongside.asks.urls")),
    path("", include("alongside.matching.urls")),
    path("", include("alongside.commitments.urls")),
    path("", include("alongside.home.urls")),
    path("", include("alongside.communities.urls")),
    path("", include("alongside.notices.urls")),
    path("", include("alongside.people.urls")),
    path("", include("alongside.accountability.urls")),
    path("", include("alongside.ui.urls")),
    path("account/", include(account_urlpatterns)),
]
handler400 = "alongside.ui.views.bad_request"
handler403 = "alongside.ui.views.forbidden"
handler404 = "alongside.ui.views.not_found"
handler500 = "alongside.ui.views.server_error"
