/** Where things stand in an audit pack, from its top folder. Writer and verifier share these names and nothing else. */
export const paths = {
  readMe: '00_READ-ME.txt',
  /** The page that shows the pack; present where its maker gave one. */
  viewer: '00_VIEWER.html',
  indexCsv: '00_INDEX.csv',
  indexXlsx: '00_INDEX.xlsx',
  riskPdf: '02_Risk/Risk-register.pdf',
  riskXlsx: '02_Risk/Risk-register.xlsx',
  riskCsv: '02_Risk/Risk-register.csv',
  riskJson: '02_Risk/Risk-register.json',
  soaPdf: '03_SoA/SoA.pdf',
  soaXlsx: '03_SoA/SoA.xlsx',
  soaJson: '03_SoA/SoA.json',
  /** The frozen version in its canonical form, where the pack was made from one. */
  soaVersion: '03_SoA/SoA-version.json',
  /** What a sample was drawn from, one row a line, and the draw. */
  population: '07_Populations-Samples/population.jsonl',
  sample: '07_Populations-Samples/sample.json',
  verify: '99_Integrity/VERIFY.txt',
  /** Introductions and revocations of device keys, one signed line each. */
  roster: '99_Integrity/devices.txt',
  /** Approvals, acceptances and reviews, one signed line each; present when there are any. */
  statements: '99_Integrity/statements.txt',
  publicKey: '99_Integrity/public-key.pem',
  allowedSigners: '99_Integrity/allowed_signers',
  viewerData: '99_Integrity/viewer-data.js',
  manifest: '99_Integrity/manifest.json',
  signature: '99_Integrity/manifest.sig',
  sshSignature: '99_Integrity/manifest.sshsig',
  stampRequest: '99_Integrity/timestamp.tsq',
  stampResponse: '99_Integrity/timestamp.tsr',
  stampChain: '99_Integrity/timestamp-chain.pem',
  viewerManifest: '99_Integrity/viewer-manifest.js',
  sums: '99_Integrity/SHA256SUMS',
} as const;

export const exhibitsFolder = '04_Exhibits/';
export const deviceKeyPath = (fingerprint: string): string => `99_Integrity/devices/${fingerprint}.pem`;
export const sealsPath = (fingerprint: string): string => `99_Integrity/seals/${fingerprint}.txt`;
export const statementContentPath = (sha256: string): string => `99_Integrity/statements/${sha256}.json`;

/** That an exhibit belongs to the audited set, in the exhibit's folder. */
export const proofName = 'proof.txt';
/** A stamped seal, what was stamped of it, and the authority's request, answer and chain. */
export const sealStampPath = (sealSha256: string, ending: 'txt' | 'tsq' | 'tsr' | 'pem'): string =>
  `99_Integrity/seal-stamps/${sealSha256}.${ending}`;

/** Namespace and principal of the pack's SSHSIG signature. */
export const sshNamespace = 'exhibit-pack';
export const sshPrincipal = 'exhibit';
