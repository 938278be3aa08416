import * as v from 'valibot';
import { parseSignedLine, signLine } from '../crypto/signed-line.ts';
import { verifyDeviceSignature, type Signer } from '../crypto/device-key.ts';
import { sha256Schema } from '../evidence/exhibit.ts';
import { isRevoked, type Device } from '../seal/device-roster.ts';
import { sha256Hex } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { failure, ok, type Result } from '../shared/result.ts';

const text = (most: number) => v.pipe(v.string(), v.maxLength(most));

/** What a person states about a content by signing it. */
export const statementKindSchema = v.picklist(['soa-approval', 'risk-acceptance', 'management-review']);
export type StatementKind = v.InferOutput<typeof statementKindSchema>;

const statementSchema = v.strictObject({
  format: v.literal('exhibit-statement/1'),
  kind: statementKindSchema,
  /** What it is about: the SoA version's number, the risk's id, the review's id. */
  subject: v.pipe(text(200), v.minLength(1)),
  /** SHA-256 of the content's canonical JSON (RFC 8785). */
  contentSha256: sha256Schema,
  /** In the person's own words; may be empty. */
  remark: text(5_000),
  member: text(200),
  device: sha256Schema,
  signedAt: v.pipe(v.string(), v.isoTimestamp()),
});
export type Statement = v.InferOutput<typeof statementSchema>;

export type StatementWish = {
  kind: StatementKind;
  subject: string;
  content: object;
  remark: string;
  member: string;
};

/** The signed line by which a member approves a SoA version, accepts a risk or closes a management review. */
export async function signStatement(signer: Signer, wish: StatementWish, at: Date): Promise<string> {
  const { line } = await signLine(signer, {
    format: 'exhibit-statement/1',
    kind: wish.kind,
    subject: wish.subject,
    contentSha256: await sha256Hex(canonicalJson(wish.content)),
    remark: wish.remark,
    member: wish.member,
    device: signer.fingerprint,
    signedAt: at.toISOString(),
  } satisfies Statement);
  return line;
}

/**
 * `content-differs`: the content is not the one that was signed. `other-member`: the device belongs to somebody else.
 * `too-early`: signed before the device was introduced.
 */
export type StatementError = {
  kind:
    | 'malformed'
    | 'unknown-device'
    | 'bad-signature'
    | 'revoked-key'
    | 'content-differs'
    | 'other-member'
    | 'too-early';
};

/** The statement in this line; nothing about it is checked yet. Undefined for what is none. */
export async function statementIn(line: string): Promise<Statement | undefined> {
  const parsed = await parseSignedLine(line);
  const statement = parsed.ok ? v.safeParse(statementSchema, parsed.value.body) : undefined;
  return statement?.success ? statement.output : undefined;
}

/** The statement, when its signature holds for a device of this roster that was not revoked then, and for this content. */
export async function verifyStatement(
  line: string,
  contentSha256: (statement: Statement) => string | undefined,
  devices: ReadonlyMap<string, Device>,
): Promise<Result<Statement, StatementError>> {
  const parsed = await parseSignedLine(line);
  const statement = parsed.ok ? v.safeParse(statementSchema, parsed.value.body) : undefined;
  if (!parsed.ok || !statement?.success) return failure({ kind: 'malformed' });
  const { output } = statement;
  const device = devices.get(output.device);
  if (!device) return failure({ kind: 'unknown-device' });
  if (!(await verifyDeviceSignature(device.publicKeySpki, parsed.value.bytes, parsed.value.signature)))
    return failure({ kind: 'bad-signature' });
  if (device.member !== output.member) return failure({ kind: 'other-member' });
  if (Date.parse(output.signedAt) < Date.parse(device.introducedAt)) return failure({ kind: 'too-early' });
  if (isRevoked(device, output.signedAt)) return failure({ kind: 'revoked-key' });
  if (contentSha256(output) !== output.contentSha256) return failure({ kind: 'content-differs' });
  return ok(output);
}
