# The browser in which the tests open the web page: the machine's own Chromium, Debian's package.
# shellcheck shell=bash

# Looks for it; where it is missing and may be installed, installs it; else says what to do.
need_browser() {
    if command -v chromium >/dev/null 2>&1; then return; fi
    local log="$LOGS/browser.log"
    if ! command -v apt-get >/dev/null 2>&1 || [ "$(id -u)" -ne 0 ]; then
        say "The tests of the web page need Chromium. Install it (Debian, Ubuntu: sudo apt-get"
        say "install chromium), then run the same command again."
        exit 1
    fi
    say "Chromium for the tests of the web page: installing Debian's package (a minute or two) …"
    mkdir -p "$LOGS"
    if ! { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -qy \
        --no-install-recommends chromium fonts-noto-cjk; } >"$log" 2>&1 </dev/null; then
        say "Chromium could not be installed: $(tail -n 1 "$log") (details: $log)."
        exit 1
    fi
}
