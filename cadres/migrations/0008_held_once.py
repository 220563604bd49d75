import sys

import cadres.fields
from django.db import DatabaseError, migrations, transaction

ONCE = {
    'absence': cadres.fields.Alone(alike=('cadre_id', 'kind'), name='absence_once_a_day'),
    'appointment': cadres.fields.Alone(
        alike=('cadre_id', 'unit_id', 'position_id'), name='appointment_once_a_day'
    ),
    'mandate': cadres.fields.Alone(
        alike=('user_id', 'unit_id', 'duty', 'on_behalf_of_id'), name='mandate_once_a_day'
    ),
}
NO_EXTENSION = (
    'PostgreSQL chưa có phần mở rộng btree_gist và tài khoản này không tạo được ({error}); chưa đặt ràng buộc "không '
    'trùng thời gian". Quản trị cơ sở dữ liệu chạy CREATE EXTENSION btree_gist, rồi: {again}'
)
OVERLAPS = 'Bảng {table} có các dòng trùng thời gian nên chưa đặt ràng buộc {name}: {rows}. Sửa xong thì chạy: {again}'
AGAIN = 'python manage.py migrate cadres 0007_position_places && python manage.py migrate'


def hold(apps, schema_editor):
    """On PostgreSQL each constraint that the rows keep; what stands in the way of one is told, and breaks nothing."""
    if schema_editor.connection.vendor != 'postgresql' or not extended(schema_editor):
        return
    for name, constraint in ONCE.items():
        model = apps.get_model('cadres', name)
        if pairs := overlapping(model, constraint.alike):
            rows = '; '.join(f'{one} và {other}' for one, other in pairs)
            tell(OVERLAPS, table=model._meta.db_table, name=constraint.name, rows=rows)
        else:
            schema_editor.add_constraint(model, constraint)


def extended(schema_editor):
    """btree_gist is trusted since PostgreSQL 13: who may create in the database may have it."""
    try:
        with transaction.atomic(schema_editor.connection.alias):
            schema_editor.execute('CREATE EXTENSION IF NOT EXISTS btree_gist')
    except DatabaseError as error:
        tell(NO_EXTENSION, error=str(error).splitlines()[0])
        return False
    return True


def overlapping(model, alike):
    """Keys of rows that are alike and have a day in common, two by two."""
    pairs, seen = [], {}
    columns = 'pk', 'valid_from', 'valid_until', *alike
    for key, first, last, *same in model.objects.order_by('valid_from', 'pk').values_list(*columns):
        earlier = seen.setdefault(tuple(same), [])
        pairs += [(other, key) for other, ended in earlier if ended is None or first <= ended]
        earlier.append((key, last))
    return pairs


def tell(sentence, **told):
    print(sentence.format(again=AGAIN, **told), file=sys.stderr)


def release(apps, schema_editor):
    if schema_editor.connection.vendor == 'postgresql':
        for name, constraint in ONCE.items():
            table = schema_editor.quote_name(apps.get_model('cadres', name)._meta.db_table)
            schema_editor.execute(f'ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {constraint.name}')


class Migration(migrations.Migration):

    dependencies = [
        ('cadres', '0007_position_places'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(hold, release)],
            state_operations=[
                migrations.AddConstraint(model_name=name, constraint=constraint)
                for name, constraint in ONCE.items()
            ],
        ),
    ]
