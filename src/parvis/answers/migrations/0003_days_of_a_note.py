import django.core.validators
from django.db import migrations, models


def promised(apps, schema_editor):
    """Give every note the days it was promised: exactly where its first answer is still awaited, else what its contract says now."""
    notes = apps.get_model("answers", "Note").objects
    for note in notes.select_related("contract").iterator(chunk_size=500):
        is_first = note.state == "waiting" and note.questions == 0 and note.due_on is not None
        days = (note.due_on - note.sent_on).days if is_first else note.contract.days
        notes.filter(pk=note.pk).update(days=days if 2 <= days <= 30 else note.contract.days)


class Migration(migrations.Migration):

    dependencies = [
        ('answers', '0002_told_of_closing'),
    ]

    operations = [
        migrations.AddField(
            model_name='note',
            name='days',
            field=models.PositiveSmallIntegerField(default=2, validators=[django.core.validators.MinValueValidator(2), django.core.validators.MaxValueValidator(30)]),
            preserve_default=False,
        ),
        migrations.RunPython(promised, migrations.RunPython.noop, elidable=True),
    ]
