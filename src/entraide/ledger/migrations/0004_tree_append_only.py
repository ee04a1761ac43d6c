"""What was signed and seen of ledgers is never changed, and no record is emptied: the database itself refuses it."""

from django.db import migrations

from entraide.ledger.migrations import _append_only as append_only

TABLES = ("ledger_subtree", "ledger_checkpoint", "ledger_vouched", "ledger_watched", "ledger_contradiction")
RECORDS = (*TABLES, "ledger_entry", "ledger_look", "ledger_detail")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_tree")]
    operations = [
        migrations.RunPython(append_only.forbid(TABLES), append_only.allow(TABLES)),
        migrations.RunPython(append_only.forbid_emptying(RECORDS), append_only.allow_emptying(RECORDS)),
    ]
