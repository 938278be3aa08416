import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { seededDraw } from '../../tests/fixtures/seeded-draw.ts';
import { isPlainUpdate } from './yjs-scan.ts';
import { isYjsUpdate } from './yjs-update.ts';

/** Two authors, and everything that Yjs can hold. */
function everything(): Y.Doc {
  const [doc, other] = [new Y.Doc(), new Y.Doc()];
  const map = doc.getMap('m');
  map.set('text', new Y.Text('räksmörgås'));
  map.set('list', new Y.Array());
  map.set('number', 1.5);
  map.set('object', { a: [1, null, true, 'é'] });
  map.set('bytes', new Uint8Array([1, 2, 3]));
  map.set('doc', new Y.Doc());
  doc.getText('t').insert(0, 'plain');
  doc.getText('t').format(0, 2, { bold: true });
  doc.getText('t').insertEmbed(1, { image: 'x' });
  doc.getXmlFragment('x').insert(0, [new Y.XmlElement('p'), new Y.XmlText('y')]);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  other.getText('t').delete(0, 3);
  other.getMap('m').set('number', 2);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  return doc;
}

/** As a workspace: texts, values and maps in maps. */
function plain(): Y.Doc {
  const doc = new Y.Doc();
  for (let at = 0; at < 20; at += 1) {
    const row = new Y.Map();
    doc.getMap('rows').set(`r${at % 7}`, row);
    row.set('status', at);
    row.set('prose', new Y.Text('ö'));
    doc.getText('scope').insert(0, `${at} `);
    doc.getText('scope').delete(0, 1);
  }
  return doc;
}

function decodes(bytes: Uint8Array): boolean {
  try {
    Y.decodeUpdate(bytes);
    return true;
  } catch {
    return false;
  }
}

it('reads a plain document by itself, and leaves others to Yjs', () => {
  const plainUpdate = Y.encodeStateAsUpdate(plain());
  expect(isPlainUpdate(plainUpdate)).toBe(true);
  expect(isPlainUpdate(Y.encodeStateAsUpdate(everything()))).toBe(false);
  expect(isYjsUpdate(Uint8Array.from(Y.encodeStateAsUpdate(everything())))).toBe(true);
  expect(() => isPlainUpdate(plainUpdate.subarray(0, -1))).toThrow('Unexpected end of array');
});

it('agrees with Yjs about 20,000 damaged updates', () => {
  const draw = seededDraw(7);
  const counts = { whole: 0, broken: 0 };
  const sources = [plain(), everything()].map((doc) => Y.encodeStateAsUpdate(doc));
  for (let round = 0; round < 20_000; round += 1) {
    const source = sources[round % sources.length] ?? new Uint8Array();
    const damaged = source.slice(0, round % 5 === 0 ? draw(source.length) : source.length);
    for (let flips = draw(3); flips >= 0 && damaged.length > 0; flips -= 1) {
      const at = draw(damaged.length);
      damaged[at] = (damaged[at] ?? 0) ^ (1 << draw(8));
    }
    const expected = decodes(damaged);
    counts[expected ? 'whole' : 'broken'] += 1;
    expect(isYjsUpdate(damaged), `round ${round}`).toBe(expected);
  }
  expect(counts.whole).toBeGreaterThan(1_000);
  expect(counts.broken).toBeGreaterThan(1_000);
});
