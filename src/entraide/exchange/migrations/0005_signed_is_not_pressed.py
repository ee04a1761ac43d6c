"""PostgreSQL tries to compress what is long. Most of what is signed is signatures, which do not get shorter by that:
it took most of the time that a message takes to be kept."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PLAIN = "ALTER TABLE {} ALTER COLUMN content SET STORAGE EXTERNAL"
PRESSED = "ALTER TABLE {} ALTER COLUMN content SET STORAGE EXTENDED"
TABLES = ("exchange_message", "exchange_signedroot")


def plain(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    _each(editor, PLAIN)


def pressed(_: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    _each(editor, PRESSED)


def _each(editor: BaseDatabaseSchemaEditor, statement: str) -> None:
    if editor.connection.vendor == "postgresql":
        for table in TABLES:
            editor.execute(statement.format(table))


class Migration(migrations.Migration):
    dependencies = [("exchange", "0004_carried_to_whom")]

    operations = [migrations.RunPython(plain, pressed)]
