/** The numbers of controls and clauses as people write them. */

/** `A.5.1` with what stands before it, without leading zeros; `text` is the number written anew. */
export type WrittenNumber = {
  numbers: number[];
  lettered: boolean;
  year: '2013' | '2022' | undefined;
  text: string;
};

const standards = /\b(?:iso|iec|en|din|bs|nf)\b[\s/]*|\b2700[12]\b\s*/gi;

/** The number with which the text begins, words after it ignored; undefined where it begins with none. */
export function readWrittenNumber(cell: string): WrittenNumber | undefined {
  const head = cell.slice(0, 200);
  const year = /(?<![\d.])(?:2700[12]\s*[:-]\s*)?(2005|2013|2017|2022|2023)(?![\d.])/.exec(head)?.[1];
  const rest = head
    .replace(/(?<![\d.])[:-]?\s*(?:2005|2013|2017|2022|2023)(?![\d.])/, ' ')
    .replace(standards, ' ')
    .replace(/^[\s:/,-]+/, '');
  const match =
    /^(?:(?:annex(?:ure)?|anhang|annexe|control|controls|ref|no|nr|clause|§)[\s.:-]*)*(a(?![a-z])[\s.:-]*)?(\d{1,2})(?:[.,]\s?(\d{1,2}))?(?:[.,]\s?(\d{1,2}))?(?!\d)(?![.,]\d)/i.exec(
      rest,
    );
  if (!match) return undefined;
  const numbers = [match[2], match[3], match[4]].flatMap((part) =>
    part === undefined ? [] : [Number(part)],
  );
  const lettered = match[1] !== undefined || /^(?:annex|anhang)/i.test(rest);
  return {
    numbers,
    lettered,
    year: year === undefined ? undefined : year < '2022' ? '2013' : '2022',
    text: `${lettered ? 'A.' : ''}${numbers.join('.')}`,
  };
}
