import { pause } from './pause';

describe('the pause before coming back', () => {
  it('doubles from one second up to thirty', () => {
    expect([1, 2, 3, 4, 5, 6, 9].map((attempts) => pause(attempts, () => 0))).toEqual([
      1000, 2000, 4000, 8000, 16_000, 30_000, 30_000,
    ]);
  });

  it('is up to half as long again by chance, so that not everybody comes at once', () => {
    expect(pause(1, () => 1)).toBe(1500);
    expect(pause(6, () => 0.5)).toBe(37_500);
  });
});
