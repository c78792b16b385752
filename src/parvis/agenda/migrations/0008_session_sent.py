from django.db import migrations, models


def note_what_came_in(apps, schema_editor):
    """Until now, sessions of events with a sender followed it unless they were moved here, and then were cancelled."""
    Session = apps.get_model("agenda", "Session")
    came = Session.objects.exclude(event__reference="").exclude(state="moved")
    came.update(sent=True)


class Migration(migrations.Migration):
    dependencies = [("agenda", "0007_events_apart")]

    operations = [
        migrations.AddField(model_name="session", name="sent", field=models.BooleanField(default=False)),
        migrations.RunPython(note_what_came_in, migrations.RunPython.noop),
    ]
