import { Turnstile } from './turnstile';

const later = () => {
  let finish!: () => void;
  const done = new Promise<void>((resolve) => (finish = resolve));
  return { done, finish };
};
const turn = () => new Promise(setImmediate);

describe('Turnstile', () => {
  it('runs two at once, the others in order, and turns away who is too many', async () => {
    const turnstile = new Turnstile(2, 2);
    const started: number[] = [];
    const works = [later(), later(), later(), later()];
    const passes = works.map((work, index) => turnstile.pass(() => (started.push(index), work.done)));
    await turn();
    expect(started).toEqual([0, 1]);
    await expect(turnstile.pass(async () => started.push(9))).rejects.toMatchObject({ code: 'rate.limited' });
    works[1]!.finish();
    await turn();
    expect(started).toEqual([0, 1, 2]);
    for (const work of works) work.finish();
    await Promise.all(passes);
    expect(started).toEqual([0, 1, 2, 3]);
    await expect(turnstile.pass(async () => 'free again')).resolves.toBe('free again');
  });

  it('hands its turn on when work fails', async () => {
    const turnstile = new Turnstile(1, 1);
    await expect(turnstile.pass(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(turnstile.pass(async () => 'next')).resolves.toBe('next');
  });
});
