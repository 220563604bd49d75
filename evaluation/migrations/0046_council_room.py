"""Bước 3: a session has a stage, members, lines and a history; those of before were over when they were recorded.

Who sat was written in words and stays so (`members_told`); what was recorded of each person becomes a line of its session.
"""

import cadres.fields
import config.clock
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cadres", "0010_rests_on"),
        ("evaluation", "0045_files"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CouncilLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản")),
                (
                    "stage",
                    models.CharField(
                        choices=[("noted", "Đang ghi"), ("recorded", "Đã ghi")],
                        default="noted",
                        max_length=10,
                        verbose_name="trạng thái",
                    ),
                ),
                (
                    "rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
                            ("good", "Hoàn thành tốt nhiệm vụ"),
                            ("completed", "Hoàn thành nhiệm vụ"),
                            ("not_completed", "Không hoàn thành nhiệm vụ"),
                        ],
                        default="",
                        max_length=15,
                        verbose_name="ý kiến của hội đồng",
                    ),
                ),
                ("note", cadres.fields.Text(blank=True, verbose_name="lý do, ý kiến khác")),
                (
                    "ballots_excellent",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="phiếu Xuất sắc"),
                ),
                (
                    "ballots_good",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="phiếu Tốt"),
                ),
                (
                    "ballots_completed",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="phiếu Hoàn thành"),
                ),
                (
                    "ballots_not_completed",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="phiếu Không hoàn thành"
                    ),
                ),
                ("saved_at", models.DateTimeField(blank=True, null=True, verbose_name="lưu lúc")),
                ("order", models.PositiveSmallIntegerField(default=0)),
                ("name", cadres.fields.Line(blank=True, max_length=120)),
                ("post", cadres.fields.Text(blank=True)),
                ("unit_name", cadres.fields.Line(blank=True, max_length=200)),
                ("total", models.DecimalField(blank=True, decimal_places=2, max_digits=6, null=True)),
                (
                    "self_rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
                            ("good", "Hoàn thành tốt nhiệm vụ"),
                            ("completed", "Hoàn thành nhiệm vụ"),
                            ("not_completed", "Không hoàn thành nhiệm vụ"),
                        ],
                        default="",
                        max_length=15,
                        verbose_name="cá nhân tự đề xuất",
                    ),
                ),
                (
                    "division_rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
                            ("good", "Hoàn thành tốt nhiệm vụ"),
                            ("completed", "Hoàn thành nhiệm vụ"),
                            ("not_completed", "Không hoàn thành nhiệm vụ"),
                        ],
                        default="",
                        max_length=15,
                        verbose_name="phòng, ban đề xuất",
                    ),
                ),
                (
                    "appraisal_rating",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("excellent", "Hoàn thành xuất sắc nhiệm vụ"),
                            ("good", "Hoàn thành tốt nhiệm vụ"),
                            ("completed", "Hoàn thành nhiệm vụ"),
                            ("not_completed", "Không hoàn thành nhiệm vụ"),
                        ],
                        default="",
                        max_length=15,
                        verbose_name="thẩm định",
                    ),
                ),
            ],
            options={
                "verbose_name": "dòng của phiên họp hội đồng",
                "verbose_name_plural": "dòng của phiên họp hội đồng",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CouncilLineEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=config.clock.now, editable=False, verbose_name="lúc")),
                ("deed", models.CharField(max_length=60, verbose_name="việc")),
                ("label", models.CharField(max_length=120, verbose_name="tên việc")),
                ("came_from", models.CharField(blank=True, max_length=30, verbose_name="từ")),
                ("went_to", models.CharField(blank=True, max_length=30, verbose_name="đến")),
                ("reason", cadres.fields.Text(blank=True, verbose_name="lý do")),
                ("changes", models.JSONField(blank=True, default=dict, verbose_name="thay đổi")),
                (
                    "told",
                    models.BooleanField(default=False, verbose_name="người được đánh giá được biết ngay"),
                ),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CouncilMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", cadres.fields.Line(max_length=120, verbose_name="họ và tên")),
                ("post", cadres.fields.Line(blank=True, max_length=200, verbose_name="chức vụ")),
                ("through", cadres.fields.Line(blank=True, max_length=120, verbose_name="người dự thay")),
                (
                    "role",
                    models.CharField(
                        choices=[("chair", "Chủ trì"), ("secretary", "Thư ký"), ("member", "Thành viên")],
                        default="member",
                        max_length=10,
                        verbose_name="vai trò",
                    ),
                ),
                ("present", models.BooleanField(default=True, verbose_name="có mặt")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="thứ tự")),
            ],
            options={
                "verbose_name": "thành viên hội đồng",
                "verbose_name_plural": "thành viên hội đồng",
                "ordering": ["order", "pk"],
            },
        ),
        migrations.CreateModel(
            name="CouncilSessionEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=config.clock.now, editable=False, verbose_name="lúc")),
                ("deed", models.CharField(max_length=60, verbose_name="việc")),
                ("label", models.CharField(max_length=120, verbose_name="tên việc")),
                ("came_from", models.CharField(blank=True, max_length=30, verbose_name="từ")),
                ("went_to", models.CharField(blank=True, max_length=30, verbose_name="đến")),
                ("reason", cadres.fields.Text(blank=True, verbose_name="lý do")),
                ("changes", models.JSONField(blank=True, default=dict, verbose_name="thay đổi")),
                (
                    "told",
                    models.BooleanField(default=False, verbose_name="người được đánh giá được biết ngay"),
                ),
            ],
            options={
                "ordering": ["pk"],
                "abstract": False,
            },
        ),
        migrations.RenameField("councilsession", "members", "members_told"),
        migrations.AddField(
            model_name="councilsession",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="kết thúc lúc"),
        ),
        migrations.AlterField(
            model_name="councilsession",
            name="members_told",
            field=cadres.fields.Text(blank=True, verbose_name="thành viên dự họp, ghi bằng lời"),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="names",
            field=models.JSONField(default=dict, editable=False, verbose_name="tên khi kết thúc"),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="place",
            field=cadres.fields.Line(blank=True, max_length=200, verbose_name="nơi họp"),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="stage",
            field=models.CharField(
                choices=[("held", "Đang họp"), ("closed", "Đã kết thúc")],
                default="closed",
                max_length=10,
                verbose_name="trạng thái",
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="councilsession",
            name="stage",
            field=models.CharField(
                choices=[("held", "Đang họp"), ("closed", "Đã kết thúc")],
                default="held",
                max_length=10,
                verbose_name="trạng thái",
            ),
        ),
        migrations.AddField(
            model_name="councilsession",
            name="version",
            field=models.PositiveIntegerField(default=1, editable=False, verbose_name="phiên bản"),
        ),
        migrations.AddField(
            model_name="policy",
            name="council_quorum",
            field=models.CharField(
                choices=[
                    ("majority", "quá nửa số thành viên"),
                    ("two_thirds", "từ hai phần ba số thành viên"),
                    ("three_quarters", "từ ba phần tư số thành viên"),
                ],
                default="two_thirds",
                max_length=20,
                verbose_name="số thành viên hội đồng phải dự",
            ),
        ),
        migrations.AlterField(
            model_name="councilsession",
            name="present",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="số thành viên dự họp"),
        ),
        migrations.AddConstraint(
            model_name="councilsession",
            constraint=models.UniqueConstraint(
                models.F("period"),
                models.F("unit"),
                condition=models.Q(("stage", "held")),
                name="council_session_held_once",
            ),
        ),
        migrations.AddField(
            model_name="councilline",
            name="dossier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="council_lines",
                to="evaluation.dossier",
            ),
        ),
        migrations.AddField(
            model_name="councilline",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="evaluation.councilsession",
            ),
        ),
        migrations.AddField(
            model_name="councillineentry",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người thực hiện",
            ),
        ),
        migrations.AddField(
            model_name="councillineentry",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="history",
                to="evaluation.councilline",
            ),
        ),
        migrations.AddField(
            model_name="councillineentry",
            name="on_behalf_of",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="thay mặt",
            ),
        ),
        migrations.AddField(
            model_name="councilmember",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="evaluation.councilsession",
            ),
        ),
        migrations.AddField(
            model_name="councilmember",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="councilsessionentry",
            name="by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="người thực hiện",
            ),
        ),
        migrations.AddField(
            model_name="councilsessionentry",
            name="on_behalf_of",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="thay mặt",
            ),
        ),
        migrations.AddField(
            model_name="councilsessionentry",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="history",
                to="evaluation.councilsession",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilline",
            constraint=models.UniqueConstraint(
                models.F("session"), models.F("dossier"), name="council_line_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="councilmember",
            constraint=models.UniqueConstraint(
                models.F("session"), models.F("user"), name="council_member_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="councilmember",
            constraint=models.UniqueConstraint(
                models.F("session"),
                models.F("role"),
                condition=models.Q(("role", "member"), _negated=True),
                name="council_role_once",
            ),
        ),
    ]
