import { expect, it } from 'vitest';
import { makeRisk } from '../../tests/fixtures/risks.ts';
import { bytesToText } from '../shared/bytes.ts';
import { canonicalJson } from '../shared/canonical-json.ts';
import { acceptanceStatement, doubtfulSignatures, signaturesOf } from './acceptance-signatures.ts';
import type { CheckedContent } from './signed-content.ts';

const risk = makeRisk();
/** On the acceptance as it stands, and nothing speaks against it. */
const clear: CheckedContent = {
  subject: risk.id,
  text: bytesToText(canonicalJson(acceptanceStatement(risk)?.content ?? {})),
  contentSha256: 'a'.repeat(64),
  member: 'alice  weber',
  device: 'b'.repeat(64),
  signedAt: '2026-03-02T00:00:00.000Z',
  fault: undefined,
  holder: { kind: 'own-device', label: '' },
  doubts: [],
};
const doubtsAbout = (...changes: Partial<CheckedContent>[]) =>
  doubtfulSignatures([risk], new Map([[risk.id, changes.map((change) => ({ ...clear, ...change }))]])).get(
    risk.id,
  );

it('is doubtful when signed by another, when it does not count, or both', () => {
  expect(doubtsAbout({ doubts: ['other-than-named'] })).toEqual({ byAnother: true, fails: false });
  expect(doubtsAbout({ doubts: ['removed-before'] })).toEqual({ byAnother: false, fails: true });
  expect(doubtsAbout({ fault: 'revoked-key', doubts: ['other-than-named'] })).toEqual({
    byAnother: false,
    fails: true,
  });
  expect(doubtsAbout({ doubts: ['not-a-member', 'other-name'] })).toEqual({ byAnother: true, fails: true });
});

it('is not doubtful with one good signature beside others, without any, or by one of an earlier state', () => {
  expect(doubtsAbout({})).toBeUndefined();
  expect(doubtsAbout({ doubts: ['other-than-named'] }, {})).toBeUndefined();
  expect(doubtsAbout()).toBeUndefined();
  expect(doubtsAbout({ fault: 'bad-signature', text: '{}' })).toBeUndefined();
});

it('knows which signatures are about the acceptance as it stands', () => {
  const checked = new Map([[risk.id, [{ ...clear, text: '{}' }, clear]]]);
  expect(signaturesOf(risk, checked).map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
  const { acceptance: _, ...open } = risk;
  expect(signaturesOf({ ...open, acceptance: undefined }, checked).map(({ isCurrent }) => isCurrent)).toEqual(
    [false, false],
  );
});
