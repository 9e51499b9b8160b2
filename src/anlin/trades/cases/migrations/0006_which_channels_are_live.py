from django.db import migrations

LIVE = (
    "desk hotline hotline-complaint hotline-service hotline-duty complaint-line-office complaint-line-company telephone "
    "opinion-desk face-to-face home-visit appointment owner-talk receive-day symposium assembly community-event open-day "
    "promotion follow-up on-site night-knock radio"
).split()


def say_which(apps, schema_editor):
    apps.get_model("cases", "Channel").objects.filter(code__in=LIVE).update(is_live=True)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_live_channels")]

    operations = [migrations.RunPython(say_which, migrations.RunPython.noop)]
