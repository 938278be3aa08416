import type { Manifest } from './manifest.ts';
import { hasBlanks } from './left-out.ts';
import { paths } from './pack-paths.ts';
import { sha256sumCommand } from './pack-texts.ts';

type Said = Pick<Manifest, 'scope' | 'leftOut' | 'heads' | 'exhibits' | 'exhibitsRoot'>;
type Section = { title: string; text: string };

/**
 * What `99_Integrity/VERIFY.txt` says. Indented lines are commands that work as they stand. `names`: the files of the pack, or those of its
 * integrity folder alone.
 */
export function verifyText(said: Said, names: readonly string[]): string {
  const hasStatements = names.includes(paths.statements);
  const hasStamps = names.some((name) => name.startsWith('99_Integrity/seal-stamps/'));
  const sections: readonly (Section | undefined)[] = [
    recordsSection(said),
    said.heads.length > 0 ? sealsSection : undefined,
    hasStamps ? stampsSection : undefined,
    hasStatements ? statementsSection : undefined,
    said.scope.kind === 'sample' ? sampleSection : undefined,
    said.scope.kind === 'selection' && said.scope.audited
      ? proofsSection(said, said.scope.audited.root)
      : undefined,
  ];
  const numbered = sections
    .filter((section) => section !== undefined)
    .map(({ title, text }, at) => {
      const head = `${at + 5}. ${title}`;
      return `${head}\n${'-'.repeat(head.length)}\n\n${text}`;
    });
  return `${fixedPart}${numbered.join('\n')}
${otherSystems}`;
}

const recordsSection = ({ leftOut, exhibits, exhibitsRoot }: Said): Section => ({
  title: 'The exhibits',
  text: `${
    hasBlanks(leftOut)
      ? `The record-shown.json of an exhibit has blanks where something is left out. manifest.json names, as recordSha256, the SHA-256 of the
whole record, which the device sealed; the words shown are covered by the signature of point 2 alone.
`
      : `The record.json of an exhibit names the SHA-256 of each of its files. It is canonical JSON (RFC 8785), so its own SHA-256, the
one in SHA256SUMS, can be worked out again from its content by anybody.
`
  }
This pack has ${exhibits.length} exhibits. The root of the tree over their records (RFC 6962, in manifest.json: exhibitsRoot) is

${exhibitsRoot}

Note it down. Whoever is shown some of these exhibits later can be shown, against this root, that they belong to this set.
`,
});

const sealsSection: Section = {
  title: 'Who sealed which exhibit, and when',
  text: `99_Integrity/seals has one log for each device: the signature in base64, a space, and the text that was signed. It names the
exhibit, the SHA-256 of its record.json, the seal's number and the SHA-256 of the seal before it. This checks all signatures:

    for log in 99_Integrity/seals/*.txt; do key=99_Integrity/devices/$(basename "$log"); while read -r sig text; do printf %s "$sig" | base64 -d > /tmp/seal.sig; printf %s "$text" | openssl dgst -sha256 -verify "\${key%.txt}.pem" -signature /tmp/seal.sig || echo "$text"; done < "$log"; done

Every line must be "Verified OK". That no number is missing, and that each seal names the one before, is quickest seen by
our own program, or by any other that reads these lines.
`,
};

const stampsSection: Section = {
  title: 'When the seals existed',
  text: `99_Integrity/seal-stamps has, for a seal that an authority stamped, the line of the log that was stamped (.txt), request (.tsq), answer
(.tsr) and chain (.pem). A stamped seal shows the age of all seals before it in its log. This checks the stamps, and that each
line is one of a log:

    for t in 99_Integrity/seal-stamps/*.tsr; do b="\${t%.tsr}"; openssl ts -verify -data "$b.txt" -in "$t" -CAfile "$b.pem" -attime "$(date -d "$(openssl ts -reply -in "$t" -text 2>/dev/null | sed -n 's/^Time stamp: //p')" +%s)" && grep -qxFf "$b.txt" 99_Integrity/seals/*.txt || echo "$t: FAILED"; done
`,
};

const statementsSection: Section = {
  title: 'What people signed',
  text: `99_Integrity/statements.txt has one line for each approval, acceptance and review: the signature in base64, a space, and the text that was
signed. It names the person, the key, the time, and as contentSha256 the file in 99_Integrity/statements. This checks all signatures:

    while read -r sig text; do printf %s "$sig" | base64 -d > /tmp/statement.sig; printf %s "$text" | openssl dgst -sha256 -verify "99_Integrity/devices/$(printf %s "$text" | sed 's/.*"device":"\\([0-9a-f]*\\)".*/\\1/').pem" -signature /tmp/statement.sig || echo "$text"; done < 99_Integrity/statements.txt

Every line must be "Verified OK". And this, that each file is the one that its name says:

    for f in 99_Integrity/statements/*.json; do echo "$(basename "$f" .json)  $f"; done | sha256sum -c
`,
};

const sampleSection: Section = {
  title: 'How the sample was drawn',
  text: `07_Populations-Samples/population.jsonl has one row for each exhibit that could be drawn, sample.json the seed and the rows drawn, by their
places from 0. This puts the places in the order of the SHA-256 of SEED,PLACE:

    seed=$(sed 's/.*"seed":"\\(.*\\)"}$/\\1/; s/\\\\\\(.\\)/\\1/g' 07_Populations-Samples/sample.json); n=0; while read -r row; do printf '%s %s %s\\n' "$(printf %s "$seed,$n" | sha256sum | cut -c1-64)" "$n" "$row"; n=$((n+1)); done < 07_Populations-Samples/population.jsonl | sort

The rank of a row is the part of the rows of its theme that stand before it here: 0 for the first, 1/4 for the second of four. The sample is
the rows of lowest rank, the upper one where two are equal. The population's own SHA-256, which sample.json names, is that of its
rows as one array:

    printf '[%s]' "$(paste -sd, 07_Populations-Samples/population.jsonl)" | sha256sum
`,
};

/** The first line's hash is the record's own where the record is here; with blanks, the one that the proof names. */
const proofsSection = ({ leftOut }: Said, root: string): Section => ({
  title: 'That the exhibits belong to what was audited',
  text: `Each exhibit's folder has a proof.txt: the way from its record to the root of the audited set (RFC 6962 section 2.1.1). This
follows it for all of them:

    for p in 04_Exhibits/*/proof.txt; do h=$(printf 00%s "$(${
      hasBlanks(leftOut) ? 'sed -n 2p "$p"' : 'sha256sum < "${p%proof.txt}record.json" | cut -c1-64'
    })" | tr a-f A-F | basenc -d --base16 | sha256sum | cut -c1-64); for step in $(tail -n +3 "$p" | tr -d ' '); do case $step in L*) n=01\${step#L}$h;; *) n=01$h\${step#R};; esac; h=$(printf %s "$n" | tr a-f A-F | basenc -d --base16 | sha256sum | cut -c1-64); done; [ "$h" = ${root} ] && echo "$p: OK" || echo "$p: FAILED"; done

Every line must end in OK. Then ask the auditor, or see the VERIFY.txt of the pack that was audited, whether its root is
${root}
`,
});

const fixedPart = `How to check this pack without trusting its makers
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

`;

const otherSystems = `Point 1 on other systems
------------------------

macOS

    shasum -a 256 -c 99_Integrity/SHA256SUMS

Windows PowerShell

    Get-Content 99_Integrity\\SHA256SUMS | ForEach-Object { $hash, $path = $_ -split '  ', 2; if ((Get-FileHash -LiteralPath $path -Algorithm SHA256).Hash -eq $hash) { "$($path): OK" } else { "$($path): FAILED" } }
`;
