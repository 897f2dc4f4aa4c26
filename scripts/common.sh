# Shared by the set-up scripts: where things lie, how a step is shown, how a failure is told.
# shellcheck shell=bash

set -u -o pipefail
export HOME="${HOME:-/nonexistent}" LC_ALL="${LC_ALL:-C.UTF-8}"

ROOT="$(cd -P "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT" || exit 1
TOOLS="$ROOT/.tools"
UV="$TOOLS/bin/uv"
MAIN="$ROOT/.venv"
RASA="$ROOT/.venv-rasa"
LOGS="$ROOT/.cache/setup"
STEPS=5
MAIN_PYTHON_VERSION=3.13
RASA_PYTHON_VERSION=3.10

# What the caller's shell may have set and what would send the tools to other folders.
unset VIRTUAL_ENV CONDA_PREFIX CONDA_DEFAULT_ENV PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONWARNINGS
unset UV_PROJECT UV_PROJECT_ENVIRONMENT UV_WORKING_DIRECTORY UV_PYTHON UV_SYSTEM_PYTHON UV_FROZEN
unset UV_LOCKED UV_NO_SYNC UV_TARGET UV_PREFIX UV_MANAGED_PYTHON UV_NO_MANAGED_PYTHON UV_NO_DEV
unset UV_CONSTRAINT UV_OVERRIDE UV_EXCLUDE_NEWER UV_NO_BINARY UV_NO_BUILD UV_RESOLUTION
unset PIP_TARGET PIP_PREFIX PIP_ROOT PIP_CONSTRAINT PIP_NO_BINARY PIP_ONLY_BINARY
# 0 in the environment also beats what a pip.conf says.
export PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_DISABLE_PIP_VERSION_CHECK=1
export PIP_NO_INPUT=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore

# Everything stays inside the clone, the download cache and a downloaded Python included.
export UV_CACHE_DIR="${UV_CACHE_DIR:-$ROOT/.cache/uv}"
export UV_PYTHON_INSTALL_DIR="$TOOLS/python" UV_PYTHON_INSTALL_BIN=0 UV_NO_PROGRESS=1
# Certificates of a company's own come from the system; uv looks there only when told to.
if [ -z "${UV_SYSTEM_CERTS:-}" ] && [ -z "${SSL_CERT_FILE:-}" ]; then
    for store in /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt \
        /etc/ssl/cert.pem; do
        if [ -r "$store" ]; then
            export UV_SYSTEM_CERTS=1
            break
        fi
    done
fi

say() { printf '%s\n' "$*" >&2; }

# One clear line that says what to do, and the end.
fail() {
    clear_line
    say "Set-up stopped: $*"
    exit 1
}

clear_line() { if [ -t 2 ]; then printf '\r\033[K' >&2; fi; }

sha256() {
    if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -c1-64
}

# The hash of the words and files given: `fingerprint WORD... -- FILE...`. A missing file counts
# as an empty one; the names count as well as the contents.
fingerprint() {
    {
        while [ $# -gt 0 ] && [ "$1" != "--" ]; do
            printf '%s\n' "$1"
            shift
        done
        [ $# -gt 0 ] && shift
        while [ $# -gt 0 ]; do
            printf '%s\n' "$1"
            if [ -f "$1" ]; then cat "$1"; fi
            shift
        done
    } | sha256
}

# All files below the folders given, in a fixed order, without what Python leaves behind.
files_below() {
    find "$@" -type f ! -path '*/__pycache__/*' ! -name '*.pyc' 2>/dev/null | LC_ALL=C sort
}

stamped() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

stamp() {
    mkdir -p "$(dirname "$1")" && printf '%s\n' "$2" >"$1.new" && mv -f "$1.new" "$1"
}

child=""
stop_child() {
    if [ -n "$child" ]; then kill -- "-$child" 2>/dev/null; wait "$child" 2>/dev/null; fi
    clear_line
    say "Set-up interrupted. What is finished stays; the same command goes on from there."
    exit 130
}

# Run one command of a step: `run_step NUMBER WORDS LOG COMMAND...`. Its output goes to LOG; on a
# terminal the seconds are counted. Its exit status is the command's.
run_step() {
    local number=$1 words=$2 log=$3 started=$SECONDS status line
    shift 3
    mkdir -p "$LOGS"
    line="[$number/$STEPS] $words"
    say "$line …"
    trap stop_child INT TERM
    # A process group of its own, so that an interruption ends all of it.
    set -m
    "$@" >"$log" 2>&1 </dev/null &
    child=$!
    set +m
    if [ -t 2 ]; then
        while kill -0 "$child" 2>/dev/null; do
            sleep 1
            printf '\r      %d s ' $((SECONDS - started)) >&2
        done
    fi
    wait "$child"
    status=$?
    trap - INT TERM
    child=""
    clear_line
    if [ $status -eq 0 ]; then say "[$number/$STEPS] done in $((SECONDS - started)) s"; fi
    return $status
}

# Why a download failed, in one line for the person who can mend it: `explain WHAT LOG`.
explain() {
    local what=$1 log=$2
    if grep -qiE 'no space left|disk quota' "$log"; then
        fail "the disk is full while getting $what. Make room (about 6 GB) and run the command again."
    elif grep -qiE 'certificate' "$log"; then
        fail "the package registry's certificate is not trusted while getting $what. Set" \
            "SSL_CERT_FILE to your certificates and run the command again (details: $log)."
    elif grep -qiE 'dns|resolve host|name resolution|name or service|connect|timed out|network|unreachable|error sending request|failed to fetch' "$log"; then
        fail "no connection to the package registry while getting $what. Check the network or set" \
            "UV_DEFAULT_INDEX to a mirror, then run the command again (details: $log)."
    elif grep -qiE 'hash mismatch|do not match the hashes' "$log"; then
        fail "a package is not the one that was locked while getting $what (details: $log)."
    fi
    fail "getting $what failed: $(last_line "$log") (details: $log)."
}

# The last words of a log, without colours.
last_line() { tr '\r' '\n' <"$1" | sed $'s/\033\\[[0-9;]*m//g' | grep -v '^ *$' | tail -n 1; }

need_space() {
    local wanted=$1 free
    free=$(df -Pk "$ROOT" | awk 'NR == 2 { print int($4 / 1048576) }')
    if [ "${free:-$wanted}" -lt "$wanted" ]; then
        fail "$free GB of disk are free in $ROOT, about $wanted GB are needed. Make room and run" \
            "the command again."
    fi
}
