from django.db import migrations, models
from django.db.models import F


def who_has_a_hand_has_a_yes(apps, schema_editor):
    """Of those without a hand nobody knows any more whether a steward who has left gave them: they open no place."""
    given = apps.get_model("commitments", "Acceptance").objects.filter(by__isnull=False)
    given.update(yes_at=F("at"))


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0002_release_for_another_reason"),
    ]

    operations = [
        migrations.AddField(
            model_name="acceptance",
            name="yes_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunPython(who_has_a_hand_has_a_yes, migrations.RunPython.noop),
    ]
