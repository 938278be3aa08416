import { standard } from '../exchange/soa-xlsx.ts';

/** The check as people type it: from inside the pack's top folder. */
export const sha256sumCommand = 'sha256sum -c 99_Integrity/SHA256SUMS';

/** What `99_Integrity/VERIFY.txt` says. */
export const verifyText = `How to check that no file in this pack was changed
==================================================

Unpack the archive, open a terminal in its top folder (the one with 00_READ-ME.txt) and run the line for your system.

Linux, or Git Bash on Windows

    ${sha256sumCommand}

macOS

    shasum -a 256 -c 99_Integrity/SHA256SUMS

Windows PowerShell

    Get-Content 99_Integrity\\SHA256SUMS | ForEach-Object { $hash, $path = $_ -split '  ', 2; if ((Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash -eq $hash) { "$($path): OK" } else { "$($path): FAILED" } }

Every line must end in OK. SHA256SUMS lists every file of the pack but itself.

The record.json of an exhibit names the SHA-256 of each of its files. It is canonical JSON (RFC 8785), so its own SHA-256, the
one in SHA256SUMS, can be worked out again from its content by anybody.
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

00_INDEX.csv, 00_INDEX.xlsx   one row for each exhibit: controls, system, time, collector, files, hashes
${riskLines(pack.riskCount)}03_SoA/SoA.xlsx               the Statement of Applicability with all 93 controls of Annex A
03_SoA/SoA.json               the same, for programs (canonical JSON, RFC 8785)
04_Exhibits/EV-0001_.../      one folder for each exhibit, however many controls it supports:
    original.png              the picture as the browser gave it, byte for byte
    page.json, page.txt       what the page itself contained
    ocr.json                  the words that were read from the picture, with their places
    record.json               the exhibit's record: address, time, device, reviewer's choice, hashes of the files
99_Integrity/SHA256SUMS       the SHA-256 of every file
99_Integrity/VERIFY.txt       how to check them

An exhibit has only those of the files above that were made when it was captured. EV numbers follow the time of capture
within this pack; an exhibit's lasting name is the id in its record.

How to check it
---------------

Open a terminal in this folder and run:

    ${sha256sumCommand}

99_Integrity/VERIFY.txt has the same for macOS and Windows.

What this proves, and what it does not
--------------------------------------

The hash of each file was taken on the collector's device when the page was captured. Before this pack was written, every
file was compared with the hash in its record; one that differed would have stopped the pack. A match therefore says: these
copies are the ones taken at capture, unchanged on the device since.

This pack bears no signature and no time stamp of a third party yet. Whoever could change a file could also change the list
of hashes. The times come from the clock of the collector's device. Nothing here shows who sat before it, or that the page
told the truth about the system behind it. To tie this pack to a day, keep the SHA-256 of the archive, or of
99_Integrity/SHA256SUMS, somewhere that its makers cannot change.

The controls of an exhibit are a person's statement. Where a model proposed controls, record.json shows what it proposed and
what the person decided.
`;

const riskLines = (count: number): string =>
  count === 0
    ? ''
    : `02_Risk/Risk-register.xlsx    ${count} risks with criteria, actions, assets, suppliers, laws and contracts
02_Risk/Risk-register.csv     the risks alone; .json: all of it, for programs
`;

const missingLines = (count: number): string =>
  count === 0
    ? ''
    : `Not in here    ${count} linked exhibits that the exporting device did not hold; SoA.xlsx names their ids\n`;
