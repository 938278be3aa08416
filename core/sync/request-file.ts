/**
 * Asking to be let in by a file that is carried by hand. PROTOCOL.md, Invitation, INV-5.
 *
 *   request file := "exhibit-request/1\n" message         the guest's message `request`, sealed as on a line
 */
import { bytesToText, joinBytes, sha256Hex, textToBytes, type Bytes } from '../shared/bytes.ts';
import { openGuestMessage, sealMessage, type Invitation } from './invitation.ts';

type Secret = Pick<Invitation, 'workspace' | 'secret'>;

const magic = textToBytes('exhibit-request/1\n');

/** `request` is a JoinRequest as JSON. */
export const sealRequestFile = async (invitation: Secret, request: string): Promise<Bytes> =>
  joinBytes(magic, await sealMessage(invitation, 'guest', { kind: 'request', text: request }));

export const isRequestFile = (bytes: Bytes): boolean =>
  bytesToText(bytes.subarray(0, magic.length)) === bytesToText(magic);

/** The request's JSON; undefined when the file was not made with this invitation. */
export async function openRequestFile(invitation: Secret, bytes: Bytes): Promise<string | undefined> {
  if (!isRequestFile(bytes)) return undefined;
  const message = await openGuestMessage(invitation, bytes.slice(magic.length));
  return message?.kind === 'request' ? message.text : undefined;
}

const digits = 24;

/**
 * 24 digits that both people compare by voice: as many as that (80 bits) because nothing was fixed before, so somebody in between who has
 * the link could search for a request that gives the same few.
 */
export async function requestCode(workspace: string, request: string): Promise<string> {
  const hash = await sha256Hex(textToBytes(`exhibit-request-code/1|${workspace}|${request}`));
  const number = BigInt(`0x${hash}`) % 10n ** BigInt(digits);
  return String(number)
    .padStart(digits, '0')
    .replace(/.{4}(?=.)/g, '$& ');
}
