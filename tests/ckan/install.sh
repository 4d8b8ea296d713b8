#!/usr/bin/env bash
# What a real CKAN needs, for the tests: PostgreSQL, Redis and libmagic from Debian, CKAN in an environment of its own.
# Installs what is missing, once; starts nothing.  usage: install.sh FOLDER (CKAN goes to FOLDER/venv)
set -euo pipefail
version=2.12.0
harvester=2.4.4
venv="$1/venv"

missing=()
compgen -G '/usr/lib/postgresql/*/bin/initdb' > /dev/null || missing+=(postgresql)
# This package has the Redis server under another name, and starts no service as redis-server would.
[ -x /usr/bin/redis-check-rdb ] || missing+=(redis-tools)
/sbin/ldconfig -p | grep -q 'libmagic\.so\.1' || missing+=(libmagic1)
python3 -c 'import ensurepip, venv' 2> /dev/null || missing+=(python3-venv)
if [ ${#missing[@]} -gt 0 ]; then
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo="sudo"
    if [[ " ${missing[*]} " == *" postgresql "* ]]; then
        # The tests make a database of their own: none is to be set up, nor started, for the whole machine.
        $sudo mkdir -p /etc/postgresql-common/createcluster.d
        echo 'create_main_cluster = false' | $sudo tee /etc/postgresql-common/createcluster.d/no-main-cluster.conf > /dev/null
    fi
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
fi

ready="$venv/.ckan-$version-dcat-$harvester"
if [ ! -e "$ready" ]; then
    echo "Installing CKAN $version for the tests (under a minute, once) …"
    mkdir -p "$1"
    [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
    pip=("$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile)
    "${pip[@]}" "ckan==$version"
    # CKAN's own pinned list, with the PostgreSQL client that needs no compiler.
    "$venv/bin/python" - > "$1/requirements.txt" <<'PY'
from importlib.metadata import requires

for line in requires("ckan"):
    requirement, _, extra = line.partition("; extra ==")
    if extra.strip(" '\"") == "requirements":
        print(requirement.replace("psycopg2==", "psycopg2-binary=="))
PY
    "${pip[@]}" -r "$1/requirements.txt"
    "${pip[@]}" "ckanext-dcat==$harvester"
    touch "$ready"
fi
