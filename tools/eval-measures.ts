/** A prediction beside what an auditor would accept; `none` first means that the item is no evidence. */
export type Judged = {
  ranked: readonly string[];
  probability: readonly number[];
  abstained: boolean;
  acceptable: readonly string[];
};

/**
 * Shares between 0 and 1; NaN where there is nothing to count. `any` counts the first acceptable control, `mrr` is the mean
 * of one over its place. `shownRight` is the share of right ones among proposals of at least 0.5, `calibrationError`
 * the expected calibration error of the first proposal in ten bins (Guo and others, ICML 2017).
 */
export type Places = { top1: number; top3: number; mrr: number };
export type Measures = {
  evidence: number;
  any: Places;
  /** The same where only the first of the acceptable controls counts. */
  primary: Places;
  wronglyRefused: number;
  noEvidence: number;
  refused: number;
  shownRight: number;
  calibrationError: number;
};

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const share = (count: number, of: number) => count / of;

export function measuresOf(judged: readonly Judged[]): Measures {
  const evidence = judged.filter(({ acceptable }) => acceptable[0] !== 'none');
  const noEvidence = judged.filter(({ acceptable }) => acceptable[0] === 'none');
  const shown = judged.flatMap(({ ranked, probability, acceptable }) =>
    ranked.filter((_, at) => (probability[at] ?? 0) >= 0.5).map((control) => acceptable.includes(control)),
  );
  return {
    evidence: evidence.length,
    any: placesOf(evidence, (acceptable) => acceptable),
    primary: placesOf(evidence, (acceptable) => acceptable.slice(0, 1)),
    // Leaving out a page is no error where an auditor would accept that too.
    wronglyRefused: share(
      evidence.filter(({ abstained, acceptable }) => abstained && !acceptable.includes('none')).length,
      evidence.length,
    ),
    noEvidence: noEvidence.length,
    refused: share(noEvidence.filter(({ abstained }) => abstained).length, noEvidence.length),
    shownRight: share(shown.filter(Boolean).length, shown.length),
    calibrationError: calibrationErrorOf(evidence),
  };
}

function placesOf(
  judged: readonly Judged[],
  counted: (acceptable: readonly string[]) => readonly string[],
): Places {
  const places = judged.map(({ ranked, acceptable }) => {
    const at = ranked.findIndex((control) => counted(acceptable).includes(control));
    return at < 0 ? Infinity : at + 1;
  });
  return {
    top1: share(places.filter((place) => place <= 1).length, places.length),
    top3: share(places.filter((place) => place <= 3).length, places.length),
    mrr: mean(places.map((place) => 1 / place)),
  };
}

function calibrationErrorOf(judged: readonly Judged[]): number {
  const bins = Array.from({ length: 10 }, () => ({ right: 0, promised: 0, count: 0 }));
  for (const { ranked, probability, acceptable } of judged) {
    const bin = bins[Math.min(9, Math.floor((probability[0] ?? 0) * 10))];
    if (bin === undefined) continue;
    bin.count += 1;
    bin.promised += probability[0] ?? 0;
    if (acceptable.includes(ranked[0] ?? '')) bin.right += 1;
  }
  return bins.reduce((sum, { right, promised }) => sum + Math.abs(right - promised), 0) / judged.length;
}

const percent = (value: number) => (Number.isNaN(value) ? '-' : `${(100 * value).toFixed(1)} %`);

const placesToText = ({ top1, top3, mrr }: Places) =>
  `top-1 ${percent(top1)}, top-3 ${percent(top3)}, MRR ${mrr.toFixed(3)}`;

export function measuresToText(measures: Measures): string {
  const { evidence, noEvidence, any, primary } = measures;
  return (
    `evidence (${evidence}), any acceptable control: ${placesToText(any)}; wrongly refused ${percent(measures.wronglyRefused)}\n` +
    `the primary control: ${placesToText(primary)}\n` +
    `no evidence (${noEvidence}): refused ${percent(measures.refused)}\n` +
    `proposals at 0.5 or more that are right: ${percent(measures.shownRight)}; calibration error of the first ${percent(measures.calibrationError)}\n`
  );
}
