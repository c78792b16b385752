from collections import Counter

from django.db import migrations, models

import parvis.queue.models.waits


def _write_again(apps, schema_editor):
    """Bring the sums into a form that cannot be joined, and under random numbers: waits by load, desks and languages by month."""
    wait, tally = apps.get_model("queue", "Wait"), apps.get_model("queue", "Tally")
    waits, unmeasured, tallies = Counter(), Counter(), Counter()
    for row in wait.objects.iterator():
        cell = (row.house_id, row.day, row.half)
        if row.by == "load":
            waits[(*cell, row.key, row.step)] += row.number
            unmeasured[(*cell, "", row.step)] -= row.number
        elif row.by == "language":
            unmeasured[(*cell, "", row.step)] += row.number
    for row in tally.objects.iterator():
        if row.by == "language":
            tallies[row.house_id, row.day, row.half, "all", "", row.step] += row.number
        if row.step == "taken":
            tallies[row.house_id, row.day.replace(day=1), "", row.by, row.key, row.step] += row.number
    wait.objects.all().delete()
    tally.objects.all().delete()
    number = parvis.queue.models.waits.random_number
    wait.objects.bulk_create(
        wait(id=number(), house_id=house, day=day, half=half, by="load", key=key, step=step, number=many)
        for (house, day, half, key, step), many in [*waits.items(), *unmeasured.items()]
        if many > 0
    )
    tally.objects.bulk_create(
        tally(id=number(), house_id=house, day=day, half=half, by=by, key=key, step=step, number=many)
        for (house, day, half, by, key, step), many in tallies.items()
        if many > 0
    )


class Migration(migrations.Migration):
    dependencies = [("queue", "0001_initial")]

    operations = [
        *(
            operation
            for name in ("tally", "wait")
            for operation in (
                migrations.AlterField(
                    name,
                    "id",
                    models.BigIntegerField(
                        default=parvis.queue.models.waits.random_number,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                migrations.AlterField(
                    name,
                    "half",
                    models.CharField(
                        blank=True, choices=[("am", "before one o’clock"), ("pm", "after one o’clock")], max_length=2
                    ),
                ),
            )
        ),
        migrations.AlterField(
            "tally",
            "by",
            models.CharField(
                choices=[
                    ("all", "all together"),
                    ("desk", "the desk that was wanted"),
                    ("language", "the language that was wanted"),
                ],
                max_length=8,
            ),
        ),
        migrations.RunPython(_write_again, migrations.RunPython.noop),
    ]
