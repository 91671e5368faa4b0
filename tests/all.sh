#!/bin/sh
# All tests, in the order in which a mistake shows itself soonest. What a fresh machine lacks for the browser tests is
# installed where this runs as root on Debian; elsewhere a line says what is missing.
set -eu
cd "$(dirname "$0")/.."

say() { printf '\n== %s\n' "$1"; }

say "Tools"
need() { command -v "$1" >/dev/null 2>&1; }
if ! need chromium || ! need pdftotext; then
    if need apt-get && [ "$(id -u)" = 0 ]; then
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium poppler-utils >/dev/null
    else
        echo "Chromium and pdftotext (poppler-utils) are needed for the browser tests." >&2
        exit 1
    fi
fi
rustc --version
node --version
chromium --version --no-sandbox 2>/dev/null || true

say "Formatting"
cargo fmt --check

say "Lints"
cargo clippy --quiet --all-targets --locked -- -D warnings

say "Rust tests"
cargo test --quiet --locked

say "Documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --quiet --no-deps --locked

say "Browser tests"
(cd tests/browser && npm ci --silent --no-audit --no-fund && node run.mjs)
