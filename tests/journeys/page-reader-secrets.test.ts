import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageTextToPlain } from '#core/recognition/plain-text.ts';
import { field, openReader } from './page-reader-steps.ts';
import type { Reader } from './page-reader-steps.ts';

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const withheld = '(not recorded)';
const labelled = (label: string, value: string) => `<label>${label} <input value="${value}"></label>`;

/** The value that the page reader takes from the only field of the body. */
async function valueOf(body: string): Promise<string> {
  const { blocks } = await reader.read(body);
  expect(blocks).toHaveLength(1);
  const [block] = blocks;
  if (block?.kind !== 'field') throw new Error(`expected a field, got ${block?.kind}`);
  if (block.value === withheld) await expectNowhere(await typedValue());
  return block.value;
}

const typedValue = () =>
  reader.page.evaluate(
    () => document.querySelector<HTMLInputElement>('input, textarea, select')?.value ?? '',
  );

/** Neither the text nor the places of words nor what the page draws tells it. */
async function expectNowhere(secret: string): Promise<void> {
  if (secret !== '') expect(JSON.stringify(await reader.readNow())).not.toContain(secret);
}

describe('secrets on a page', () => {
  it.each([
    'newPassword',
    'userpassword',
    'password1',
    'confirm-passwd',
    'user[pwd]',
    'passPhrase',
    'apiToken',
    'authtoken',
    'API_TOKEN',
    'X-Auth-Token',
    'api_key',
    'apikey',
    'apiKeyValue',
    'client_secret_value',
    'clientSecret',
    'privateKey',
    'aws.access.key',
    'recoveryCodes',
    'otp',
    'totpCode',
    'pin',
    'userPIN',
    'cvv',
    'cvc2',
  ])('are withheld from a text field named %s', async (name) => {
    expect(await valueOf(`<input aria-label="Value" name="${name}" value="hunter-2x">`)).toBe(withheld);
    expect(await valueOf(`<input aria-label="Value" id="${name}" value="hunter-2x">`)).toBe(withheld);
    expect(await valueOf(`<input placeholder="${name}" value="hunter-2x">`)).toBe(withheld);
  });

  it.each([
    ['<input name="otp" value="493021">'],
    ['<input name="pin" value="1234">'],
    ['<input name="cvv" value="123">'],
    ['<input name="password" value="12345678">'],
    [labelled('PIN (minimum 4 digits)', '4930')],
    [labelled('PIN (minimum 6 digits)', '493021')],
    [labelled('One-time code, valid for 10 minutes', '493021')],
    [labelled('Password (at least 8 characters)', '12345678')],
    [labelled('Password expires in 90 days', 'Tr0ub4dor&3')],
    [labelled('Password policy', 'Tr0ub4dor&3')],
    [labelled('Client secret', 's3cr3t')],
    [labelled('Private key', 's3cr3t')],
    [labelled('Webhook URL with token', 'https://hooks.example.com/T0/B0?token=s3cr3t')],
    [labelled('Token URL', 'https://hooks.example.com/services/4f9d2c1be07a4c55a1d3e6f7')],
    [labelled('Service account', '-----BEGIN RSA PRIVATE KEY----- MIIE')],
    ['<p id="n" hidden>API key</p><input aria-labelledby="n" value="s3cr3t">'],
    ['<input aria-label="Value" title="Access key" value="s3cr3t">'],
    ['<input aria-label="Shown" style="-webkit-text-security:disc" value="s3cr3t">'],
    ['<input aria-label="Shown" type="password" value="14">'],
  ])('are withheld although they look like a setting: %s', async (body) => {
    expect(await valueOf(body)).toBe(withheld);
  });

  it.each([
    ['Minimum password length', '14'],
    ['Password expiry (days)', '90'],
    ['Password history', '24 passwords'],
    ['Password history (remembered)', '24'],
    ['Password expires after', '90 days'],
    ['Password expires after', 'Never'],
    ['Token lifetime', '60 minutes'],
    ['Token lifetime', '8h'],
    ['Access token lifetime (seconds)', '86400'],
    ['OTP validity (seconds)', '30'],
    ['PIN length', '6'],
    ['Client secret rotation interval', '180 days'],
    ['Token endpoint', 'https://id.example.com/oauth2/v1/token'],
    ['Password policy', 'Staff choose at least three unrelated words'],
    ['Session timeout (minutes)', '15'],
    ['Company secretary', 'Ada Moreau'],
    ['Postal code', '10115'],
    ['Key account manager', 'Ada Moreau'],
    ['Bypass list', '10.0.0.0/8'],
    ['Spinning speed', '1200'],
  ])('are told from settings about them: %s %s', async (label, value) => {
    expect(await valueOf(labelled(label, value))).toBe(value);
  });

  it('are told from settings by the kind of their field', async () => {
    const { blocks } = await reader.read(
      `<label>Password strength <select name="passwordStrength"><option>Weak</option><option selected>Strong</option></select></label>
       <label><input type="checkbox" name="requireTokenSecret" checked> Require token</label>
       <label><input type="radio" name="password" checked> Passwords of 14 letters</label>
       <label>Password reset contact <input type="email" value="it@example.com"></label>
       <label>Empty secret <input name="secret"></label>`,
    );
    expect(blocks).toEqual([
      field('Password strength', 'Strong'),
      field('Require token', 'on'),
      field('Passwords of 14 letters', 'on'),
      field('Password reset contact', 'it@example.com'),
      field('Empty secret', ''),
    ]);
  });

  it('do not slip out by the text of a label', async () => {
    const pageText = await reader.read(
      `<label>Private key <textarea name="key_secret">hunter2-a</textarea></label>
       <label>Role <select><option>Admin</option><option selected>User</option></select></label>
       <p id="by">Signing <textarea id="other" name="token">hunter2-b</textarea><script>hunter2-c</script><b style="display:none">hunter2-d</b></p>
       <input aria-labelledby="by" value="RS256">
       <div role="switch" aria-checked="true">Rotate <textarea name="secret">hunter2-e</textarea></div>`,
    );
    expect(JSON.stringify(pageText)).not.toContain('hunter2');
    await expectNowhere('hunter2');
    expect(pageTextToPlain(pageText)).not.toContain('hunter2');
    expect(pageText.blocks).toContainEqual(field('Private key', withheld));
    expect(pageText.blocks).toContainEqual(field('Role', 'User'));
    expect(pageText.blocks).toContainEqual(field('Signing', 'RS256'));
    expect(pageText.blocks).toContainEqual(field('Rotate', 'on'));
  });

  it('are withheld from text boxes that are no form controls, and from text drawn as dots', async () => {
    const pageText = await reader.read(
      `<div role="textbox" contenteditable aria-label="API token">hunter2-a</div>
       <p>Key: <span style="-webkit-text-security:disc">hunter2-b</span></p>
       <table><tr><th>Name</th><th>Key</th></tr><tr><td>ci</td><td style="-webkit-text-security:disc">hunter2-c</td></tr></table>
       <div role="textbox" contenteditable aria-label="Description">For the auditors</div>`,
    );
    expect(JSON.stringify(pageText)).not.toContain('hunter2');
    await expectNowhere('hunter2');
    expect(pageText.blocks).toContainEqual(field('API token', withheld));
    expect(pageTextToPlain(pageText)).toContain('For the auditors');
  });

  it('leave the other fields of a label where they are', async () => {
    const { blocks } = await reader.read(
      '<label><input type="checkbox" checked> Lock after <input aria-label="Attempts" value="5"> attempts</label>',
    );
    expect(blocks).toEqual([field('Lock after attempts', 'on'), field('Attempts', '5')]);
  });
});
