import { standard } from '../exchange/soa-xlsx.ts';

/** The check as people type it: from inside the pack's top folder. */
export const sha256sumCommand = 'sha256sum -c 99_Integrity/SHA256SUMS';

export type PackSummary = {
  organization: string;
  workspaceName: string;
  generatedAt: string;
  exhibitCount: number;
  riskCount: number;
  linkCount: number;
  /** Links to exhibits that are not in the pack: outside its scope, or not on the device. */
  missingLinkCount: number;
  /** The pack has a page that shows it. */
  viewer: boolean;
  /** Which exhibits it holds, and what it leaves out, in words; the latter empty where nothing is. */
  scope: string;
  leftOut: string;
  isAll: boolean;
  isSample: boolean;
  hasProofs: boolean;
  /** The file's name of an exhibit's record. */
  recordName: string;
};

/** What `00_READ-ME.txt` says: what the pack is, how to check it, and what it does not prove. */
export const readMeText = (pack: PackSummary): string => `Audit pack
==========

Organisation   ${pack.organization}
Workspace      ${pack.workspaceName}
Standard       ${standard}
Generated      ${new Date(pack.generatedAt).toISOString()} (UTC)
Scope          ${pack.scope}
${leftOutLine(pack)}Exhibits       ${pack.exhibitCount}
Links          ${pack.linkCount} from controls to these exhibits
${missingLines(pack)}
What is in it
-------------

${pack.viewer ? viewerLine : ''}00_INDEX.csv, 00_INDEX.xlsx   one row for each exhibit: controls, system, time, collector, files, hashes
${riskLines(pack.riskCount)}03_SoA/SoA.pdf                the Statement of Applicability: cover, clauses, all 93 controls of Annex A, custom controls, evidence
03_SoA/SoA.xlsx               the same as a workbook
03_SoA/SoA.json               the same, for programs (canonical JSON, RFC 8785)
04_Exhibits/EV-0001_.../      one folder for each exhibit, however many controls it supports:
    original.png              the picture as the browser gave it, byte for byte
    page.json, page.txt       what the page itself contained
    ocr.json                  the words that were read from the picture, with their places
    ${pack.recordName.padEnd(26)}the exhibit's record: address, time, device, reviewer's choice, hashes of the files
${pack.hasProofs ? proofLine : ''}${pack.isSample ? sampleLine : ''}99_Integrity/SHA256SUMS       the SHA-256 of every file
99_Integrity/manifest.json    the signed list of files and exhibits; manifest.sig and manifest.sshsig are its signatures
99_Integrity/devices.txt      which device keys were introduced by whom, and which were revoked
99_Integrity/seals/           one log for each device that sealed exhibits, when there is one
99_Integrity/seal-stamps/      authorities' words on the time of seals, when there are any
99_Integrity/statements.txt   what people signed: approvals, acceptances, reviews; statements/ has what each is about
99_Integrity/timestamp.tsr    an authority's word on the time of the signature, when there is one
99_Integrity/VERIFY.txt       how to check all of it

An exhibit has only those of the files above that were made when it was captured and are not left out. EV numbers follow the time of capture
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

${pack.recordName === 'record.json' ? '' : blanksText}The controls of an exhibit are a person's statement. Where a model proposed controls, the record shows what it proposed and
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

const missingLines = ({ missingLinkCount, isAll }: PackSummary): string => {
  const why = isAll ? 'the exporting device did not hold' : 'are outside the scope or were not on the device';
  return missingLinkCount === 0
    ? ''
    : `Not in here    ${missingLinkCount} linked exhibits that ${why}; SoA.xlsx names their ids\n`;
};

const leftOutLine = ({ leftOut }: PackSummary): string =>
  leftOut === '' ? '' : `Left out       ${leftOut}\n`;

const proofLine = `    proof.txt                 that the exhibit belongs to the audited set that Scope names
`;
const sampleLine = `07_Populations-Samples/       population.jsonl: what was drawn from; sample.json: seed and rows of the draw
`;
const blanksText = `record-shown.json has blanks where something is left out, so its hash is not the sealed one. The sealed hash stands in the
manifest; that the words shown are those of the sealed record is the pack maker's statement. Who can guess all that was left
out of a record can check the guess against that hash. Keys in 99_Integrity/devices.txt name their holders in any case.

`;
