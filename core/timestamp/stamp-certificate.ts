import { type Certificate, ExtKeyUsage, type SignerInfo } from 'pkijs';
import { bytesToHex, sha256Hex } from '../shared/bytes.ts';

const timeStamping = '1.3.6.1.5.5.7.3.8';
const extendedKeyUsage = '2.5.29.37';
const basicConstraints = '2.5.29.19';
const contentTypeAttribute = '1.2.840.113549.1.9.3';
/** RFC 5035 sections 3 and 5. */
const signingCertificate = '1.2.840.113549.1.9.16.2.12';
const signingCertificateV2 = '1.2.840.113549.1.9.16.2.47';
const hashNames: Readonly<Record<string, 'sha256' | 'sha384' | 'sha512'>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
};

/** Critical, with this one purpose, and no authority over other certificates (RFC 3161 section 2.3). */
export function isOnlyForStamps({ extensions = [] }: Certificate): boolean {
  const usage = extensions.find(({ extnID }) => extnID === extendedKeyUsage);
  const purposes = usage?.parsedValue instanceof ExtKeyUsage ? usage.parsedValue.keyPurposes : [];
  const constraints = extensions.find(({ extnID }) => extnID === basicConstraints)?.parsedValue as
    { cA?: boolean } | undefined; // pkijs has parsed it, or left it undefined
  return (
    usage?.critical === true && purposes.length === 1 && purposes[0] === timeStamping && !constraints?.cA
  );
}

export function commonName({ subject }: Certificate): string {
  const value = subject.typesAndValues.find(({ type }) => type === '2.5.4.3')?.value;
  return String(value?.valueBlock.value ?? '').slice(0, 200);
}

type HashName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

export async function certificateHashes(certificate: Certificate): Promise<Record<HashName, string>> {
  const der = new Uint8Array(certificate.toSchema().toBER());
  const hash = async (name: string) => bytesToHex(new Uint8Array(await crypto.subtle.digest(name, der)));
  const [sha1, sha384, sha512] = await Promise.all(['SHA-1', 'SHA-384', 'SHA-512'].map(hash));
  return { sha1: sha1 ?? '', sha256: await sha256Hex(der), sha384: sha384 ?? '', sha512: sha512 ?? '' };
}

/** ASN.1 as asn1js gives it, as far as we look into it. */
type Node = { valueBlock: { value?: unknown; valueHexView?: Uint8Array; toString?: () => string } };
const children = (node: Node | undefined): Node[] =>
  Array.isArray(node?.valueBlock.value) ? (node.valueBlock.value as Node[]) : [];

const valueOf = (info: SignerInfo, type: string): Node | undefined =>
  info.signedAttrs?.attributes.find((each) => each.type === type)?.values[0] as Node | undefined;

export const contentTypeOf = (info: SignerInfo): string =>
  String(valueOf(info, contentTypeAttribute)?.valueBlock.toString?.() ?? '');

/**
 * Hash of the certificate for which the token was made: the first ESSCertIDv2 (RFC 5035 section 4; SHA-256 unless it says otherwise), or
 * the first ESSCertID with SHA-1, which RFC 3161 asked for and authorities still send.
 */
export function attributeOf(info: SignerInfo): { algorithm: HashName; hash: Uint8Array } | undefined {
  const second = children(children(children(valueOf(info, signingCertificateV2))[0])[0]);
  if (second.length > 0) {
    const [first, next] = second;
    const named = first?.valueBlock.valueHexView?.length && children(first).length === 0 ? undefined : first;
    const oid = children(named)[0]?.valueBlock.toString?.();
    const algorithm = named ? hashNames[oid ?? ''] : 'sha256';
    const hash = (named ? next : first)?.valueBlock.valueHexView;
    return algorithm && hash ? { algorithm, hash } : undefined;
  }
  const hash = children(children(children(valueOf(info, signingCertificate))[0])[0])[0]?.valueBlock
    .valueHexView;
  return hash ? { algorithm: 'sha1', hash } : undefined;
}
