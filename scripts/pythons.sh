# Finding a Python of a wanted version: the caller's, pyenv's, any on the machine, a download.
# shellcheck shell=bash

# Whether PATH is a working Python of VERSION with the parts that the environments need.
python_fits() {
    [ -x "$1" ] && "$1" -I -c "
import sys, bz2, ctypes, lzma, sqlite3, ssl, zlib
sys.exit('%d.%d' % sys.version_info[:2] != '$2')" >/dev/null 2>&1
}

# The newest fitting Python of pyenv, without asking pyenv: its shims follow the current folder.
pyenv_python() {
    local folder
    for folder in $(ls -d "${PYENV_ROOT:-$HOME/.pyenv}/versions/$1".* 2>/dev/null | sort -rV); do
        if python_fits "$folder/bin/python" "$1"; then
            printf '%s\n' "$folder/bin/python"
            return
        fi
    done
    return 1
}

# Print a Python: `find_python VERSION VARIABLE`, where VARIABLE names the override.
find_python() {
    local version=$1 variable=$2 chosen found log="$LOGS/python-$1.log"
    chosen="${!variable:-}"
    if [ -n "$chosen" ]; then
        found="$(command -v "$chosen" 2>/dev/null)" || found=""
        python_fits "$found" "$version" ||
            fail "$variable=$chosen is no complete Python $version. Correct it or unset it."
        printf '%s\n' "$found"
        return
    fi
    if pyenv_python "$version"; then return; fi
    found="$("$UV" python find --no-project --system --no-python-downloads "$version" 2>/dev/null)"
    if [ -n "$found" ] && python_fits "$found" "$version"; then
        printf '%s\n' "$found"
        return
    fi
    say "      No Python $version on this machine; getting one into .tools/python …"
    mkdir -p "$LOGS"
    if "$UV" python install --no-bin "$version" >"$log" 2>&1 </dev/null; then
        found="$("$UV" python find --no-project --system --no-python-downloads --managed-python \
            "$version" 2>/dev/null)"
        if [ -n "$found" ] && python_fits "$found" "$version"; then
            printf '%s\n' "$found"
            return
        fi
    fi
    fail "no Python $version was found and none could be downloaded (details: $log). Install it" \
        "(for example \`pyenv install $version\`) or set $variable to its path."
}

# A Python of any version with pip, for the one package that brings everything else.
python_with_pip() {
    local candidate
    for candidate in "${ASSISTANT_PYTHON:-}" python3 /usr/bin/python3 /usr/local/bin/python3 \
        /opt/homebrew/bin/python3 "$(pyenv_python $MAIN_PYTHON_VERSION)" python; do
        if [ -n "$candidate" ] && "$candidate" -m pip --version >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return
        fi
    done
    return 1
}
