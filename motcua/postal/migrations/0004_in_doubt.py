"""Parcels that wait for a person, found without reading all of them."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('postal', '0003_collects'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='parcel',
            index=models.Index(condition=models.Q(('asking__in', ['refused', 'unknown']), ('fate', 'ready')), fields=['unit_id'], name='postal_parcel_in_doubt'),
        ),
    ]
