from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("queue", "0002_sums_apart")]

    operations = [
        migrations.RemoveConstraint("wait", "one_wait_a_cell"),
        migrations.RemoveIndex("wait", "wait_range"),
        migrations.RemoveField("wait", "by"),
        migrations.AddIndex("wait", models.Index(fields=["house", "half", "day"], name="wait_range")),
        migrations.AddConstraint(
            "wait",
            models.UniqueConstraint(fields=("house", "day", "half", "key", "step"), name="one_wait_a_cell"),
        ),
    ]
