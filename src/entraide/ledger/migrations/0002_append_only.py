"""Neither record has an update or a delete: the database itself refuses them."""

from django.db import migrations

from entraide.ledger.migrations import _append_only as append_only

TABLES = ("ledger_entry", "ledger_look")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(append_only.forbid(TABLES), append_only.allow(TABLES))]
