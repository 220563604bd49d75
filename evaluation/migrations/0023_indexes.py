"""What pages over everybody read, in indexes: the scope and the counts, and who failed (Mục 5)."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0005_account_names'),
        ('evaluation', '0022_names_kept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(models.F('dossier'), condition=models.Q(('rating', 'not_completed'), ('superseded_at', None)), name='decision_failed'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(models.F('period'), models.F('cadre'), include=('id', 'unit', 'managing_unit', 'tier', 'stage'), name='dossier_scope'),
        ),
        migrations.AddIndex(
            model_name='dossier',
            index=models.Index(models.F('cadre'), models.F('period'), models.F('stage'), condition=models.Q(('decided_rating', 'not_completed')), name='dossier_failed'),
        ),
    ]
