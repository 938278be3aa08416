#!/bin/bash
# The made-up host that Cockpit shows, built inside the private mount, UTS, IPC and PID namespaces that cockpit.ts
# makes: accounts, journal, host name and root password exist in here only, the machine's own files stay as they are.
# Expects STATE (an empty folder), PORT and PASSWORD in the environment. As PID 1 of its namespace its end ends everything.
set -eu
etc="$STATE/etc"; mkdir -p "$etc" "$STATE/run" "$STATE/log/journal" "$STATE/cockpit/ws-certs.d"
hostname halden-ledger-1
today=$(( $(date +%s) / 86400 ))
hash="$(openssl passwd -6 "$PASSWORD")"

# --- accounts: system accounts stay, people are replaced by made-up ones
awk -F: '$3 < 1000 || $3 > 60000' /etc/passwd > "$etc/passwd"
for file in group shadow gshadow; do cp -L "/etc/$file" "$etc/$file"; done
awk -F: 'FNR == NR { keep[$1]; next } $1 in keep' "$etc/passwd" /etc/shadow | grep -v '^root:' > "$etc/shadow"
echo "root:$hash:$((today - 18)):0:120:10:20::" >> "$etc/shadow"
echo halden-ledger-1 > "$etc/hostname"
od -An -N16 -tx1 /dev/urandom | tr -d ' \n' > "$etc/machine-id"
group() { grep -q "^$1:" "$etc/group" || echo "$1:x:$2:" >> "$etc/group"; }
group sudo 27; group ledger-operators 3001; group read-only-audit 3002
person() { # login, uid, days since the password was set, longest age, lock or -, full name, groups
  echo "$1:x:$2:$2:$6:/home/$1:/bin/bash" >> "$etc/passwd"
  echo "$1:x:$2:" >> "$etc/group"
  local secret="$hash"; [ "$5" = lock ] && secret="!$hash"
  echo "$1:$secret:$((today - $3)):0:$4:10:20::" >> "$etc/shadow"
  for name in $7; do sed -i -E "/^$name:/{s/:$/:$1/;t;s/$/,$1/}" "$etc/group"; done
}
person i.solberg 3101 33 120 - 'Ingrid Solberg, Head of Engineering' 'sudo'
person d.bianchi 3102 9 120 - 'Dario Bianchi, Information Security Officer' 'sudo read-only-audit'
person w.chen 3103 71 120 - 'Wei Chen, Backend Engineer' 'ledger-operators'
person p.larsen 3104 15 120 - 'Pia Larsen, Internal Audit' 'read-only-audit'
person k.moreau 3105 260 120 lock 'Karim Moreau (left 31 August)' ''
person ledger-batch 3106 40 99999 - 'Service account of the nightly batch' 'ledger-operators'
for file in passwd group shadow hostname machine-id; do [ ! -e "/etc/$file" ] || mount --bind "$etc/$file" "/etc/$file"; done
printf '%s required pam_unix.so\n' auth account password > "$etc/pam"
echo 'session required pam_permit.so' >> "$etc/pam"
mount --bind "$etc/pam" /etc/pam.d/cockpit

# --- a run-time of its own: message bus, journal, host name service
mount -t tmpfs tmpfs /run
mkdir -p /run/dbus /run/lock /run/log/journal /run/systemd/journal /run/systemd/system
# The kernel's own lines would tell of the real machine.
mkdir -p /run/systemd/journald.conf.d; printf '[Journal]\nReadKMsg=no\nStorage=volatile\n' > /run/systemd/journald.conf.d/exhibit.conf
touch "$STATE/log/lastlog" "$STATE/log/wtmp" "$STATE/log/btmp"
mount --bind "$STATE/log" /var/log
mount --bind "$STATE/cockpit" /etc/cockpit
printf '[WebService]\nAllowUnencrypted = true\nLoginTitle = halden-ledger-1\n' > /etc/cockpit/cockpit.conf
dbus-daemon --system --nofork --nopidfile &
/lib/systemd/systemd-journald &
for _ in $(seq 60); do [ -S /run/dbus/system_bus_socket ] && [ -S /run/systemd/journal/stdout ] && break; sleep 0.05; done
/lib/systemd/systemd-hostnamed &

entry() { systemd-cat -t "$1" -p "$2" echo "$3"; }
entry sshd info 'Accepted publickey for i.solberg from 127.0.0.21 port 40220 ssh2: ED25519'
entry sshd warning 'Failed password for invalid user oracle from 127.0.0.77 port 52001 ssh2'
entry sshd err 'error: maximum authentication attempts exceeded for invalid user oracle from 127.0.0.77 [preauth]'
entry sudo notice 'i.solberg : TTY=pts/2 ; PWD=/srv/ledger ; USER=root ; COMMAND=/usr/bin/systemctl restart ledger'
entry sudo alert 'w.chen : user NOT in sudoers ; TTY=pts/3 ; USER=root ; COMMAND=/usr/bin/tail /var/log/audit.log'
entry passwd notice 'password of k.moreau locked by d.bianchi, leaver of 31 August'
entry borg info 'archive ledger-nightly created, 612 files changed, 3.4 GB, check passed'
entry borg warning 'prune kept 14 daily and 6 monthly archives, 1 archive is older than its retention'
entry chronyd info 'Selected source 127.0.0.30 (time.kestrel.example), offset 0.000083 s'
entry clamd warning '/srv/incoming/offer-2291.zip: Eicar-Test-Signature FOUND, moved to quarantine'
entry apt info 'security updates applied: openssl, libxml2; restart of ledger scheduled'
entry nftables warning 'dropped 127.0.0.77 after 20 connections in 10 seconds'

export XDG_RUNTIME_DIR=/run HOME=/root USER=root
server=/usr/lib/cockpit/cockpit-ws; [ -x "$server" ] || server=/usr/libexec/cockpit-ws
exec "$server" --no-tls --address 127.0.0.1 --port "$PORT"
