import type { Span } from '../evidence/span.ts';

/** Characters of an IBAN by country, from SWIFT's IBAN Registry (ISO 13616). */
const lengths = new Map<string, number>(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 FK18 ' +
    'FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 ' +
    'LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 ' +
    'SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

const begin = /(?<![\p{L}\p{N}])[A-Z]{2}\d{2}(?=[ \u00a0-]?[A-Z0-9])/giu;

/** ISO 7064 MOD 97-10 over the rearranged number, letters as 10 to 35 (ISO 13616-1). */
function hasChecksum(iban: string): boolean {
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4))
    for (const digit of String(parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}

/** IBANs with the length of their country and a right checksum, in one piece or in groups parted by a blank or hyphen. */
export function findIbans(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: head, index: start } of text.matchAll(begin)) {
    const length = lengths.get(head.slice(0, 2).toUpperCase());
    if (length === undefined) continue;
    let iban = '';
    let end = start;
    for (; end < text.length && iban.length < length; end++) {
      if (/[A-Z0-9]/i.test(text[end]!)) iban += text[end]!;
      else if (!/[ \u00a0\u202f-]/.test(text[end]!) || /[ \u00a0\u202f-]/.test(text[end - 1]!)) break;
    }
    const isWhole = iban.length === length && !/[\p{L}\p{N}]/u.test(text[end] ?? ' ');
    if (isWhole && hasChecksum(iban)) spans.push({ start, end });
  }
  return spans;
}
