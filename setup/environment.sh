#!/usr/bin/env bash
# Makes .venv with exactly what the locks name. `make setup` runs it when a lock is newer than the stamp.
set -euo pipefail
cd "$(dirname "$0")/.."
source setup/debian.sh

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

find_python() {
    local name
    for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
        if command -v "$name" >/dev/null && fits "$name"; then command -v "$name"; return; fi
    done
    return 1
}

python=$(find_python) || { install_debian python3 python3-venv >&2 && python=$(find_python); } || {
    say "Python 3.11 or newer is needed and none was found. Install it, or name one: make setup PYTHON=/path/to/python3"
    exit 1
}

if ! fits .venv/bin/python; then
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        install_debian "$package" || {
            say "$python cannot make virtual environments. Run this once, then try again: apt-get install $package"
            exit 1
        }
    fi
    say "making .venv with $("$python" --version)"
    "$python" -m venv --clear .venv
fi

say "installing the packages of requirements/*.lock (a minute or two, the first time only)"
# -qq: a second index that has not got every package is not worth a line each; errors are still printed.
.venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --require-hashes \
    -r requirements/runtime.lock -r requirements/development.lock
touch .venv/.stamp
