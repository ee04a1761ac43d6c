"""Neither record has an update or a delete: the database itself refuses them."""

from django.db import migrations

TABLES = ("ledger_entry", "ledger_look")

POSTGRES_FUNCTION = """
CREATE OR REPLACE FUNCTION entraide_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'append-only: % may not be changed', TG_TABLE_NAME; END;
$$ LANGUAGE plpgsql
"""


def forbid(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, 'append-only: {table} may not be changed'); END"
                )
        else:
            schema_editor.execute(POSTGRES_FUNCTION, params=None)
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION entraide_append_only()"
            )


def allow(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}")
        else:
            schema_editor.execute(f"DROP TRIGGER {table}_append_only ON {table}")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(forbid, allow)]
