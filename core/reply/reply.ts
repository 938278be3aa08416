/**
 * The auditor's reply: what somebody outside says about the exhibits and rows of one audit pack. The file is JSON, `{reply, signature}`;
 * the signature is ECDSA P-256 over SHA-256 of the reply's canonical JSON (RFC 8785), in DER and base64, by the key that the reply names.
 * That key is made for the file. It shows that nobody changed the reply since, and not who wrote it: names are the writer's own words.
 */
import * as v from 'valibot';
import { controlIdSchema } from '../catalogue/control.ts';
import { derToRaw, rawToDer } from '../crypto/der-signature.ts';
import { verifyDeviceSignature, type Signer } from '../crypto/device-key.ts';
import { exhibitIdSchema, sha256Schema } from '../evidence/exhibit.ts';
import { base64ToBytes, bytesToBase64, bytesToText, sha256Hex } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { failure, ok, type Result } from '../shared/result.ts';

const name = v.pipe(v.string(), v.maxLength(200));
const instant = v.pipe(v.string(), v.isoTimestamp());

/** Characters of a remark. */
export const longestRemark = 5_000;
/** More than a pack has exhibits and rows that somebody would remark on. */
const mostMarks = 10_000;
/** Bytes of a reply file that are read. */
export const mostReplyBytes = 32 * 1024 * 1024;

export const verdictSchema = v.picklist(['accepted', 'query', 'nonconformity', 'comment']);
export type Verdict = v.InferOutput<typeof verdictSchema>;

/** What a mark is about: an exhibit, named by its number in the pack and its lasting id, or a control's row of the SoA. */
export const subjectSchema = v.variant('kind', [
  v.strictObject({
    kind: v.literal('exhibit'),
    id: exhibitIdSchema,
    number: v.pipe(v.string(), v.regex(/^EV-\d{4,6}$/)),
  }),
  v.strictObject({ kind: v.literal('row'), control: controlIdSchema }),
]);
export type Subject = v.InferOutput<typeof subjectSchema>;

export const markSchema = v.strictObject({
  subject: subjectSchema,
  verdict: verdictSchema,
  /** In the auditor's words; may be empty. */
  text: v.pipe(v.string(), v.maxLength(longestRemark)),
});
export type Mark = v.InferOutput<typeof markSchema>;

export const subjectKey = (subject: Subject): string =>
  subject.kind === 'exhibit' ? subject.id : subject.control;

export const auditorSchema = v.strictObject({ name, organization: name });
export type Auditor = v.InferOutput<typeof auditorSchema>;

const replySchema = v.strictObject({
  format: v.literal('exhibit-reply/1'),
  pack: v.strictObject({
    /** SHA-256 of the pack's `manifest.json`, which names every file of it. */
    manifestSha256: sha256Schema,
    organization: v.pipe(v.string(), v.maxLength(2_000)),
    generatedAt: instant,
  }),
  auditor: auditorSchema,
  /** UTC, by the clock of the auditor's machine. */
  writtenAt: instant,
  /** SPKI in base64. */
  publicKey: v.pipe(v.string(), v.maxLength(200)),
  marks: v.pipe(
    v.array(markSchema),
    v.maxLength(mostMarks),
    v.check((marks) => new Set(marks.map(({ subject }) => subjectKey(subject))).size === marks.length),
  ),
});
export type Reply = v.InferOutput<typeof replySchema>;

const fileSchema = v.strictObject({
  reply: replySchema,
  signature: v.pipe(v.string(), v.maxLength(200)),
});

/** The reply as the text of a file. Throws when what it says does not fit: names and remarks are limited where they are typed. */
export async function signReply(
  signer: Pick<Signer, 'publicKeySpki' | 'sign'>,
  said: Pick<Reply, 'pack' | 'auditor' | 'marks' | 'writtenAt'>,
): Promise<string> {
  const wanted = { format: 'exhibit-reply/1', ...said, publicKey: bytesToBase64(signer.publicKeySpki) };
  const reply = v.parse(replySchema, wanted);
  const signature = bytesToBase64(rawToDer(await signer.sign(canonicalJson(reply))));
  return bytesToText(canonicalJson({ reply, signature }));
}

/** A reply whose signature holds. `fingerprint`: SHA-256 of the key's SPKI. `sha256`: of the reply's canonical JSON. */
export type CheckedReply = Reply & { fingerprint: string; sha256: string };

/** `malformed`: no reply of this format. `bad-signature`: it was changed after it was signed, or signed by another key. */
export type ReplyError = { kind: 'malformed' | 'bad-signature' };

/** The reply in this file's text. Which pack it belongs to is for the caller to compare: `pack.manifestSha256`. */
export async function verifyReply(text: string): Promise<Result<CheckedReply, ReplyError>> {
  const file = v.safeParse(fileSchema, parsed(text));
  if (!file.success) return failure({ kind: 'malformed' });
  const { reply, signature } = file.output;
  const spki = fromBase64(reply.publicKey);
  const raw = derToRaw(fromBase64(signature));
  const bytes = canonicalJson(reply);
  if (!raw || !(await verifyDeviceSignature(spki, bytes, raw))) return failure({ kind: 'bad-signature' });
  return ok({ ...reply, fingerprint: await sha256Hex(spki), sha256: await sha256Hex(bytes) });
}

function parsed(text: string): unknown {
  try {
    return text.length > mostReplyBytes ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fromBase64(text: string) {
  try {
    return base64ToBytes(text);
  } catch {
    return new Uint8Array();
  }
}
