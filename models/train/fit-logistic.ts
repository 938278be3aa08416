/** A thing that was seen to be right or not, with the numbers that may tell. */
export type Observation = { features: readonly number[]; right: boolean; weight: number };

const logistic = (x: number) => 1 / (1 + Math.exp(-x));

/** Keeps the matrix solvable where features say the same. */
const ridge: number = 1e-3;
const rounds = 50;

/** Solves a small symmetric system by Gauss's elimination. */
function solve(matrix: number[][], right: number[]): number[] {
  const rows = matrix.map((row, at) => [...row, right[at] ?? 0]);
  rows.forEach((pivot, at) => {
    const diagonal = pivot[at] ?? 1;
    rows.forEach((row, other) => {
      if (other === at) return;
      const factor = (row[at] ?? 0) / diagonal;
      for (let column = at; column < row.length; column += 1)
        row[column] = (row[column] ?? 0) - factor * (pivot[column] ?? 0);
    });
  });
  return rows.map((row, at) => (row[row.length - 1] ?? 0) / (row[at] ?? 1));
}

/** Weighted logistic regression by Newton's method; one weight per feature. Throws without observations. */
export function fitLogistic(observations: readonly Observation[]): {
  weights: number[];
  probabilityOf: (observation: Pick<Observation, 'features'>) => number;
} {
  const size = observations[0]?.features.length;
  if (size === undefined) throw new Error('nothing was observed');
  let weights = Array.from({ length: size }, () => 0);
  const linear = (features: readonly number[], by: readonly number[]) =>
    features.reduce((sum, value, at) => sum + value * (by[at] ?? 0), 0);
  for (let round = 0; round < rounds; round += 1) {
    const gradient = weights.map((value) => -ridge * value);
    const curvature = weights.map((_, row) => weights.map((__, column) => (row === column ? ridge : 0)));
    for (const { features, right, weight } of observations) {
      const probability = logistic(linear(features, weights));
      features.forEach((value, row) => {
        gradient[row] = (gradient[row] ?? 0) + weight * (Number(right) - probability) * value;
        features.forEach((other, column) => {
          const line = curvature[row];
          if (line)
            line[column] = (line[column] ?? 0) + weight * probability * (1 - probability) * value * other;
        });
      });
    }
    const step = solve(curvature, gradient);
    weights = weights.map((value, at) => value + (step[at] ?? 0));
  }
  return { weights, probabilityOf: ({ features }) => logistic(linear(features, weights)) };
}
