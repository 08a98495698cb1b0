#!/bin/sh
# Check the types and the style of the scripts of the page, with the Node that comes with playwright.
set -eu
cd "$(dirname "$0")/.."
modules=$(tools/test_assets.sh tools/javascript)
node=$(.venv/bin/python -c 'import pathlib, playwright; print(pathlib.Path(playwright.__file__).parent / "driver" / "node")')
"$node" "$modules/typescript/bin/tsc" --project tools/javascript
"$node" "$modules/eslint/bin/eslint.js" --config tools/javascript/eslint.config.js assets tests/assets
