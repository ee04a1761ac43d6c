"""When less was let be done with a message: leave that was given before does not count for it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("exchange", "0002_refused_so_often")]

    operations = [
        migrations.AddField("message", "narrowed_at", models.DateTimeField(blank=True, null=True)),
    ]
