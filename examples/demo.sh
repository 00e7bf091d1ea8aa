#!/bin/sh
# The main job, on the files beside this one. Run by `make demo`.
set -eu
cd "$(dirname "$0")"
run() {
    printf '\n$ outreach-lint %s\n\n' "$*"
    outreach-lint "$@" || test $? -eq 1 # 1: there are findings
}
run check request-first.md
run rewrite request-first.md --from sam.yaml
run check good.md
