#!/usr/bin/env bash
# Makes .venv from a lock file with hashes: environment.sh PYTHON LOCK
set -euo pipefail
python=$1
lock=$2

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Ardoise needs Python 3.11 or newer; '$python' is not. Give another: make PYTHON=python3.11 …" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    version=$("$python" -c 'import sys; print(f"{sys.version_info[0]}.{sys.version_info[1]}")')
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "Installing python$version-venv, which Debian ships apart from Python …" >&2
        apt-get update -qq >&2
        apt-get install -y -qq --no-install-recommends "python$version-venv" >&2
    else
        echo "Python's venv module is missing; as root: apt-get install python$version-venv" >&2
        exit 1
    fi
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv
echo "Installing from $lock (a minute or two the first time) …" >&2
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock" 2> >(grep -v '^WARNING: Location' >&2)
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . 2> >(grep -v '^WARNING: Location' >&2)
