# Sourced by the scripts beside it: Debian packages, installed where this account may and asked for where it may not.

say() { echo "setup: $*"; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

# A failed `update` is tried once more and then left: the lists at hand may be good enough.
install_debian() {
    may_install || return 1
    say "installing Debian packages: $*"
    as_root apt-get update -qq >/dev/null 2>&1 || { sleep 5; as_root apt-get update -qq >/dev/null || true; }
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null </dev/null
}
