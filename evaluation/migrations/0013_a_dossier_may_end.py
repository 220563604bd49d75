"""A dossier may end with its person's posts (7.e)."""

from django.db import migrations, models


def exempt_again(apps, schema_editor):
    """Going back there is no such stage: nobody of them is rated."""
    apps.get_model("evaluation", "Dossier").objects.filter(stage="ended").update(stage="exempt")
    notes = apps.get_model("evaluation", "ReturnNote").objects
    notes.filter(came_from="ended").update(came_from="exempt")
    notes.filter(went_to="ended").update(went_to="exempt")


class Migration(migrations.Migration):
    dependencies = [
        ("evaluation", "0012_each_old_unit_speaks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="dossier",
            name="stage",
            field=models.CharField(
                choices=[
                    ("planning", "Đang lập kế hoạch"),
                    ("working", "Đang thực hiện"),
                    ("self_assessment", "Đang tự đánh giá"),
                    ("submitted", "Đã nộp"),
                    ("division_proposed", "Phòng, ban đã đề xuất"),
                    ("appraised", "Đã thẩm định"),
                    ("council", "Hội đồng đã có ý kiến"),
                    ("proposed", "Đã đề nghị tỉnh"),
                    ("province_appraised", "Ban Tổ chức đã thẩm định"),
                    ("decided", "Đã quyết định"),
                    ("published", "Đã công bố"),
                    ("archived", "Đã lưu trữ"),
                    ("deferred", "Chưa đánh giá quý này (Mục 7.d)"),
                    ("exempt", "Không bắt buộc (Mục 3.3)"),
                    ("ended", "Kết thúc, không đánh giá (đã nghỉ, thôi giữ chức vụ)"),
                ],
                default="planning",
                max_length=20,
                verbose_name="trạng thái",
            ),
        ),
        migrations.AlterField(
            model_name="returnnote",
            name="came_from",
            field=models.CharField(
                choices=[
                    ("planning", "Đang lập kế hoạch"),
                    ("working", "Đang thực hiện"),
                    ("self_assessment", "Đang tự đánh giá"),
                    ("submitted", "Đã nộp"),
                    ("division_proposed", "Phòng, ban đã đề xuất"),
                    ("appraised", "Đã thẩm định"),
                    ("council", "Hội đồng đã có ý kiến"),
                    ("proposed", "Đã đề nghị tỉnh"),
                    ("province_appraised", "Ban Tổ chức đã thẩm định"),
                    ("decided", "Đã quyết định"),
                    ("published", "Đã công bố"),
                    ("archived", "Đã lưu trữ"),
                    ("deferred", "Chưa đánh giá quý này (Mục 7.d)"),
                    ("exempt", "Không bắt buộc (Mục 3.3)"),
                    ("ended", "Kết thúc, không đánh giá (đã nghỉ, thôi giữ chức vụ)"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="returnnote",
            name="went_to",
            field=models.CharField(
                choices=[
                    ("planning", "Đang lập kế hoạch"),
                    ("working", "Đang thực hiện"),
                    ("self_assessment", "Đang tự đánh giá"),
                    ("submitted", "Đã nộp"),
                    ("division_proposed", "Phòng, ban đã đề xuất"),
                    ("appraised", "Đã thẩm định"),
                    ("council", "Hội đồng đã có ý kiến"),
                    ("proposed", "Đã đề nghị tỉnh"),
                    ("province_appraised", "Ban Tổ chức đã thẩm định"),
                    ("decided", "Đã quyết định"),
                    ("published", "Đã công bố"),
                    ("archived", "Đã lưu trữ"),
                    ("deferred", "Chưa đánh giá quý này (Mục 7.d)"),
                    ("exempt", "Không bắt buộc (Mục 3.3)"),
                    ("ended", "Kết thúc, không đánh giá (đã nghỉ, thôi giữ chức vụ)"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, exempt_again),
    ]
