import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { CorpusPage, Planted } from '../../tests/fixtures/redaction-corpus.ts';
import { makeRedactionCorpus, tokenVendors } from '../../tests/fixtures/redaction-corpus.ts';
import type { PageBlock, PageText } from '../recognition/page-text.ts';
import { findSensitive, findSensitiveText, wordsToStrike } from './find-sensitive.ts';
import type { Place } from './finding.ts';
import { defaultRedactionRules, masksUnasked, redactionRulesSchema, strictestRules } from './rules.ts';
import type { RedactionRules, SensitiveKind } from './rules.ts';

const rules = defaultRedactionRules;
const common = { landmark: 'main', inPicture: true } as const;
const page = (title: string, ...blocks: PageBlock[]): PageText => ({
  title,
  language: 'en',
  blocks,
  unreadableFrames: [],
  truncated: false,
});
const table = (header: string[], ...rows: string[][]): PageBlock[] =>
  rows.map((cells) => ({ kind: 'row', header, cells, ...common }));
const field = (label: string, value: string): PageBlock => ({
  kind: 'field',
  control: 'text',
  label,
  value,
  ...common,
});
const paragraph = (text: string): PageBlock => ({ kind: 'paragraph', text, ...common });
const found = (text: string, context = '') =>
  findSensitiveText(text, rules, context).map((finding) => `${finding.kind}: ${finding.text}`);
const namesOn = (shown: PageText) =>
  findSensitive(shown, rules)
    .filter(({ kind }) => kind === 'person-name')
    .map(({ text }) => text);

function pieceOf(place: Place): string {
  if (place.kind === 'title') return 'title';
  return `${place.block}/${place.kind === 'cell' ? place.cell : place.kind}`;
}

/** What was found of what was planted: the right kind, the very letters, in the very place. */
function score(corpus: readonly CorpusPage[]) {
  const missed: Planted[] = [];
  const hits: Planted[] = [];
  let wrong = 0;
  for (const { page: shown, planted } of corpus) {
    const left = [...planted];
    for (const { kind, text, place } of findSensitive(shown, rules)) {
      const at = left.findIndex(
        (one) => one.kind === kind && one.text === text && one.piece === pieceOf(place),
      );
      if (at < 0) wrong += 1;
      else hits.push(...left.splice(at, 1));
    }
    missed.push(...left);
  }
  const count = (of: readonly Planted[], kind: SensitiveKind) => of.filter((one) => one.kind === kind).length;
  return {
    recall: (kind: SensitiveKind) => count(hits, kind) / (count(hits, kind) + count(missed, kind)),
    planted: (kind: SensitiveKind) => count(hits, kind) + count(missed, kind),
    precision: hits.length / (hits.length + wrong),
    hits,
    missed,
  };
}

describe('detection on 200 generated admin pages', () => {
  const { recall, planted, precision, hits, missed } = score(makeRedactionCorpus(20_261_125, 200));

  it.each(['secret', 'payment-card', 'iban', 'email'] as const)('finds 98 in 100 of each %s', (kind) => {
    expect(planted(kind)).toBeGreaterThan(90);
    expect(recall(kind), JSON.stringify(missed.filter((one) => one.kind === kind))).toBeGreaterThanOrEqual(
      0.98,
    );
  });

  it.each(['person-name', 'phone', 'ip-address'] as const)('finds 85 in 100 of each %s', (kind) => {
    expect(planted(kind)).toBeGreaterThan(90);
    expect(recall(kind), JSON.stringify(missed.filter((one) => one.kind === kind))).toBeGreaterThanOrEqual(
      0.85,
    );
  });

  it('is right in nine of ten findings', () => expect(precision).toBeGreaterThanOrEqual(0.9));

  it('knows the tokens of every vendor that is planted, fifteen at least', () => {
    const known = new Set(hits.flatMap(({ vendor }) => vendor ?? []));
    expect(tokenVendors.length).toBeGreaterThanOrEqual(15);
    expect(tokenVendors.filter((vendor) => !known.has(vendor))).toEqual([]);
  });
});

describe('a value in a text', () => {
  it.each([
    ['Mail to Jane.Doe+it@mail.example.co.uk, please.', 'email: Jane.Doe+it@mail.example.co.uk'],
    ['<jürgen@müller.de>', 'email: jürgen@müller.de'],
    ['?to=jane%2540example.org', 'email: jane@example.org'],
    ['jane&#64;example&period;org', 'email: jane@example.org'],
    ['{"mail":"jane\\u0040example.org"}', 'email: jane@example.org'],
    ['Pay DE89 3704 0044 0532 0130 00 BIC COBADEFF', 'iban: DE89 3704 0044 0532 0130 00'],
    ['gb82west12345698765432', 'iban: gb82west12345698765432'],
    ['Visa 4111 1111 1111 1111 exp 12/27', 'payment-card: 4111 1111 1111 1111'],
    ['378282246310005', 'payment-card: 378282246310005'],
    ['Call +49 (0)30 901820 now', 'phone: +49 (0)30 901820'],
    ['Tel. 030 901820', 'phone: 030 901820'],
    ['from 203.0.113.7:443', 'ip-address: 203.0.113.7'],
    ['from [2001:db8::1]', 'ip-address: 2001:db8::1'],
    ['net 10.20.0.0/16', 'ip-address: 10.20.0.0'],
    [
      'otpauth://totp/Console:jane?secret=JBSWY3DPEHPK3PXP',
      'secret: otpauth://totp/Console:jane?secret=JBSWY3DPEHPK3PXP',
    ],
    ['Setup key: JBSW Y3DP EHPK 3PXP', 'secret: JBSW Y3DP EHPK 3PXP'],
    ['postgres://app:hunter22@db.internal/app', 'secret: hunter22'],
  ])('"%s" holds %s', (text, finding) => expect(found(text)).toEqual([finding]));

  it.each([
    ['DE88 3704 0044 0532 0130 00', 'a wrong checksum'],
    ['4111 1111 1111 1112', 'a wrong checksum'],
    ['Order 4111111111111111', 'the number of an order'],
    ['0195f3a2-7c1e-7d3a-9b1f-2f6f5f3d8c11', 'a UUID'],
    ['commit 9fceb02d0ae598e95dc970b74767f19372d61af8', 'a commit'],
    ['SHA256:nThbg6kXUpJWGl7E1IGOCspRomTxdCARLviKw6E5SY8', 'a fingerprint'],
    ['2026-11-22 08:16:08', 'a date'],
    ['22.11.2026 - 23.11.2026', 'dates'],
    ['Version 10.0.19.41', 'a version'],
    ['Chrome/144.0.0.0', 'a version'],
    ['127.0.0.1', 'every machine'],
    ['12:34:56', 'a time'],
    ['00:1b:44:11:3a:b7', 'a hardware address'],
    ['logo@2x.png', 'a file'],
    ['git@github.com:org/repo.git', 'a repository'],
    ['API key ID: 0195f3a2-7c1e-7d3a-9b1f-2f6f5f3d8c11', 'an id'],
    ['Token: (not recorded)', 'withheld already'],
    ['Call (redacted)', 'redacted already'],
  ])('"%s" holds none: it is %s', (text) => expect(found(text)).toEqual([]));

  it('is a secret only where a word says so', () => {
    const value = '9fceb02d0ae598e95dc970b74767f19372d61af8';
    expect(found(value, 'API key')).toEqual([`secret: ${value}`]);
    expect(found(value, 'Commit')).toEqual([]);
  });

  it.each([
    ['Password', 'hunter2'],
    ['Initial password', 'Welcome1!'],
    ['jdoe Password', 'Sommer2026'],
    ['Passwort', 'geheim'],
    ['API key Value', 'k3y-99aF'],
    ['Token', 'ab12cd34'],
    ['Recovery codes', 'k7f2-91ma'],
  ])('under "%s" is a secret: %s', (context, value) =>
    expect(found(value, context)).toEqual([`secret: ${value}`]),
  );

  it.each([
    ['Password', 'Never expires'],
    ['Password', 'Set'],
    ['Password', '••••••••'],
    ['Password', '2026-01-31'],
    ['Password policy', 'strict-14'],
    ['Password length', '14'],
    ['Secret', 'db-credentials'],
    ['Token', 'deploy'],
    ['Key', 'min_password_length'],
    ['Token', '(not recorded)'],
  ])('under "%s" is none: %s', (context, value) => expect(found(value, context)).toEqual([]));

  it('is found in a line after its label', () => {
    expect(found('Admin password: hunter2, please change')).toEqual(['secret: hunter2']);
    expect(found('Wi-Fi · Password · Lagoon77')).toEqual(['secret: Lagoon77']);
    expect(found('sudo: PWD=/home/ops ; USER=root')).toEqual([]);
    expect(found('Password: required. Token lifetime: 60 minutes')).toEqual([]);
  });

  it('is found within a hostile text of 20,000 characters, whatever it repeats', () => {
    const tricks = ['1-', '1 ', 'a.', 'a@', '::', '(0) ', 'AAAA ', '%41', '&#', 'eyJ', 'Aa1/', '-----BEGIN '];
    for (const trick of tricks) {
      const text = `${trick.repeat(9_000 / trick.length)} mail jane@example.org `;
      expect(found(text)).toContain('email: jane@example.org');
    }
  });
});

describe('names of people', () => {
  it('are found in tables of users, with the position after them left', () => {
    const users = table(
      ['Login Name', 'Info', 'Full name', 'Last Login'],
      ['a.novak', 'Head of Platform', 'Alena Novak, Head of Platform', '2026-11-22'],
      ['svc-backup', '', 'Backup service account', 'Never'],
      ['CORP\\j.lind', '', 'Lind, Johanna', '2026-11-20'],
      ['t.araki', '', '荒木 匠', ''],
    );
    expect(namesOn(page('User List', ...users))).toEqual([
      'a.novak',
      'Alena Novak',
      'CORP\\j.lind',
      'Lind, Johanna',
      't.araki',
      '荒木 匠',
    ]);
  });

  it('are not what groups, products and policies are called', () => {
    const groups = table(
      ['Name', 'Members', 'Type'],
      ['Morgan Stanley', '4', 'Security'],
      ['All Employees', '90', 'Dynamic'],
    );
    expect(namesOn(page('Groups', ...groups))).toEqual([]);
    const owners = table(
      ['Name', 'Owner'],
      ['Morgan Server', 'Platform Team'],
      ['Paris Gateway', 'Security'],
    );
    expect(namesOn(page('Devices', ...owners))).toEqual([]);
  });

  it('are found beside their labels, and elsewhere by their e-mail addresses', () => {
    const shown = page(
      'Jané Doe - Console',
      field('Owner', 'Rita Costa'),
      field('Region', 'San Marino'),
      paragraph('Approved by: Ngozi Eze'),
      paragraph('jane.doe@example.org, b.ferro@example.org'),
      paragraph('Doe, Jane and Bruno Ferro changed it; user: b.ferro'),
      paragraph('Jane Doering'),
    );
    expect(namesOn(shown)).toEqual([
      'Jané Doe',
      'Rita Costa',
      'Ngozi Eze',
      'Doe, Jane',
      'Bruno Ferro',
      'b.ferro',
    ]);
  });
});

describe('names and logins', () => {
  const names = (text: string) => namesOn(page('', paragraph(text)));
  it.each([
    ['Signed in as Jane Roe', 'Jane Roe'],
    ['You are logged in as j.roe (administrator)', 'j.roe'],
    ['Angemeldet als Jürgen Groß', 'Jürgen Groß'],
    ['Created by Ngozi Eze on 2026-01-02', 'Ngozi Eze'],
    ['Change 4711, approved by Maria de la Cruz. Closed.', 'Maria de la Cruz'],
    ['Region: Ireland, Owner: Jane Roe, Tier: 2', 'Jane Roe'],
    ['Owner · Jane Roe', 'Jane Roe'],
    ['Username: jroe', 'jroe'],
  ])('"%s" names %s', (text, name) => expect(names(text)).toEqual([name]));

  it.each([
    'Created by Terraform',
    'Signed in as root',
    'Managed by Microsoft Intune',
    'Approved by the Security Team',
    'Contact Support Team',
    'Username: administrator',
    'User: svc-backup',
  ])('"%s" names nobody', (text) => expect(names(text)).toEqual([]));

  it('are found in columns of logins and in descriptions of terms', () => {
    const item = (text: string): PageBlock => ({ kind: 'item', text, ...common });
    expect(namesOn(page('', ...table(['Login', 'Shell'], ['jroe', 'bash'], ['postgres', 'sh'])))).toEqual([
      'jroe',
    ]);
    expect(namesOn(page('', item('Owner'), item('Jane Roe'), item('Plan'), item('Gold Star')))).toEqual([
      'Jane Roe',
    ]);
  });
});

describe("a workspace's rules", () => {
  const text = 'jane@acme.com, ann@eu.acme.com, bob@notacme.com, 203.0.113.7, Project Falcon';

  it('say what is looked for, what is struck unasked, which domains stay and which words never do', () => {
    const ours = v.parse(redactionRulesSchema, {
      proposed: ['ip-address'],
      always: ['email'],
      keptDomains: [' ACME.com '],
      words: ['project falcon'],
    });
    expect(
      findSensitiveText(text, ours).map(({ kind, text: value, always }) => [kind, value, always]),
    ).toEqual([
      ['email', 'bob@notacme.com', true],
      ['ip-address', '203.0.113.7', false],
      ['word', 'Project Falcon', true],
    ]);
  });

  it('strike a word within an address that is only proposed', () => {
    const ours = { ...rules, words: ['acme'] };
    expect(findSensitiveText('jane@acme.com', ours).map(({ text: value }) => value)).toEqual([
      'jane@acme.com',
      'acme',
    ]);
  });

  it('find nothing when they name nothing', () => {
    const none = { proposed: [], always: [], keptDomains: [], words: [] };
    expect(findSensitiveText(text, none)).toEqual([]);
  });

  it('are the strictest of several workspaces', () => {
    const one: RedactionRules = {
      proposed: ['email'],
      always: ['iban'],
      keptDomains: ['a.org'],
      words: ['x'],
    };
    const two: RedactionRules = {
      proposed: ['phone'],
      always: ['email'],
      keptDomains: ['eu.a.org', 'b.org'],
      words: ['y'],
    };
    expect(strictestRules([one, two])).toEqual({
      proposed: ['email', 'phone'],
      always: ['iban', 'email'],
      keptDomains: ['eu.a.org'],
      words: ['x', 'y'],
    });
    expect(strictestRules([])).toBe(defaultRedactionRules);
    expect(masksUnasked(one)).toBe(true);
    expect(masksUnasked(defaultRedactionRules)).toBe(false);
  });

  it.each([
    { ...rules, words: ['...'] },
    { ...rules, words: [' '] },
    { ...rules, keptDomains: ['acme'] },
    { ...rules, always: ['passport'] },
  ])('are refused when they mean nothing: %o', (input) =>
    expect(v.safeParse(redactionRulesSchema, input).success).toBe(false),
  );
});

it('strikes a name in both its orders', () => {
  const findings = findSensitive(
    page('Users', ...table(['Full name'], ['Novak, Alena'], ['Rita Maria Costa'])),
    rules,
  );
  expect(wordsToStrike(findings)).toEqual([
    'Novak, Alena',
    'Alena Novak',
    'Rita Maria Costa',
    'Costa Rita Maria',
  ]);
});
