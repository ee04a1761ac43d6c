"""The search index: one table of tokens, of the kind the database is good at."""

from django.db import migrations

from entraide.cases.services.indexing import WORDS


def create(apps, schema_editor):
    WORDS.create(schema_editor)


def drop(apps, schema_editor):
    WORDS.drop(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
