import parvis.core.random_keys
from django.db import migrations, models


def take_over(apps, schema_editor):
    """Keep the forms of the last days under their numbers, so that none counts twice."""
    old, new = apps.get_model("feedback", "Sent"), apps.get_model("feedback", "SentByNumber")
    new.objects.bulk_create(
        new(id=parvis.core.random_keys.number_of(once), day=day) for once, day in old.objects.values_list("once", "day")
    )


class Migration(migrations.Migration):

    dependencies = [
        ('feedback', '0002_rows_lie_by_chance'),
    ]

    operations = [
        migrations.CreateModel(
            name='SentByNumber',
            fields=[
                ('id', parvis.core.random_keys.RandomKeyField(editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
            ],
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel(name='Sent'),
        migrations.RenameModel(old_name='SentByNumber', new_name='Sent'),
    ]
