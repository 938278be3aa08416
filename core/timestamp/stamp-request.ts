import * as asn1js from 'asn1js';
import { AlgorithmIdentifier, id_sha256, MessageImprint, TimeStampReq } from 'pkijs';
import { sha256Hex, hexToBytes, type Bytes } from '../shared/bytes.ts';

export type StampRequest = {
  /** TimeStampReq in DER: what is sent, and kept. */
  der: Bytes;
  /** What is stamped; never sent, only its hash is. */
  data: Bytes;
  /** 16 bytes that the answer must repeat. */
  nonce: Bytes;
};

/** Without a leading zero and positive, so that every authority repeats the same bytes. */
function positive(random: Bytes): Bytes {
  const nonce = random.slice(0, 16);
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40;
  return nonce;
}

/**
 * A request for a timestamp over SHA-256 of the data (RFC 3161 section 2.4.1): the hash alone, a nonce, and that the authority's
 * certificates come along. `random`: at least 16 bytes.
 */
export async function createStampRequest(data: Bytes, random: Bytes): Promise<StampRequest> {
  const nonce = positive(random);
  const request = new TimeStampReq({
    version: 1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: id_sha256, algorithmParams: new asn1js.Null() }),
      hashedMessage: new asn1js.OctetString({ valueHex: hexToBytes(await sha256Hex(data)).buffer }),
    }),
    nonce: new asn1js.Integer({ valueHex: nonce.slice().buffer }),
    certReq: true,
  });
  return { der: new Uint8Array(request.toSchema().toBER()), data, nonce };
}

/** The nonce of a stored request for these data; undefined when it is no request of ours for them. */
export async function nonceOfRequest(der: Bytes, data: Bytes): Promise<Bytes | undefined> {
  try {
    const { nonce } = TimeStampReq.fromBER(der.slice().buffer);
    if (!nonce) return undefined;
    const bytes = new Uint8Array(nonce.valueBlock.valueHexView);
    const again = await createStampRequest(data, bytes);
    const same = again.der.length === der.length && again.der.every((byte, at) => byte === der[at]);
    return same ? bytes : undefined;
  } catch {
    return undefined;
  }
}
