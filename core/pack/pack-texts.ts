import { standard } from '../exchange/soa-xlsx.ts';

/** The check as people type it: from inside the pack's top folder. */
export const sha256sumCommand = 'sha256sum -c 99_Integrity/SHA256SUMS';

const sealsPart = `
6. Who sealed which exhibit, and when
-------------------------------------

99_Integrity/seals has one log for each device: the signature in base64, a space, and the text that was signed. It names the
exhibit, the SHA-256 of its record.json, the seal's number and the SHA-256 of the seal before it. This checks all signatures:

    for log in 99_Integrity/seals/*.txt; do key=99_Integrity/devices/$(basename "$log"); while read -r sig text; do printf %s "$sig" | base64 -d > /tmp/seal.sig; printf %s "$text" | openssl dgst -sha256 -verify "\${key%.txt}.pem" -signature /tmp/seal.sig || echo "$text"; done < "$log"; done

Every line must be "Verified OK". That no number is missing, and that each seal names the one before, is quickest seen by
our own program, or by any other that reads these lines.
`;

/** What `99_Integrity/VERIFY.txt` says. Indented lines are commands that work as they stand. `seals`: the pack has logs of seals. */
export const verifyText = ({
  seals,
}: {
  seals: boolean;
}): string => `How to check this pack without trusting its makers
==================================================

Unpack the archive, open a terminal in its top folder (the one with 00_READ-ME.txt) and run the lines below. They need what
every Linux has: coreutils, openssl and ssh-keygen. None of them needs the network.

1. No file was changed
----------------------

    ${sha256sumCommand}

Every line must end in OK. SHA256SUMS lists every file of the pack but itself.

2. The list of files was signed
-------------------------------

    openssl dgst -sha256 -verify 99_Integrity/public-key.pem -signature 99_Integrity/manifest.sig 99_Integrity/manifest.json

This must say "Verified OK". manifest.json names size and SHA-256 of every file up to itself. The same signature for OpenSSH:

    ssh-keygen -Y verify -f 99_Integrity/allowed_signers -I exhibit -n exhibit-pack -s 99_Integrity/manifest.sshsig < 99_Integrity/manifest.json

3. Whose key that is
--------------------

    openssl pkey -pubin -in 99_Integrity/public-key.pem -outform DER | sha256sum

Compare this fingerprint with the one that the organisation shows you by another way than this pack. Without that, points 1
and 2 only show that the pack fits together: whoever could replace a file could also replace the key.

4. When it was signed, if there is a file 99_Integrity/timestamp.tsr
-------------------------------------------------------------------

    openssl ts -verify -data 99_Integrity/manifest.sig -in 99_Integrity/timestamp.tsr -CAfile 99_Integrity/timestamp-chain.pem -attime "$(date -d "$(openssl ts -reply -in 99_Integrity/timestamp.tsr -text 2>/dev/null | sed -n 's/^Time stamp: //p')" +%s)"

This must say "Verification: OK". It checks the authority's certificates at the time of the stamp, so it goes on working after
they have expired. The stamp is over the signature and says that it existed at this time:

    openssl ts -reply -in 99_Integrity/timestamp.tsr -text 2>/dev/null | sed -n 's/^Time stamp: //p'

timestamp-chain.pem came with the pack: compare its root certificate with the one that the authority itself publishes.

    openssl crl2pkcs7 -nocrl -certfile 99_Integrity/timestamp-chain.pem | openssl pkcs7 -print_certs -noout

5. The exhibits' records
------------------------

The record.json of an exhibit names the SHA-256 of each of its files. It is canonical JSON (RFC 8785), so its own SHA-256, the
one in SHA256SUMS, can be worked out again from its content by anybody.
${seals ? sealsPart : ''}
Point 1 on other systems
------------------------

macOS

    shasum -a 256 -c 99_Integrity/SHA256SUMS

Windows PowerShell

    Get-Content 99_Integrity\\SHA256SUMS | ForEach-Object { $hash, $path = $_ -split '  ', 2; if ((Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash -eq $hash) { "$($path): OK" } else { "$($path): FAILED" } }
`;

export type PackSummary = {
  organization: string;
  workspaceName: string;
  generatedAt: string;
  exhibitCount: number;
  riskCount: number;
  linkCount: number;
  /** Links to exhibits that are not in the pack. */
  missingLinkCount: number;
  /** The pack has a page that shows it. */
  viewer: boolean;
};

/** What `00_READ-ME.txt` says: what the pack is, how to check it, and what it does not prove. */
export const readMeText = (pack: PackSummary): string => `Audit pack
==========

Organisation   ${pack.organization}
Workspace      ${pack.workspaceName}
Standard       ${standard}
Generated      ${new Date(pack.generatedAt).toISOString()} (UTC)
Exhibits       ${pack.exhibitCount}
Links          ${pack.linkCount} from controls to these exhibits
${missingLines(pack.missingLinkCount)}
What is in it
-------------

${pack.viewer ? viewerLine : ''}00_INDEX.csv, 00_INDEX.xlsx   one row for each exhibit: controls, system, time, collector, files, hashes
${riskLines(pack.riskCount)}03_SoA/SoA.pdf                the Statement of Applicability: cover, clauses, all 93 controls of Annex A, evidence
03_SoA/SoA.xlsx               the same as a workbook
03_SoA/SoA.json               the same, for programs (canonical JSON, RFC 8785)
04_Exhibits/EV-0001_.../      one folder for each exhibit, however many controls it supports:
    original.png              the picture as the browser gave it, byte for byte
    page.json, page.txt       what the page itself contained
    ocr.json                  the words that were read from the picture, with their places
    record.json               the exhibit's record: address, time, device, reviewer's choice, hashes of the files
99_Integrity/SHA256SUMS       the SHA-256 of every file
99_Integrity/manifest.json    the signed list of files and exhibits; manifest.sig and manifest.sshsig are its signatures
99_Integrity/devices.txt      which device keys were introduced by whom, and which were revoked
99_Integrity/seals/           one log for each device that sealed exhibits, when there is one
99_Integrity/timestamp.tsr    an authority's word on the time of the signature, when there is one
99_Integrity/VERIFY.txt       how to check all of it

An exhibit has only those of the files above that were made when it was captured. EV numbers follow the time of capture
within this pack; an exhibit's lasting name is the id in its record.

How to check it
---------------

Open a terminal in this folder and run:

    ${sha256sumCommand}

99_Integrity/VERIFY.txt has the rest: signature, key, time and seals, each with a command that works as printed.

What this proves, and what it does not
--------------------------------------

The hash of each file was taken on the collector's device when the page was captured. Before this pack was written, every
file was compared with the hash in its record; one that differed would have stopped the pack. A match therefore says: these
copies are the ones taken at capture, unchanged on the device since.

The pack is signed with the key of the device that wrote it. That shows who held the key, once you have compared its
fingerprint with one that you got by another way. Times come from the clocks of the devices, unless 99_Integrity has a
timestamp. Nothing here shows who sat before a device, or that a page told the truth about the system behind it.

The controls of an exhibit are a person's statement. Where a model proposed controls, record.json shows what it proposed and
what the person decided.
`;

const viewerLine = `00_VIEWER.html                open it in a browser: exhibits, SoA, seals, and your remarks as a reply; needs no network. It is part of
                              the pack and cannot vouch for itself: the checks below do not need it
`;

const riskLines = (count: number): string =>
  count === 0
    ? ''
    : `02_Risk/Risk-register.pdf     ${count} risks with criteria, actions, assets, suppliers, laws and contracts
02_Risk/Risk-register.xlsx    the same as a workbook
02_Risk/Risk-register.csv     the risks alone; .json: all of it, for programs
`;

const missingLines = (count: number): string =>
  count === 0
    ? ''
    : `Not in here    ${count} linked exhibits that the exporting device did not hold; SoA.xlsx names their ids\n`;
