#!/usr/bin/env bash
# Installs what the tests need on a Debian machine; a tool that cannot be had is a failure.
set -euo pipefail
cd "$(dirname "$0")/.."

needed() {
    command -v chromium >/dev/null || echo chromium
    command -v chromedriver >/dev/null || echo chromium-driver
    command -v zbarimg >/dev/null || echo zbar-tools
    command -v openssl >/dev/null || echo openssl
    command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || echo nginx-light
    command -v caddy >/dev/null || echo caddy
    command -v unzip >/dev/null || echo unzip
    command -v sha256sum >/dev/null || echo coreutils
    command -v python3 >/dev/null || echo python3
    command -v xmllint >/dev/null || echo libxml2-utils
    command -v pngcheck >/dev/null || echo pngcheck
    command -v webpinfo >/dev/null || echo webp
    command -v gifsicle >/dev/null || echo gifsicle
    command -v exiftool >/dev/null || echo libimage-exiftool-perl
    command -v qpdf >/dev/null || echo qpdf
    command -v pdftotext >/dev/null || echo poppler-utils
    command -v java >/dev/null || echo default-jre-headless
    command -v node >/dev/null || echo nodejs
    command -v npm >/dev/null || echo npm
    [ -d /usr/share/fonts/truetype/noto ] || echo fonts-noto-core
}

packages=$(needed)
if [ -n "$packages" ]; then
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo=sudo
    $sudo apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $packages >/dev/null
    still=$(needed)
    [ -z "$still" ] || { echo "could not install: $still" >&2; exit 1; }
fi

# A Python that is not Debian's does not see Debian's packages.
has_pillow() { python3 -c 'import PIL' 2>/dev/null; }
if ! has_pillow; then
    if [ "$(command -v python3)" = /usr/bin/python3 ]; then
        sudo=""
        [ "$(id -u)" -eq 0 ] || sudo=sudo
        $sudo apt-get update -qq
        DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends python3-pil >/dev/null
    else
        python3 -m pip install --quiet pillow
    fi
    has_pillow || { echo "could not install: Pillow for Python" >&2; exit 1; }
fi

# The checkers of pages, exactly as locked.
tools="${CARGO_TARGET_DIR:-target}/tools"
if ! cmp -s tests/tools/package-lock.json "$tools/installed.json"; then
    mkdir -p "$tools"
    cp tests/tools/package.json tests/tools/package-lock.json tests/tools/.npmrc "$tools"
    (cd "$tools" && PUPPETEER_SKIP_DOWNLOAD=1 npm ci --loglevel error >/dev/null)
    cp "$tools/package-lock.json" "$tools/installed.json"
fi
