#!/bin/sh
# Print the path of a Chromium for the browser tests: the one on PATH,
# else installed with apt-get when root, else a message that says what to type.
set -eu

find_chromium() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return 0
    done
    return 1
}

find_chromium && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Chromium: installing it with apt-get for the browser tests" >&2
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium >&2
    find_chromium && exit 0
fi

echo "The browser tests need Chromium, and none is on PATH." >&2
echo "Install it, then run 'make test' again. On Debian or Ubuntu: sudo apt-get install chromium" >&2
exit 1
