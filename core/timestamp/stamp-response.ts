/** Verifies what a timestamp authority answered: RFC 3161 section 2.4.2, with RFC 5652 for the signature and RFC 5035 and 5816 for its certificate. */
import {
  CertificateChainValidationEngine,
  Certificate,
  SignedData,
  TimeStampResp,
  TSTInfo,
  id_eContentType_TSTInfo,
  id_sha256,
  id_sha384,
  id_sha512,
} from 'pkijs';
import { bytesToHex, bytesToText, sha256Hex, type Bytes } from '../shared/bytes.ts';
import { failure, ok, type Result } from '../shared/result.ts';
import {
  certificateHashes,
  commonName,
  isOnlyForStamps,
  attributeOf,
  contentTypeOf,
} from './stamp-certificate.ts';
import type { StampRequest } from './stamp-request.ts';

export type Stamp = {
  /** ISO 8601, UTC: the authority's time. */
  at: string;
  /** Common name of the authority's certificate. */
  authority: string;
  /** The authority's certificate first, the trusted root last; DER. */
  chain: Bytes[];
};

/**
 * `refused`: the authority says no, with its words. `wrong-imprint`: stamps something else. `wrong-nonce`: the answer to another request.
 * `wrong-certificate`: the token was not made for the certificate that signed it. `wrong-purpose`: that certificate is not for timestamps
 * alone. `untrusted`: no path to a trusted root with every certificate valid at the stamp's time.
 */
export type StampError = {
  kind:
    | 'malformed'
    | 'refused'
    | 'wrong-imprint'
    | 'wrong-nonce'
    | 'bad-signature'
    | 'wrong-certificate'
    | 'wrong-purpose'
    | 'untrusted';
  detail: string;
};

const signatureHashes = [id_sha256, id_sha384, id_sha512];
const mostResponseBytes = 256 * 1024;
/** Certificates looked at on the way to a root; real chains have two to four. */
const mostSteps = 40;

/** The stamp, when everything about it holds at its own time, whatever the time is now. `roots`: DER; they alone are trusted. */
export async function verifyStampResponse(
  response: Bytes,
  { data, nonce }: Pick<StampRequest, 'data' | 'nonce'>,
  roots: readonly Bytes[],
): Promise<Result<Stamp, StampError>> {
  try {
    return await verified(response, data, nonce, roots);
  } catch (error) {
    return wrong('malformed', error instanceof Error ? error.message.slice(0, 200) : 'not to be read');
  }
}

const wrong = (kind: StampError['kind'], detail: string) => failure<StampError>({ kind, detail });

async function verified(
  response: Bytes,
  data: Bytes,
  nonce: Bytes,
  roots: readonly Bytes[],
): Promise<Result<Stamp, StampError>> {
  if (response.length > mostResponseBytes) return wrong('malformed', 'the answer is too large');
  const { status, timeStampToken } = TimeStampResp.fromBER(response.slice().buffer);
  const code = Number(status.status);
  // 0: granted; 1: granted with modifications, which the checks below would show.
  if ((code !== 0 && code !== 1) || !timeStampToken) {
    const words = status.statusStrings?.map((text) => text.valueBlock.value).join(' ') ?? '';
    return wrong('refused', `status ${code} ${words}`.trim().slice(0, 300));
  }
  const signed = new SignedData({ schema: timeStampToken.content });
  const { eContent, eContentType } = signed.encapContentInfo;
  if (!eContent || eContentType !== id_eContentType_TSTInfo || signed.signerInfos.length !== 1)
    return wrong('malformed', 'it is no timestamp token');
  const info = TSTInfo.fromBER(eContent.getValue());
  const { hashAlgorithm, hashedMessage } = info.messageImprint;
  const imprint = bytesToHex(hashedMessage.valueBlock.valueHexView);
  if (hashAlgorithm.algorithmId !== id_sha256 || imprint !== (await sha256Hex(data)))
    return wrong('wrong-imprint', 'the token stamps another hash');
  const answered = info.nonce ? bytesToHex(info.nonce.valueBlock.valueHexView) : '';
  if (answered !== bytesToHex(nonce)) return wrong('wrong-nonce', 'the token answers another request');
  const signer = await signerOf(signed, data);
  if (!signer.ok) return signer;
  const path = await pathToRoot(signed, signer.value, info.genTime, roots);
  if (!path.ok) return path;
  return ok({
    at: info.genTime.toISOString(),
    authority: commonName(signer.value),
    chain: path.value.map((each) => new Uint8Array(each.toSchema().toBER())),
  });
}

/** The certificate that signed the token, after its signature, its attributes and its purpose were checked. */
async function signerOf(signed: SignedData, data: Bytes): Promise<Result<Certificate, StampError>> {
  const [info] = signed.signerInfos;
  if (!info?.signedAttrs || !signatureHashes.includes(info.digestAlgorithm.algorithmId))
    return wrong('bad-signature', 'the token has no signed attributes, or a weak hash');
  if (contentTypeOf(info) !== id_eContentType_TSTInfo)
    return wrong('bad-signature', 'its signed attributes are about another kind of content');
  const result = await signed
    .verify({ signer: 0, data: data.slice().buffer, checkChain: false, extendedMode: true })
    .catch((error: unknown) => (error instanceof Error ? error.message : 'not to be verified'));
  if (typeof result === 'string' || !result.signatureVerified || !result.signerCertificate)
    return wrong(
      'bad-signature',
      typeof result === 'string' ? result.slice(0, 200) : 'the signature does not hold',
    );
  const certificate = result.signerCertificate;
  const named = attributeOf(info);
  const hashes = await certificateHashes(certificate);
  if (!named || bytesToHex(named.hash) !== hashes[named.algorithm])
    return wrong('wrong-certificate', 'the token does not name the certificate that signed it');
  if (!isOnlyForStamps(certificate))
    return wrong(
      'wrong-purpose',
      'its certificate is not, critically and alone, for timestamps (RFC 3161 section 2.3)',
    );
  return ok(certificate);
}

async function pathToRoot(
  signed: SignedData,
  signer: Certificate,
  at: Date,
  roots: readonly Bytes[],
): Promise<Result<Certificate[], StampError>> {
  const trustedCerts = roots.flatMap((der) => {
    try {
      return [Certificate.fromBER(der.slice().buffer)];
    } catch {
      return [];
    }
  });
  if (trustedCerts.length === 0) return wrong('untrusted', 'no root is trusted');
  const others = (signed.certificates ?? []).filter(
    (each): each is Certificate => each instanceof Certificate && each !== signer,
  );
  // The engine takes the last certificate for the one to check; more than a few would only be there to keep it busy.
  const certs = [...others.slice(0, 8), signer];
  const engine = new CertificateChainValidationEngine({ trustedCerts, certs, checkDate: at });
  // Two authorities that certify each other would keep the engine going in a circle for ever.
  let steps = 0;
  engine.findIssuer = async (certificate, self) => {
    steps += 1;
    return steps > mostSteps ? [] : engine.defaultFindIssuer(certificate, self);
  };
  const result = await engine.verify().catch((error: unknown) => error);
  if (!isPath(result))
    return wrong(
      'untrusted',
      `no path to a trusted root that is valid at ${at.toISOString()}: ${sentenceOf(result)}`,
    );
  return ok(result.certificatePath);
}

const isPath = (value: unknown): value is { result: true; certificatePath: Certificate[] } =>
  typeof value === 'object' && value !== null && 'result' in value && value.result === true;

const sentenceOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'resultMessage' in value
    ? bytesToText(new TextEncoder().encode(String(value.resultMessage))).slice(0, 200)
    : 'none found';
