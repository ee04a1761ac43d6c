"""To whom an attestation of ours is still to go: asked of itself, and no more of the message that it is about."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def fill(apps: Apps, _: BaseDatabaseSchemaEditor) -> None:
    """What was not carried yet goes to the partner of its message, if that has the message."""
    message = apps.get_model("exchange", "Message")
    attestation = apps.get_model("exchange", "Attestation")
    partner = message.objects.filter(pk=models.OuterRef("message")).values("partner")
    queued = message.objects.filter(outgoing=True, standing="queued").values("pk")
    waiting = attestation.objects.filter(ours=True, carried_at=None).exclude(message__in=queued)
    waiting.update(carry_to=models.Subquery(partner))


class Migration(migrations.Migration):
    dependencies = [("exchange", "0003_narrowed_when")]

    operations = [
        migrations.RemoveIndex("attestation", "attestation_to_carry"),
        migrations.AddField(
            "attestation",
            "carry_to",
            models.ForeignKey(
                "exchange.partner",
                models.PROTECT,
                null=True,
                blank=True,
                related_name="+",
                db_index=False,
            ),
        ),
        migrations.AddIndex(
            "attestation",
            models.Index(
                fields=["carry_to", "id"],
                name="attestation_to_carry",
                condition=models.Q(carry_to__isnull=False),
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
