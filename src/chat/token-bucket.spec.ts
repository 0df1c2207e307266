import { TokenBucket } from './token-bucket';

describe('TokenBucket', () => {
  const takeMany = (bucket: TokenBucket, count: number, now: number) => Array.from({ length: count }, () => bucket.take(now));

  it('lets a burst of 60 through, then 20 a second', () => {
    const bucket = new TokenBucket();
    expect(takeMany(bucket, 60, 1000).every((taken) => taken === true)).toBe(true);
    expect(bucket.take(1000)).toBe(false);
    expect(takeMany(bucket, 21, 2000).filter((taken) => taken === true)).toHaveLength(20);
  });

  it('gives up on a client that goes on and on', () => {
    const bucket = new TokenBucket();
    expect(takeMany(bucket, 60 + 180, 1000).at(-1)).toBe(false);
    expect(bucket.take(1000)).toBe('close');
  });

  it('forgives after a pause', () => {
    const bucket = new TokenBucket();
    takeMany(bucket, 200, 1000);
    expect(bucket.take(60_000)).toBe(true);
  });
});
