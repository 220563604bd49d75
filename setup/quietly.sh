#!/usr/bin/env bash
# Runs a command and shows what it printed only when it failed.
set -uo pipefail
printed=$("$@" 2>&1) && exit
code=$?
echo "$printed"
exit "$code"
