from hashlib import sha256
from pathlib import Path

import pytest

from evaluation.files.storage import digest_of, lying, path, remove, writing


@pytest.fixture(autouse=True)
def room(settings, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def keep(content: bytes):
    with writing("files", "pdf") as made:
        made.file.write(content)
    return made.kept


def test_a_file_lies_whole_under_a_name_of_chance_with_its_size_and_digest(room: Path):
    kept, other = keep(b"mot"), keep(b"mot")
    assert (kept.size, kept.digest) == (3, sha256(b"mot").hexdigest())
    assert path(kept.name).read_bytes() == b"mot"
    assert path(kept.name).stat().st_mode & 0o777 == 0o644
    assert path(kept.name).parent.stat().st_mode & 0o777 == 0o755
    assert kept.name != other.name
    assert set(lying("files")) == {kept.name, other.name}


def test_until_it_is_whole_nothing_lies_under_its_name(room: Path):
    with writing("files", "pdf") as made:
        made.file.write(b"half")
        made.file.flush()
        assert [Path(name).suffix for name in lying("files")] == [".part"]
        with pytest.raises(ValueError, match="not whole"):
            made.kept  # noqa: B018
    assert [Path(name).suffix for name in lying("files")] == [".pdf"]


def test_what_an_error_breaks_off_leaves_nothing(room: Path):
    with pytest.raises(TypeError), writing("files", "pdf") as made:
        made.file.writelines([b"half", None])
    assert list(lying("files")) == []


def test_the_digest_is_of_what_lies_there_now(room: Path):
    kept = keep(b"mot")
    path(kept.name).write_bytes(b"hai")
    assert digest_of(kept.name) == sha256(b"hai").hexdigest()
    remove(kept.name)
    remove(kept.name)
    with pytest.raises(FileNotFoundError):
        digest_of(kept.name)


def test_a_folder_that_never_was_holds_nothing():
    assert list(lying("never")) == []


@pytest.mark.parametrize("name", ["../outside.pdf", "/etc/passwd", "files/../../outside.pdf"])
def test_a_name_leads_nowhere_else(name: str):
    with pytest.raises(ValueError, match="MEDIA_ROOT"):
        path(name)
