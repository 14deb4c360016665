from django.urls import path

from alongside.accountability.views import reports, restrictions

app_name = "accountability"
urlpatterns = [
    path("report/", reports.report, name="report"),
    path("report/received/", reports.received, name="received"),
    path("reports/", reports.matters, name="matters"),
    path("reports/<str:id>/", reports.matter, name="matter"),
    path("restrictions/in/<str:community>/", restrictions.restrictions, name="restrictions"),
    path("restrictions/in/<str:community>/of/<str:of>/", restrictions.restriction_of, name="restriction_of"),
    path("restrictions/<str:id>/", restrictions.restriction, name="restriction"),
    path("restrictions/<str:id>/lasting/", restrictions.lasting, name="lasting"),
    path("restrictions/<str:id>/renewal/", restrictions.renewal, name="renewal"),
    path("restrictions/<str:id>/end/", restrictions.restriction_end, name="restriction_end"),
]
