"""Every state, as `domain/states.csv` knows it. Run again by a later migration when the file changes."""

from django.db import migrations

from entraide.directory.domain.states import states


def load(apps, schema_editor):
    model = apps.get_model("directory", "State")
    model.objects.bulk_create(
        [
            model(
                code=facts.code,
                alpha3=facts.alpha3,
                name_en=facts.name_en,
                name_fr=facts.name_fr,
                region=facts.region.value,
                time_zone=facts.time_zone,
                dial=facts.dial,
                un_seat=facts.un_seat,
            )
            for facts in states().values()
        ],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["alpha3", "name_en", "name_fr", "region", "time_zone", "dial", "un_seat"],
    )


def keep(apps, schema_editor):
    """Going back drops the table with the rows."""


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(load, keep)]
