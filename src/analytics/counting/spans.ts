const minute = 60_000;

/** Upper ends of the buckets for durations, in milliseconds; whatever takes longer is in one more bucket. */
export const spans = [1, 2, 5, 10, 30, 60, 240, 720, 1440, 4320].map((minutes) => minutes * minute);

/** The bucket of a duration: the number of the first span that it fits in. */
export function bucketOf(millis: number): number {
  const index = spans.findIndex((end) => millis <= end);
  return index < 0 ? spans.length : index;
}
