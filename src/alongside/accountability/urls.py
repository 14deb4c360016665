from django.urls import path

from alongside.accountability.views import appeals, reports, restrictions

app_name = "accountability"
urlpatterns = [
    path("report/", reports.report, name="report"),
    path("report/received/", reports.received, name="received"),
    path("reports/", reports.matters, name="matters"),
    path("reports/<id:id>/", reports.matter, name="matter"),
    path("restrictions/in/<id:community>/", restrictions.restrictions, name="restrictions"),
    path("restrictions/in/<id:community>/of/<id:of>/", restrictions.restriction_of, name="restriction_of"),
    path("restrictions/<id:id>/", restrictions.restriction, name="restriction"),
    path("restrictions/<id:id>/appeal/", appeals.appeal, name="appeal"),
    path("restrictions/<id:id>/lasting/", restrictions.lasting, name="lasting"),
    path("restrictions/<id:id>/renewal/", restrictions.renewal, name="renewal"),
    path("restrictions/<id:id>/end/", restrictions.restriction_end, name="restriction_end"),
]
