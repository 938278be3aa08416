/** A prediction beside what an auditor would accept; `none` first means that the item is no evidence. */
export type Judged = {
  ranked: readonly string[];
  probability: readonly number[];
  abstained: boolean;
  acceptable: readonly string[];
};

/**
 * Shares between 0 and 1; NaN where there is nothing to count. `mrr` is the mean of one over the place of the first
 * acceptable control. `shownRight` is the share of right ones among proposals of at least 0.5, `calibrationError`
 * the expected calibration error of the first proposal in ten bins (Guo and others, ICML 2017).
 */
export type Measures = {
  evidence: number;
  top1: number;
  top3: number;
  mrr: number;
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
  const places = evidence.map(({ ranked, acceptable }) => {
    const at = ranked.findIndex((control) => acceptable.includes(control));
    return at < 0 ? Infinity : at + 1;
  });
  const shown = judged.flatMap(({ ranked, probability, acceptable }) =>
    ranked.filter((_, at) => (probability[at] ?? 0) >= 0.5).map((control) => acceptable.includes(control)),
  );
  return {
    evidence: evidence.length,
    top1: share(places.filter((place) => place <= 1).length, evidence.length),
    top3: share(places.filter((place) => place <= 3).length, evidence.length),
    mrr: mean(places.map((place) => 1 / place)),
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

export function measuresToText(measures: Measures): string {
  const { evidence, noEvidence } = measures;
  return (
    `evidence (${evidence}): top-1 ${percent(measures.top1)}, top-3 ${percent(measures.top3)}, MRR ${measures.mrr.toFixed(3)}, ` +
    `wrongly refused ${percent(measures.wronglyRefused)}\n` +
    `no evidence (${noEvidence}): refused ${percent(measures.refused)}\n` +
    `proposals at 0.5 or more that are right: ${percent(measures.shownRight)}; calibration error of the first ${percent(measures.calibrationError)}\n`
  );
}
