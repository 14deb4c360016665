from django.db import migrations
from django.db.models import F
from django.db.models.functions import Round

TO_A_GRID = 0.05


def round_points(apps, schema_editor):
    """The same as `Location.rounded`: what was kept exactly is kept exactly no longer."""
    places = apps.get_model("asks", "Place").objects.filter(latitude__isnull=False)
    places.update(
        latitude=Round(F("latitude") / TO_A_GRID) * TO_A_GRID,
        longitude=Round(F("longitude") / TO_A_GRID) * TO_A_GRID,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("asks", "0002_place_contact"),
    ]

    operations = [
        migrations.RunPython(round_points, migrations.RunPython.noop),
    ]
