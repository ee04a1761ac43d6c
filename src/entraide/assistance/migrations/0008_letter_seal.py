from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('assistance', '0007_letter_templates'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='seal_sha256',
            field=models.CharField(blank=True, default='', max_length=64),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='letter',
            name='seal_valid_until',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='letter',
            name='sealed_by',
            field=models.CharField(blank=True, default='', max_length=200),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(
                condition=Q(seal_sha256='', sealed_by='', seal_valid_until=None)
                | (Q(pdf__isnull=False, seal_valid_until__isnull=False) & ~Q(seal_sha256='') & ~Q(sealed_by='')),
                name='a_seal_is_told_whole_and_is_on_paper',
            ),
        ),
    ]
