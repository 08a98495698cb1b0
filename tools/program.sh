#!/bin/sh
# Print the path of a program that tests drive: the one on PATH, else installed with apt-get when root,
# else a message that says what to type.
set -eu

case $1 in
chromium)
    names="chromium chromium-browser google-chrome google-chrome-stable"
    packages="chromium fonts-liberation"
    ;;
caddy)
    names="caddy"
    packages=caddy
    ;;
firefox)
    names="firefox-esr firefox"
    packages=firefox-esr
    ;;
haproxy)
    names="haproxy /usr/sbin/haproxy"
    packages=haproxy
    ;;
nginx)
    names="nginx /usr/sbin/nginx"
    packages=nginx-light
    ;;
ogrinfo)
    names=ogrinfo
    packages=gdal-bin
    ;;
pdftoppm)
    names=pdftoppm
    packages=poppler-utils
    ;;
postgres)
    names=$(echo postgres /usr/lib/postgresql/*/bin/postgres)
    packages="postgresql postgresql-postgis"
    ;;
webkit)
    names=WebKitWebDriver
    packages="webkit2gtk-driver xvfb xauth"
    ;;
*)
    echo "'$1' is not a program that this script knows: give caddy, chromium, firefox, haproxy, nginx, ogrinfo, pdftoppm, postgres or webkit." >&2
    exit 2
    ;;
esac

find_program() {
    for name in $names; do
        command -v "$name" && return 0
    done
    return 1
}

find_program && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "$1: installing it with apt-get for the tests" >&2
    apt-get update -qq >&2
    # Several packages are several words.
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $packages >&2
    find_program && exit 0
fi

echo "The tests need $1, and it is not on PATH." >&2
echo "Install it, then run 'make test' again. On Debian or Ubuntu: sudo apt-get install $packages" >&2
exit 1
