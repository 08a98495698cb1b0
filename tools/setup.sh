#!/bin/sh
# Make the virtual environment $1 from the requirements file $2.
# Does nothing, and needs no network, while the file's hash is the one last installed.
set -eu
venv=$1
requirements=$2
python=${PYTHON:-python3}

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer is needed, and '$python' is not. Try: make PYTHON=python3.12 ..." >&2
    exit 1
fi

stamp=$venv/requirements.sha256
hash=$("$python" - "$requirements" <<'PY'
import hashlib, pathlib, sys
print(hashlib.sha256(pathlib.Path(sys.argv[1]).read_bytes()).hexdigest())
PY
)
if [ -x "$venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null)" = "$hash" ]; then
    exit 0
fi

echo "Environment: $venv from $requirements (a minute or two, once)"
[ -x "$venv/bin/pip" ] || "$python" -m venv "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$requirements"
echo "$hash" >"$stamp"
