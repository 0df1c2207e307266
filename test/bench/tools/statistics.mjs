/** `share` from 0 to 1; the nearest value that was really measured. */
export function percentile(values, share) {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))];
}

export function median(values) {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The medians' ratio, and how far the rounds lie apart: each round is divided by its own neighbour. */
export function ratio(ours, bare) {
  const rounds = ours.map((value, round) => value / bare[round]);
  return { value: median(ours) / median(bare), low: Math.min(...rounds), high: Math.max(...rounds) };
}

export const alone = (values) => ({ value: median(values), low: Math.min(...values), high: Math.max(...values) });

export const seconds = (count) => new Promise((resolve) => setTimeout(resolve, count * 1000));
