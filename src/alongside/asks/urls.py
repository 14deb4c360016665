from django.urls import include, path

from alongside.asks import feeds, views

app_name = "asks"
one_ask = [
    path("", views.ask, name="ask"),
    path("edit/", views.edit, name="edit"),
    path("more/", views.more, name="more"),
    path("dates/", views.dates, name="dates"),
    path("dates/<id:date>/", views.date, name="date"),
    path("dates/<id:date>/removed/", views.removed_date, name="removed_date"),
    path("dates/<id:date>/series/", views.new_series, name="new_series"),
    path("series/<id:series>/", views.series, name="series"),
    path("series/<id:series>/days-off/", views.days_off, name="days_off"),
    path("series/<id:series>/days-off/<id:day>/on/", views.day_on, name="day_on"),
    path("delegates/", views.delegates, name="delegates"),
    path("delegates/<id:delegate>/end/", views.undelegated, name="undelegated"),
    path("runners/", views.runners, name="runners"),
    path("runners/made/", views.runner_made, name="runner_made"),
    path("runners/<id:runner>/end/", views.runner_end, name="runner_end"),
    path("wordings/", views.wordings, name="wordings"),
    path("wordings/new/", views.new_wording, name="new_wording"),
    path("wordings/<id:wording>/", views.wording, name="wording"),
    path("wordings/<id:wording>/removed/", views.removed_wording, name="removed_wording"),
    path("paper/", views.paper, name="paper"),
    path("published/", views.published, name="published"),
    path("paused/", views.paused, name="paused"),
    path("resumed/", views.resumed, name="resumed"),
    path("renewed/", views.renewed, name="renewed"),
    path("first/", views.first, name="first"),
    path("first/end/", views.first_end, name="first_end"),
    path("same/<id:other>/", views.same, name="same"),
    path("different/<id:other>/", views.different, name="different"),
    path("closed/", views.closed, name="closed"),
    path("behalf/end/", views.behalf_end, name="behalf_end"),
    path("discarded/", views.discarded, name="discarded"),
]
of_community = [
    path("asks/", views.community_asks, name="community_asks"),
    path("asks.ics", feeds.calendar, name="calendar"),
    path("asks/board/", views.board, name="board"),
    path("asks/new/", views.new, name="new"),
    path("asks/phoned/", views.phoned, name="phoned"),
    path("asks/drafts/", views.drafts, name="drafts"),
    path("places/", views.places, name="places"),
    path("places/new/", views.new_place, name="new_place"),
    path("import/", views.sheet, name="sheet"),
    path("import/<id:sheet>/", views.columns, name="columns"),
    path("import/<id:sheet>/lines/", views.lines, name="lines"),
    path("import/<id:sheet>/taken/", views.taken_sheet, name="taken_sheet"),
    path("import/<id:sheet>/dropped/", views.dropped_sheet, name="dropped_sheet"),
]
one_place = [
    path("", views.place, name="place"),
    path("archived/", views.archived_place, name="archived_place"),
    path("restored/", views.restored_place, name="restored_place"),
]
urlpatterns = [
    path("asks/<id:id>/", include(one_ask)),
    path("communities/<id:id>/", include(of_community)),
    path("places/<id:id>/", include(one_place)),
]
