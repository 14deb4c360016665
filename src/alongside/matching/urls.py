from django.urls import include, path

from alongside.matching.views import listing, rounds, stand_ins

app_name = "matching"
one_stand_in = [
    path("", stand_ins.stand_in, name="stand_in"),
    path("yes/", stand_ins.stand_in_yes, name="stand_in_yes"),
    path("end/", stand_ins.stand_in_end, name="stand_in_end"),
    path("agreement/", stand_ins.stand_in_agreed, name="stand_in_agreed"),
]
one_round = [
    path("", rounds.round_, name="round"),
    path("end/", rounds.round_end, name="round_end"),
]
urlpatterns = [
    path("asks/", listing.fits, name="fits"),
    path("asks/next/<id:id>/", listing.next_, name="next"),
    path("asks/<id:id>/stand-in/", stand_ins.new_stand_in, name="new_stand_in"),
    path("dates/<id:id>/stand-ins/", stand_ins.stand_ins, name="stand_ins"),
    path("stand-ins/<id:id>/", include(one_stand_in)),
    path("asks/choice/", listing.choice, name="choice"),
    path("communities/<id:id>/rounds/", rounds.rounds, name="rounds"),
    path("rounds/<id:id>/", include(one_round)),
]
