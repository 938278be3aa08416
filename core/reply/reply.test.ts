import { describe, expect, it } from 'vitest';
import { makeSigner } from '../../tests/fixtures/sealing.ts';
import { signReply, verifyReply, type Reply } from './reply.ts';

const said: Pick<Reply, 'pack' | 'auditor' | 'marks' | 'writtenAt'> = {
  pack: {
    manifestSha256: 'a'.repeat(64),
    organization: 'Müller & Söhne GmbH',
    generatedAt: '2026-05-04T07:08:10.000Z',
  },
  auditor: { name: 'Eve Auditor', organization: 'Cert AG' },
  writtenAt: '2026-05-10T10:00:00.000Z',
  marks: [
    {
      subject: { kind: 'exhibit', id: '01970000-0000-7000-8000-000000000001', number: 'EV-0001' },
      verdict: 'query',
      text: 'Which tenant is this? <script>alert(1)</script>',
    },
    { subject: { kind: 'row', control: 'A.8.13' }, verdict: 'nonconformity', text: 'No restore test.' },
  ],
};

type File = { reply: Record<string, unknown> & { marks: Record<string, unknown>[] }; signature: string };
const tampered = (text: string, change: (file: File) => void): string => {
  const file = JSON.parse(text) as File;
  change(file);
  return JSON.stringify(file);
};

describe('verifyReply', () => {
  it('gives back what was said, with the fingerprint of the key that signed it', async () => {
    const signer = await makeSigner();
    const read = await verifyReply(await signReply(signer, said));
    expect(read).toMatchObject({ ok: true, value: { ...said, fingerprint: signer.fingerprint } });
  });

  it('reads the same reply from JSON that a program wrote in another order', async () => {
    const text = await signReply(await makeSigner(), said);
    const { reply, signature } = JSON.parse(text) as File;
    const turned = Object.fromEntries(Object.entries(reply).toReversed());
    expect(await verifyReply(JSON.stringify({ signature, reply: turned }, null, 2))).toEqual(
      await verifyReply(text),
    );
  });

  const changes: Record<string, (file: File) => void> = {
    'another pack': ({ reply }) => (reply['pack'] = { ...said.pack, manifestSha256: 'b'.repeat(64) }),
    'another name': ({ reply }) => (reply['auditor'] = { ...said.auditor, name: 'Mallory' }),
    'another time': ({ reply }) => (reply['writtenAt'] = '2026-05-11T10:00:00.000Z'),
    'a verdict turned': ({ reply }) => ((reply.marks[1] ?? {})['verdict'] = 'accepted'),
    'a remark rewritten': ({ reply }) => ((reply.marks[0] ?? {})['text'] = 'All is well.'),
    'a mark taken away': ({ reply }) => reply.marks.pop(),
    'marks in another order': ({ reply }) => reply.marks.reverse(),
    'a signature of nothing': (file) => (file.signature = 'AAAA'),
    'a signature that is no base64': (file) => (file.signature = '%%%'),
  };
  it.each(Object.keys(changes))('refuses what was changed after it was signed: %s', async (name) => {
    const text = tampered(await signReply(await makeSigner(), said), changes[name] ?? (() => undefined));
    expect(await verifyReply(text)).toEqual({ ok: false, error: { kind: 'bad-signature' } });
  });

  it('refuses another person’s key under the same words', async () => {
    const [own, other] = await Promise.all([makeSigner(), makeSigner()]);
    const theirs = JSON.parse(await signReply(other, said)) as File;
    const text = tampered(
      await signReply(own, said),
      ({ reply }) => (reply['publicKey'] = theirs.reply['publicKey']),
    );
    expect(await verifyReply(text)).toEqual({ ok: false, error: { kind: 'bad-signature' } });
  });

  const strange: Record<string, (file: File) => void> = {
    'a field that the format does not have': ({ reply }) => (reply['note'] = ''),
    'a control that Annex A does not have': ({ reply }) =>
      reply.marks.push({ subject: { kind: 'row', control: 'A.9.1' }, verdict: 'query', text: '' }),
    'two marks on one row': ({ reply }) =>
      reply.marks.push({ subject: { kind: 'row', control: 'A.8.13' }, verdict: 'query', text: '' }),
    'a verdict of its own': ({ reply }) => ((reply.marks[0] ?? {})['verdict'] = 'fine'),
    'a remark without end': ({ reply }) => ((reply.marks[0] ?? {})['text'] = 'x'.repeat(5_001)),
    'a later format': ({ reply }) => (reply['format'] = 'exhibit-reply/2'),
  };
  it.each(Object.keys(strange))('does not read what is no reply: %s', async (name) => {
    const text = tampered(await signReply(await makeSigner(), said), strange[name] ?? (() => undefined));
    expect(await verifyReply(text)).toEqual({ ok: false, error: { kind: 'malformed' } });
  });

  it.each(['', '{', '[]', 'null', '"reply"', '{"reply":{}}'])('does not read %j', async (text) => {
    expect(await verifyReply(text)).toEqual({ ok: false, error: { kind: 'malformed' } });
  });
});
