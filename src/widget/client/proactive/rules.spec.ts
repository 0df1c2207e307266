import { afterPage, isAllowedBy, isForPage, needsMemory, shareSeen, type Rule } from './rules';

const rule = (changes: Partial<Rule> = {}): Rule => ({
  id: 'a',
  text: 'Hello',
  language: 'en',
  trigger: 'time',
  amount: 5,
  pauseDays: 0,
  ...changes,
});
const minute = 60_000;
const day = 24 * 60 * minute;

describe('the page of a rule', () => {
  const page = (match: 'contains' | 'begins' | 'equals', text: string) => ({ page: { match, text } });
  const at = (pathname: string, host = 'shop.example') => ({ pathname, host });

  it.each([
    [{}, at('/anything'), true],
    [page('equals', '/prices'), at('/prices'), true],
    [page('equals', '/prices'), at('/Prices/'), true],
    [page('equals', '/prices'), at('/prices/more'), false],
    [page('equals', '/'), at('/'), true],
    [page('equals', '/'), at('/prices'), false],
    [page('equals', 'https://shop.example/prices'), at('/prices'), true],
    [page('equals', 'shop.example/prices'), at('/prices', 'other.example'), false],
    [page('begins', '/docs'), at('/docs/start'), true],
    [page('begins', '/docs'), at('/de/docs'), false],
    [page('begins', 'shop.example'), at('/docs'), true],
    [page('begins', 'hop.example'), at('/docs'), false],
    [page('contains', 'docs'), at('/de/docs/start'), true],
    [page('contains', '/docs/'), at('/de/docs'), true],
    [page('contains', '/docs/'), at('/docsy'), false],
    [page('contains', 'shop.example/de'), at('/de/docs'), true],
  ])('%j is for %j: %s', (given, location, expected) => expect(isForPage(given, location)).toBe(expected));

  it('takes what looks like a pattern for the letters that it is', () => {
    expect(isForPage(page('contains', '.*'), at('/prices'))).toBe(false);
    expect(isForPage(page('contains', '(a+)+$'), at('/aaaa'))).toBe(false);
    expect(isForPage(page('contains', '(a+)+$'), at('/(a+)+$'))).toBe(true);
  });
});

it('knows how much of a page was seen', () => {
  expect(shareSeen({ top: 0, shown: 800, height: 1600 })).toBe(50);
  expect(shareSeen({ top: 800, shown: 800, height: 1600 })).toBe(100);
  expect(shareSeen({ top: 900, shown: 800, height: 1600 })).toBe(100);
  expect(shareSeen({ top: 0, shown: 800, height: 0 })).toBe(100);
});

describe('what is remembered', () => {
  it('counts visits: a pause of half an hour ends one', () => {
    const first = afterPage(undefined, 0);
    expect(first.visits).toBe(1);
    const same = afterPage(first, 30 * minute);
    expect(same.visits).toBe(1);
    expect(afterPage(same, 60 * minute + 1).visits).toBe(2);
  });

  it('forgets what no rule asks for any more', () => {
    const recalled = { shown: { old: 0, new: 300 * day }, at: 300 * day, visits: 3 };
    expect(afterPage(recalled, 366 * day).shown).toEqual({ new: 300 * day });
  });

  it('is needed for "once" and for "comes back", and for nothing else', () => {
    expect([rule(), rule({ trigger: 'scroll' })].map(needsMemory)).toEqual([false, false]);
    expect([rule({ pauseDays: 1 }), rule({ trigger: 'return', pauseDays: 1 })].map(needsMemory)).toEqual([true, true]);
  });

  it.each([
    ['nothing remembered, nothing needed', rule(), undefined, true],
    ['nothing remembered, a pause', rule({ pauseDays: 1 }), undefined, false],
    ['never shown', rule({ pauseDays: 7 }), { shown: {}, at: 0, visits: 1 }, true],
    ['shown yesterday', rule({ pauseDays: 7 }), { shown: { a: 9 * day }, at: 0, visits: 1 }, false],
    ['shown a week ago', rule({ pauseDays: 7 }), { shown: { a: 3 * day }, at: 0, visits: 1 }, true],
    ['another was shown', rule({ pauseDays: 7 }), { shown: { b: 10 * day }, at: 0, visits: 1 }, true],
    ['the first visit', rule({ trigger: 'return', pauseDays: 1 }), { shown: {}, at: 0, visits: 1 }, false],
    ['the second visit', rule({ trigger: 'return', pauseDays: 1 }), { shown: {}, at: 0, visits: 2 }, true],
    ['nobody knows whether', rule({ trigger: 'return', pauseDays: 1 }), undefined, false],
  ])('%s', (_, given, recalled, expected) => expect(isAllowedBy(given, recalled, 10 * day)).toBe(expected));
});
