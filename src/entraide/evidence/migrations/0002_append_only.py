"""What was said of exhibits, and what happened to them, is never changed: the database itself refuses it."""

from django.db import migrations

from entraide.ledger.migrations import _append_only as append_only

TABLES = ("evidence_exhibit", "evidence_content", "evidence_custodyevent")


class Migration(migrations.Migration):
    dependencies = [("evidence", "0001_initial"), ("ledger", "0004_tree_append_only")]
    operations = [
        migrations.RunPython(append_only.forbid(TABLES), append_only.allow(TABLES)),
        migrations.RunPython(append_only.forbid_emptying(TABLES), append_only.allow_emptying(TABLES)),
    ]
