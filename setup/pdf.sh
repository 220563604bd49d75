#!/usr/bin/env bash
# PDFs need Pango and a Times-metric font with every Vietnamese letter. Without them everything else works.
set -euo pipefail
cd "$(dirname "$0")/.."
source setup/debian.sh
packages="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-croscore"

ready() {
    .venv/bin/python - <<'PYTHON' 2>/dev/null && [ "$(fc-match -f '%{family}' Tinos 2>/dev/null)" = Tinos ]
import ctypes.util

LIBRARIES = {"pango-1.0": "0", "pangoft2-1.0": "0", "harfbuzz-subset": "0"}
for name, version in LIBRARIES.items():
    try:
        ctypes.CDLL(f"lib{name}.so.{version}")
    except OSError:
        ctypes.CDLL(ctypes.util.find_library(name) or f"lib{name}.{version}.dylib")
PYTHON
}

# shellcheck disable=SC2086  # the list is meant to be split
if ! ready && ! { install_debian $packages && ready; }; then
    say "no PDF on this machine until you run: sudo apt-get install $packages"
fi
