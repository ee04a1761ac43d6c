"""What is looked for again and again is found by an index of its own, however much passed before."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("exchange", "0005_signed_is_not_pressed")]

    operations = [
        migrations.RemoveIndex("message", "message_to_carry"),
        migrations.RemoveIndex("message", "message_by_partner"),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["partner", "standing", "id"],
                name="message_to_carry",
                condition=Q(outgoing=True, standing="queued"),
            ),
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["conversation", "standing"],
                name="message_arriving",
                condition=Q(outgoing=False, standing="arriving"),
            ),
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["standing", "id"],
                name="message_refused",
                condition=Q(outgoing=True, standing="refused"),
            ),
        ),
        migrations.AddIndex(
            "message",
            models.Index(fields=["partner", "stored_at", "outgoing"], name="message_by_partner"),
        ),
        migrations.AddIndex(
            "message",
            models.Index(
                fields=["partner", "sequence", "stored_at"],
                name="conversation_begun",
                condition=Q(outgoing=False, sequence=1),
            ),
        ),
    ]
