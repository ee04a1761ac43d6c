"""The marks under which lists find requests."""

from django.db import migrations

from entraide.assistance.models import MARKS


def create(apps, schema_editor):
    MARKS.create(schema_editor)


def drop(apps, schema_editor):
    MARKS.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("assistance", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
