from django.urls import path

from alongside.matching.views import listing, rounds

app_name = "matching"
urlpatterns = [
    path("asks/", listing.fits, name="fits"),
    path("asks/next/<id:id>/", listing.next_, name="next"),
    path("asks/choice/", listing.choice, name="choice"),
    path("communities/<id:id>/rounds/", rounds.rounds, name="rounds"),
    path("rounds/<id:id>/", rounds.round_, name="round"),
    path("rounds/<id:id>/end/", rounds.round_end, name="round_end"),
]
