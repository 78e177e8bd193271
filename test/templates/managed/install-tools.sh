#!/usr/bin/env bash
# Installs what checks rendered repositories, into .cache. shellcheck comes with the system: apt-get install shellcheck.
set -euo pipefail
cache=$(cd "$(dirname "$0")/../../.." && pwd)/.cache
[ -x "$cache/python-tools/bin/pip" ] || python3 -m venv "$cache/python-tools"
"$cache/python-tools/bin/pip" install --quiet cfn-lint==1.55.1 yamllint==1.37.1 awscli
GOBIN="$cache/bin" go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
