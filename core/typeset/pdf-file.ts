/**
 * The file format of PDF (ISO 32000-2), as much of it as our documents need: objects, packed streams, the table of where they lie.
 * Written here and not by a library, as those write the time of day or random names into the file; equal input gives equal bytes.
 */
import { zlibSync } from 'fflate';
import { joinBytes, sha256Hex, textToBytes, type Bytes } from '../shared/bytes.ts';

/** `7 0 R`: an object by its number. */
export type Reference = `${number} 0 R`;

/** A text string in UTF-16 (7.9.2.2), which every reader takes for what it is. */
export const pdfText = (text: string): string => {
  const units = Array.from({ length: text.length }, (_, at) =>
    text.charCodeAt(at).toString(16).padStart(4, '0'),
  );
  return `<FEFF${units.join('')}>`;
};

/** A number as PDF wants it: never in exponents, at most three decimals. */
export const pdfNumber = (value: number): string => {
  const rounded = Math.round(value * 1000) / 1000;
  return String(Object.is(rounded, -0) ? 0 : rounded);
};

export type PdfFile = {
  /** The reference of an object that is set later. */
  reserve: () => Reference;
  set: (reference: Reference, body: string) => void;
  add: (body: string) => Reference;
  /** A packed stream; `entries` are what its dictionary has beside length and filter. */
  addStream: (content: Bytes, entries?: string) => Reference;
  /** The whole file. */
  finish: (catalog: Reference, info: Reference) => Promise<Bytes>;
};

export function createPdfFile(): PdfFile {
  const objects: (Bytes | undefined)[] = [];
  const reserve = (): Reference => `${objects.push(undefined)} 0 R`;
  const put = (reference: Reference, body: Bytes) => {
    objects[Number.parseInt(reference, 10) - 1] = body;
    return reference;
  };
  return {
    reserve,
    set: (reference, body) => void put(reference, textToBytes(body)),
    add: (body) => put(reserve(), textToBytes(body)),
    addStream(content, entries = '') {
      const packed = zlibSync(content, { level: 6 });
      const head = `<</Length ${packed.length}/Filter/FlateDecode${entries}>>\nstream\n`;
      return put(reserve(), joinBytes(textToBytes(head), packed, textToBytes('\nendstream')));
    },
    async finish(catalog, info) {
      // The second line tells programs that move files about that this is not text (7.5.2).
      const parts: Bytes[] = [textToBytes('%PDF-1.7\n'), Uint8Array.of(0x25, 0xe2, 0xe3, 0xcf, 0xd3, 0x0a)];
      let offset = parts.reduce((sum, part) => sum + part.length, 0);
      const offsets = objects.map((body, at) => {
        if (!body) throw new Error(`createPdfFile: object ${at + 1} was reserved and never set.`);
        const object = joinBytes(textToBytes(`${at + 1} 0 obj\n`), body, textToBytes('\nendobj\n'));
        parts.push(object);
        offset += object.length;
        return offset - object.length;
      });
      const entries = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
      const size = objects.length + 1;
      // From what the file says (14.4): another document has another one.
      const id = (await sha256Hex(joinBytes(...parts))).slice(0, 32);
      const tail = [
        `xref\n0 ${size}\n0000000000 65535 f \n${entries}`,
        `trailer\n<</Size ${size}/Root ${catalog}/Info ${info}/ID[<${id}><${id}>]>>\n`,
        `startxref\n${offset}\n%%EOF\n`,
      ];
      return joinBytes(...parts, textToBytes(tail.join('')));
    },
  };
}

/** Codes of a composite font as a string of two bytes each. */
export const codeString = (codes: readonly number[]): string =>
  `<${codes.map((code) => code.toString(16).padStart(4, '0')).join('')}>`;
