from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('agenda', '0003_proposals'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='place',
            field=models.CharField(blank=True, default='', help_text='The name of whoever it is from, where known', max_length=200),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='notice',
            name='town',
            field=models.CharField(blank=True, default='', max_length=120),
            preserve_default=False,
        ),
    ]
