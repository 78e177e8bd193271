#!/usr/bin/env bash
# Installs what checks rendered repositories for EKS, into .cache, beside managed/install-tools.sh. kubectl, promtool
# and shellcheck come with the system: apt-get install kubectl prometheus shellcheck.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=$(cd "$here/../../.." && pwd)/.cache
bash "$here/../managed/install-tools.sh"
"$cache/python-tools/bin/pip" install --quiet kubernetes-validate==1.37.0
# hadolint comes in no registry of packages; this has rules for Dockerfiles of its own.
npm install --silent --no-audit --no-fund --prefix "$cache/dockerfilelint" dockerfilelint@1.8.0
mkdir -p "$cache/bin"
ln -sf "$cache/dockerfilelint/node_modules/.bin/dockerfilelint" "$cache/bin/dockerfilelint"
