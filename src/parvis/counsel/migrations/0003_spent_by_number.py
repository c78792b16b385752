import parvis.core.random_keys
from django.db import migrations, models


def take_over(apps, schema_editor):
    """Keep the forms of the last days under their numbers, so that none counts twice."""
    old, new = apps.get_model("counsel", "Spent"), apps.get_model("counsel", "SpentByNumber")
    new.objects.bulk_create(
        new(id=parvis.core.random_keys.number_of(mark), day=day) for mark, day in old.objects.values_list("mark", "day")
    )


class Migration(migrations.Migration):

    dependencies = [
        ('counsel', '0002_desk_side'),
    ]

    operations = [
        migrations.CreateModel(
            name='SpentByNumber',
            fields=[
                ('id', parvis.core.random_keys.RandomKeyField(editable=False, primary_key=True, serialize=False)),
                ('day', models.DateField()),
            ],
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop, elidable=True),
        migrations.DeleteModel(name='Spent'),
        migrations.RenameModel(old_name='SpentByNumber', new_name='Spent'),
    ]
