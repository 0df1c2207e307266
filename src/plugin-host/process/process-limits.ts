/** What a plugin's process may take. Times are in milliseconds; tests make them short. */
export interface ProcessLimits {
  startMillis: number;
  /** After the deadline of a call: to say that the process still turns. */
  graceMillis: number;
  /** From being told to stop until it is killed. */
  stopMillis: number;
  idleMillis: number;
  /** Calls at once in one process, and calls that wait for their turn. */
  inFlight: number;
  queue: number;
  /** Bytes of files at once in one process; a file that is larger is there alone. */
  inFlightBytes: number;
  /** Bytes written within `millis` that are too much. */
  flood: { bytes: number; millis: number };
  /** How often memory and processor time are looked at. */
  lookMillis: number;
  /** So long at most of a processor, and it gets what others leave. */
  hogMillis: number;
  /** So long at more than this share of a processor, with nothing to do, is too long. */
  busyMillis: number;
  busyShare: number;
  /** Failures in a row that open the breaker, and how long it stays open: the first time, and at most. */
  failures: number;
  restMillis: { first: number; most: number };
}

export const processLimits: ProcessLimits = {
  startMillis: 10_000,
  graceMillis: 1000,
  stopMillis: 2000,
  idleMillis: 5 * 60_000,
  inFlight: 16,
  queue: 256,
  inFlightBytes: 8 * 1024 * 1024,
  flood: { bytes: 1024 * 1024, millis: 10_000 },
  lookMillis: 250,
  hogMillis: 1000,
  busyMillis: 10_000,
  busyShare: 0.9,
  failures: 5,
  restMillis: { first: 5000, most: 5 * 60_000 },
};
