import unicodedata

from django.db import migrations


def shape_of(username):
    """As from now on: i, too, reads like l, for it may be written I."""
    folded = unicodedata.normalize("NFC", username).strip().casefold()
    return folded.translate(str.maketrans({"0": "o", "1": "l", "i": "l"}))


def give_shapes(apps, schema_editor):
    """Each account its name's shape; two that one takes for each other must be renamed before, by a person."""
    accounts, seen = apps.get_model("cadres", "User").objects, {}
    for key, name in accounts.order_by("pk").values_list("pk", "username"):
        shape = shape_of(name)
        if shape in seen:
            raise ValueError(f"Hai tài khoản dễ nhầm: “{seen[shape]}” và “{name}”; đổi tên một tài khoản trước.")
        seen[shape] = name
        accounts.filter(pk=key).update(shape=shape)


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0008_held_once'),
    ]

    operations = [
        migrations.RunPython(give_shapes, migrations.RunPython.noop),
    ]
