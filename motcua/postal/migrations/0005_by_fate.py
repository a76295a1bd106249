"""What of a unit's parcels waits is counted without reading all that ever went."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('postal', '0004_in_doubt'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='parcel',
            index=models.Index(fields=['unit_id', 'fate', 'asking'], name='postal_parcel_by_fate'),
        ),
    ]
