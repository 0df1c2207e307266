/** SHA-256 (FIPS 180-4). By hand, because browsers have theirs only on pages over TLS, and only as a promise for each of many thousand. */
const primes = (count: number): number[] => {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) if (found.every((prime) => candidate % prime)) found.push(candidate);
  return found;
};
const fraction = (value: number) => ((value - Math.floor(value)) * 0x100000000) | 0;
const rounds = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const start = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));
const words = new Int32Array(64);

/** @returns the first 32 bits of the hash and, only if they are `wanted`, the whole in hexadecimal */
export function hashOf(text: string, wanted: number): string | undefined {
  const length = text.length;
  const blocks = (length + 72) >> 6;
  const state = start.slice();
  for (let block = 0; block < blocks; block++) {
    words.fill(0, 0, 16);
    for (let index = 0; index < 64; index++) {
      const at = block * 64 + index;
      const byte = at < length ? text.charCodeAt(at) : at === length ? 0x80 : 0;
      words[index >> 2] |= byte << (24 - (index & 3) * 8);
    }
    if (block === blocks - 1) words[15] = length * 8;
    compress(state);
  }
  if (state[0] !== wanted) return undefined;
  return [...state].map((word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

const turn = (value: number, bits: number) => (value >>> bits) | (value << (32 - bits));

function compress(state: Int32Array): void {
  for (let index = 16; index < 64; index++) {
    const early = words[index - 15];
    const late = words[index - 2];
    words[index] =
      words[index - 16] +
      (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)) +
      words[index - 7] +
      (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let index = 0; index < 64; index++) {
    const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[index] + words[index]) | 0;
    const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((value, index) => (state[index] += value));
}
