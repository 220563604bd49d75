"""`manage.py score FILE.json`: the arithmetic of Phụ lục 2 on a form filled in elsewhere. It needs no database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand

from regulation.statement import Misstatement, evaluate


class Command(BaseCommand):
    help = "Chấm điểm một bản tự đánh giá viết bằng JSON; “-” đọc từ đầu vào chuẩn."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="TỆP.json", nargs="?", default="", help="tệp cần chấm, hoặc -")

    def handle(self, *args: object, file: str, **options: object) -> None:
        try:
            figures = evaluate(_read(file))
        except Misstatement as reason:
            self.stderr.write(str(reason))
            sys.exit(2)
        self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=2))


def _read(file: str) -> str:
    """The whole text; Misstatement, naming the file, where there is none to read."""
    if not file:
        raise Misstatement(
            "Chưa cho biết tệp cần chấm: viết score TỆP.json, hoặc score - để đọc đầu vào chuẩn."
        )
    name = "Đầu vào chuẩn" if file == "-" else f"Tệp “{file}”"
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Misstatement(f"{name}: không phải văn bản UTF-8, ở byte thứ {error.start + 1}.") from None
    except FileNotFoundError:
        raise Misstatement(f"{name}: không có tệp này.") from None
    except IsADirectoryError:
        raise Misstatement(f"{name}: đây là thư mục, không phải tệp.") from None
    except OSError:
        raise Misstatement(f"{name}: không đọc được.") from None
