import { hue, hueOf, initials } from './faces';
import { logic } from './logic';
import { numbers } from './numbers';
import { ago, times } from './times';

describe('initials', () => {
  it.each([
    ['Ana Silva', 'AS'],
    ['ana maria da silva', 'AS'],
    ['Ben', 'B'],
    ['  Élodie  Ñandú ', 'ÉÑ'],
    ['سارة أحمد', 'سأ'],
    ['👩‍👧 Ana', 'A'],
    ['Ana <script>', 'AS'],
    ['', '?'],
    ['…', '?'],
    [undefined, '?'],
  ])('%p → %s', (name, letters) => expect(initials(name)).toBe(letters));
});

describe('hue', () => {
  it('is the same for the same id, and one of twelve', () => {
    expect(hueOf('01j8x')).toBe(hueOf('01j8x'));
    const all = new Set(Array.from({ length: 200 }, (_, index) => hueOf(`id ${index}`)));
    expect([...all].every((value) => Number.isInteger(value) && value >= 0 && value < 12)).toBe(true);
    expect(all.size).toBe(12);
  });

  it('is a field of its own where nothing is asked', () => expect(hue.call({ hue: 4 }, {})).toBe(4));
});

describe('times', () => {
  const now = new Date('2026-03-10T12:00:00Z');
  const { time, datetime, ago: agoElement } = times(() => now);

  it('are machine-readable, with words in UTC until the browser knows better', () => {
    expect(String(time('2026-03-10T09:05:07.123Z'))).toBe(
      '<time datetime="2026-03-10T09:05:07.123Z" data-controller="time" data-time-style-value="time">09:05</time>',
    );
    expect(String(datetime(new Date('2026-03-01T09:05:07Z')))).toContain('>1 Mar 2026, 09:05<');
    expect(String(agoElement('2026-03-10T11:55:00Z'))).toMatch(/>5 ?m[a-z.]* ago</);
  });

  it.each([[null], [undefined], [''], ['not a time'], ['"><script>']])('say nothing of %p', (moment) => {
    expect(String(time(moment))).toBe('');
  });

  it.each([
    ['2026-03-10T11:59:30Z', /^now$/],
    ['2026-03-10T09:00:00Z', /^3 ?h[a-z.]* ago$/],
    ['2026-03-09T11:00:00Z', /^yesterday$/],
    ['2026-01-01T00:00:00Z', /^2 ?mo[a-z.]* ago$/],
  ])('%s is %s', (moment, words) => expect(ago(new Date(moment), now)).toMatch(words));
});

describe('numbers and logic', () => {
  it.each([
    [0, '0 bytes'],
    [1023, '1,023 bytes'],
    [48_213, '47.1 kB'],
    [10 * 1024 * 1024, '10 MB'],
    ['x', '0 bytes'],
  ])('%p is %s', (count, words) => expect(numbers.bytes(count)).toBe(words));

  it('groups thousands, and writes JSON', () => {
    expect(numbers.number(1_234_567)).toBe('1,234,567');
    expect(numbers.number(undefined)).toBe('');
    expect(numbers.json({ a: [1] })).toBe('{"a":[1]}');
    expect(numbers.json(undefined)).toBe('null');
  });

  it('never takes the options of a helper for a value', () => {
    const options = { hash: {} };
    expect(logic.and(true, 1, options)).toBe(true);
    expect(logic.and(true, 0, options)).toBe(false);
    expect(logic.or(false, 0, options)).toBe(false);
    expect(logic.or('', 'x', options)).toBe('x');
    expect(logic.eq('a', 'a')).toBe(true);
    expect(logic.not('')).toBe(true);
  });
});
