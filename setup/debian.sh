# Sourced by the scripts beside it: Debian packages, installed where this account may and asked for where it may not.

say() { echo "setup: $*"; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null && { [ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null; }
}

# A failed `update` is tried once more and then left: the lists at hand may be good enough. What dpkg says is shown
# only when it failed.
install_debian() {
    local printed
    may_install || return 1
    say "installing Debian packages: $*"
    as_root apt-get update -qq >/dev/null 2>&1 || { sleep 5; as_root apt-get update -qq >/dev/null || true; }
    printed=$(as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" 2>&1 </dev/null) || { echo "$printed" >&2; return 1; }
}
