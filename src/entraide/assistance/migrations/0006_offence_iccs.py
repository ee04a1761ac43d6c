from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('assistance', '0005_assurances'),
    ]

    operations = [
        migrations.AddField(
            model_name='offence',
            name='iccs',
            field=models.CharField(blank=True, max_length=6),
        ),
        migrations.AddField(
            model_name='assistancerequest',
            name='dual_worksheet',
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
