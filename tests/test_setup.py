"""The set-up keeps its promises: any machine, any registry, the same servers everywhere."""

import ast
import json
import re
import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
# development.lock, runtime.lock
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", lock.read_text(), re.MULTILINE))


def compose(key: str) -> dict:
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())[key]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_host_and_no_path_of_one_machine(lock):
    assert re.findall(r"https?://|file:|--\w*-?index|--find-links|(?<=\s)/\w+", lock.read_text()) == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_package_of_a_lock_carries_its_hashes(lock):
    entries = re.split(r"^(?=[\w.-]+==)", lock.read_text(), flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_both_locks_agree_on_what_they_share():
    development, runtime = (pins(lock) for lock in LOCKS)
    shared = development.keys() & runtime.keys()
    assert {name: development[name] for name in shared} == {name: runtime[name] for name in shared}


def test_every_package_asked_for_is_locked():
    for lock in LOCKS:
        lines = lock.with_suffix(".in").read_text().splitlines()
        asked = {re.split(r"[\[<>=]", line)[0] for line in lines if line and line[0] not in "#-"}
        assert asked - set(pins(lock)) == set()


def test_compose_and_ci_start_the_same_servers():
    ours = {"migrate", "web", "worker", "exporter", "beat"}
    packages = re.search(r"^packages=\(([^)]*)\)", (ROOT / ".ci/run").read_text(), re.MULTILINE)[1].split()
    servers = {"postgresql": "postgres", "redis-server": "redis"}
    assert {servers[name] for name in packages if name in servers} == set(compose("services")) - ours


def test_compose_gives_no_secret_a_default():
    text = (ROOT / "docker-compose.yml").read_text()
    assert re.findall(r"\$\{((?:SECRET_KEY|\w+_PASSWORD|ALLOWED_HOSTS))(?!\w*:\?)", text) == []


def test_compose_runs_the_application_in_production():
    environment = compose("x-application")["environment"]
    assert (environment["DJANGO_DEBUG"], environment["DEMONSTRATION"]) == ("0", "0")


def test_compose_runs_the_application_as_a_role_that_owns_nothing():
    """The owner migrates, and grants the application's role what it needs; nobody else signs in as the owner."""
    owner, services = compose("services")["postgres"]["environment"]["POSTGRES_USER"], compose("services")
    signs_in = {
        name: re.match(r"postgres://(\w+):", service["environment"]["DATABASE_URL"])[1]
        for name, service in services.items()
        if "DATABASE_URL" in service.get("environment", {})
    }
    (role,) = {name for name in signs_in.values() if name != owner}
    assert [name for name, who in signs_in.items() if who == owner] == ["migrate"]
    assert f"secure_records {role}" in services["migrate"]["command"][-1]


@pytest.mark.parametrize("target", ["setup", "run", "test", "check", "fmt", "lock", "clean"])
def test_make_knows_its_targets_without_a_server_or_a_network(target):
    assert subprocess.run(["make", "--dry-run", target], cwd=ROOT, capture_output=True).returncode == 0


@pytest.mark.parametrize("script", [ROOT / ".ci/run", *sorted(ROOT.glob("setup/*.sh"))], ids=lambda p: p.name)
def test_a_script_is_sound_bash(script):
    assert subprocess.run(["bash", "-n", script], cwd=ROOT, capture_output=True).stderr == b""


def imported(source: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(source.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add((node.module or "regulation").partition(".")[0])
    return names


def test_the_law_stands_on_the_standard_library_alone():
    names = set().union(*(imported(source) for source in (ROOT / "regulation").rglob("*.py")))
    assert names - sys.stdlib_module_names == {"regulation"}


def test_no_line_of_a_template_is_longer_than_its_formatter_allows():
    widest = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["djlint"]["max_line_length"]
    assert widest == 140
    lines = [
        (f"{path.relative_to(ROOT)}:{number}", line)
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for number, line in enumerate(path.read_text().splitlines(), start=1)
    ]
    assert [where for where, line in lines if len(line) > widest] == []


def test_a_test_that_reaches_another_machine_is_refused():
    with socket.socket() as connection, pytest.raises(PermissionError, match="192.0.2.1"):
        connection.connect(("192.0.2.1", 80))


@pytest.mark.browser
def test_the_browser_is_vietnamese_and_sees_a_desktop(page):
    page.set_content("<p>ĐẢNG CỘNG SẢN VIỆT NAM</p>")
    assert page.inner_text("p") == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert page.evaluate("[navigator.language, innerWidth, innerHeight]") == ["vi-VN", 1280, 900]


@pytest.mark.redis
def test_redis_answers_a_real_client():
    import redis

    with redis.Redis() as client:
        assert json.loads(client.execute_command("ECHO", "[1]")) == [1]


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_database_is_postgresql_when_a_test_asks_for_it():
    from django.db import connection

    assert connection.vendor == "postgresql"
