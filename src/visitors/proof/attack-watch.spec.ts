import { AttackWatch } from './attack-watch';

const flood = (watch: AttackWatch, visitors: number, addresses: number, now = 0) => {
  for (let index = 0; index < visitors; index++) watch.note('shop', `v${index}`, `a${index % addresses}`, now);
};

it.each([
  { visitors: 30, addresses: 10, attacked: true },
  { visitors: 29, addresses: 29, attacked: false },
  { visitors: 300, addresses: 9, attacked: false },
])('$visitors new visitors from $addresses addresses: $attacked', ({ visitors, addresses, attacked }) => {
  const watch = new AttackWatch();
  flood(watch, visitors, addresses);
  expect(watch.isAttacked('shop', 1)).toBe(attacked);
  expect(watch.isAttacked('other', 1)).toBe(false);
});

it('counts a visitor who tries again once', () => {
  const watch = new AttackWatch();
  for (let index = 0; index < 100; index++) watch.note('shop', 'eve', `a${index}`, 0);
  expect(watch.isAttacked('shop', 1)).toBe(false);
});

it('ends by itself, and goes on as long as the flood does', () => {
  const watch = new AttackWatch();
  flood(watch, 40, 20);
  expect(watch.isAttacked('shop', 9 * 60_000)).toBe(true);
  expect(watch.isAttacked('shop', 10 * 60_000)).toBe(false);
  flood(watch, 40, 20, 9 * 60_000);
  expect(watch.isAttacked('shop', 18 * 60_000)).toBe(true);
});

it('is not set off by a slow stream', () => {
  const watch = new AttackWatch();
  for (let index = 0; index < 100; index++) watch.note('shop', `v${index}`, `a${index}`, index * 4_000);
  expect(watch.isAttacked('shop', 400_000)).toBe(false);
});
