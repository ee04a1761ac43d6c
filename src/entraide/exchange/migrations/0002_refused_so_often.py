"""What is refused again within the hour is counted on the line that is there."""

from django.db import migrations, models


def seen_once(apps, schema_editor):
    apps.get_model("exchange", "Incident").objects.update(last_at=models.F("at"))


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial")]

    operations = [
        migrations.AddField("incident", "times", models.IntegerField(default=1)),
        migrations.AddField("incident", "last_at", models.DateTimeField(null=True)),
        migrations.RunPython(seen_once, migrations.RunPython.noop, elidable=True),
        migrations.AlterField("incident", "last_at", models.DateTimeField()),
        migrations.RemoveIndex("incident", "incident_by_time"),
        migrations.AddIndex("incident", models.Index(fields=["-last_at"], name="incident_by_time")),
        migrations.AddIndex(
            "incident", models.Index(fields=["code", "partner", "at"], name="incident_of_its_hour")
        ),
    ]
