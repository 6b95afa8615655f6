#!/usr/bin/env bash
# Installs the real servers and programs that the tests start; as root by apt, otherwise says what to install.
set -euo pipefail
declare -A wanted=(
    [/usr/sbin/dovecot]=dovecot-imapd
    [/usr/bin/tesseract]=tesseract-ocr
    [/usr/share/tesseract-ocr/5/tessdata/fra.traineddata]=tesseract-ocr-fra
    [/usr/bin/chromium]=chromium
    [/usr/sbin/postfix]=postfix
    ['/usr/lib/postgresql/*/bin/initdb']=postgresql
)
missing=()
for file in "${!wanted[@]}"; do
    compgen -G "$file" >/dev/null || missing+=("${wanted[$file]}")
done
[ ${#missing[@]} = 0 ] && exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need these programs; as root: apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
fi
echo "Installing for the tests: ${missing[*]} …" >&2
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >&2
apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
