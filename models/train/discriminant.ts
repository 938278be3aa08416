/**
 * A linear discriminant with shrinkage (Friedman, Regularized Discriminant Analysis, JASA 1989) from few vectors per class:
 * where the texts of a class differ among themselves, a direction counts less.
 */

/** Row after row, `size` numbers each. */
export type Classes = readonly (readonly Float32Array[])[];

export type Discriminant = { directions: Float64Array[]; offsets: number[]; mean: Float64Array };

function meanOf(vectors: readonly (Float32Array | Float64Array)[], size: number): Float64Array {
  const mean = new Float64Array(size);
  for (const vector of vectors) {
    for (let at = 0; at < size; at += 1) mean[at]! += vector[at]! / vectors.length;
  }
  return mean;
}

/** The mean over all vectors of the outer product of what each has beyond its class. */
function withinClasses(classes: Classes, means: readonly Float64Array[], size: number): Float64Array[] {
  const total = classes.reduce((sum, { length }) => sum + length, 0);
  const spread = Array.from({ length: size }, () => new Float64Array(size));
  classes.forEach((vectors, index) => {
    for (const vector of vectors) {
      const beyond = Float64Array.from(vector, (value, at) => value - means[index]![at]!);
      for (let row = 0; row < size; row += 1) {
        const factor = beyond[row]! / total;
        const into = spread[row]!;
        for (let column = 0; column <= row; column += 1) into[column]! += factor * beyond[column]!;
      }
    }
  });
  return spread;
}

/** The lower triangle L with L * transposed L = matrix; reads the lower triangle alone. Throws when it is not positive. */
export function cholesky(matrix: readonly Float64Array[]): Float64Array[] {
  const lower = matrix.map((row) => new Float64Array(row.length));
  for (let row = 0; row < matrix.length; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row]![column]!;
      for (let at = 0; at < column; at += 1) sum -= lower[row]![at]! * lower[column]![at]!;
      if (row === column && sum <= 0) throw new Error('the matrix is not positive definite');
      lower[row]![column] = row === column ? Math.sqrt(sum) : sum / lower[column]![column]!;
    }
  }
  return lower;
}

/** The x with L * transposed L * x = right. */
export function solve(lower: readonly Float64Array[], right: Float64Array): Float64Array {
  const result = Float64Array.from(right);
  for (let row = 0; row < result.length; row += 1) {
    for (let at = 0; at < row; at += 1) result[row]! -= lower[row]![at]! * result[at]!;
    result[row]! /= lower[row]![row]!;
  }
  for (let row = result.length - 1; row >= 0; row -= 1) {
    for (let at = row + 1; at < result.length; at += 1) result[row]! -= lower[at]![row]! * result[at]!;
    result[row]! /= lower[row]![row]!;
  }
  return result;
}

const dot = (left: Float64Array, right: Float64Array | Float32Array) =>
  left.reduce((sum, value, at) => sum + value * right[at]!, 0);

/**
 * One direction and offset per class, so that `direction . x + offset` compares the classes for a vector x. All classes
 * count as equally likely. `shrinkage` is how many times the mean variance is added to every variance: large makes the
 * directions those from `centre` to the class means. The scores of the vectors themselves have a standard deviation of 1.
 */
export function discriminantOf(classes: Classes, centre: Float64Array, shrinkage: number): Discriminant {
  const size = centre.length;
  const means = classes.map((vectors) => meanOf(vectors, size));
  const spread = withinClasses(classes, means, size);
  const variance = spread.reduce((sum, row, at) => sum + row[at]!, 0) / size;
  spread.forEach((row, at) => {
    row[at]! += shrinkage * variance;
  });
  const lower = cholesky(spread);
  const fromCentre = means.map((mean) => mean.map((value, at) => value - centre[at]!));
  const directions = fromCentre.map((mean) => solve(lower, mean));
  // direction . (x - centre) - direction . (mean - centre) / 2, with everything that does not hang on x in the offset.
  const offsets = directions.map(
    (direction, at) => -dot(direction, fromCentre[at]!) / 2 - dot(direction, centre),
  );
  const scale =
    1 / deviationOf(classes.flat().flatMap((x) => directions.map((d, at) => dot(d, x) + offsets[at]!)));
  return {
    directions: directions.map((direction) => direction.map((value) => value * scale)),
    offsets: offsets.map((offset) => offset * scale),
    mean: centre,
  };
}

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

export { meanOf };
