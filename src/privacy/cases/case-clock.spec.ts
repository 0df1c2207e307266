import { dueAt, jurisdictions, type JurisdictionCode } from './case-clock';

const due = (received: string, law: JurisdictionCode = 'gdpr', zone = 'UTC', term: 'answer' | 'extended' = 'answer') =>
  new Date(dueAt(Date.parse(received), jurisdictions[law][term]!, zone)).toISOString();

it.each([
  { received: '2026-01-31T09:00:00Z', end: '2026-02-28T23:59:59.999Z', why: 'the 31st of January, in a short year' },
  { received: '2028-01-31T09:00:00Z', end: '2028-02-29T23:59:59.999Z', why: 'the 31st of January, in a leap year' },
  { received: '2028-02-29T09:00:00Z', end: '2028-03-29T23:59:59.999Z', why: 'the 29th of February' },
  { received: '2026-03-31T23:59:59Z', end: '2026-04-30T23:59:59.999Z', why: 'the last second of March' },
  { received: '2026-12-15T00:00:00Z', end: '2027-01-15T23:59:59.999Z', why: 'across the new year' },
])('is one calendar month: $why', ({ received, end }) => {
  expect(due(received)).toBe(end);
});

it('is three months from receipt once it was extended, not one and two', () => {
  expect(due('2026-01-31T09:00:00Z', 'gdpr', 'UTC', 'extended')).toBe('2026-04-30T23:59:59.999Z');
});

it.each([
  ['ccpa', 'answer', '2026-02-15T23:59:59.999Z'],
  ['ccpa', 'extended', '2026-04-01T23:59:59.999Z'],
  ['pipeda', 'answer', '2026-01-31T23:59:59.999Z'],
  ['lgpd', 'answer', '2026-01-16T23:59:59.999Z'],
] as const)('counts days where the law does: %s, %s', (law, term, end) => {
  expect(due('2026-01-01T12:00:00Z', law, 'UTC', term)).toBe(end);
});

it('cannot be extended where the law does not say so', () => {
  expect(jurisdictions.lgpd.extended).toBeNull();
});

it.each([
  {
    zone: 'Europe/Berlin',
    received: '2026-02-28T23:30:00Z',
    end: '2026-04-01T21:59:59.999Z',
    why: 'the 1st of March there, and summer time by then',
  },
  { zone: 'Asia/Kolkata', received: '2026-01-30T20:00:00Z', end: '2026-02-28T18:29:59.999Z', why: 'the 31st of January there' },
  {
    zone: 'America/Los_Angeles',
    received: '2026-02-01T03:00:00Z',
    end: '2026-03-01T07:59:59.999Z',
    why: 'still the 31st of January there',
  },
  {
    zone: 'Pacific/Kiritimati',
    received: '2026-05-31T12:00:00Z',
    end: '2026-07-01T09:59:59.999Z',
    why: 'the 1st of June there already',
  },
  {
    zone: 'America/Sao_Paulo',
    received: '2017-09-14T12:00:00Z',
    end: '2017-10-15T02:59:59.999Z',
    why: 'a day that begins at one o’clock follows',
  },
])('is a day in the zone of the workspace: $zone, $why', ({ zone, received, end }) => {
  expect(due(received, 'gdpr', zone)).toBe(end);
});

it('ends on the last millisecond of a local day, wherever and whenever', () => {
  for (const zone of ['Europe/London', 'Australia/Lord_Howe', 'America/St_Johns', 'Africa/Cairo', 'Asia/Kathmandu'])
    for (let month = 0; month < 12; month++) {
      const end = dueAt(Date.UTC(2026, month, 28, 15), { months: 1 }, zone);
      const clock = (millis: number) =>
        new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium', dateStyle: 'short' }).format(millis);
      expect(clock(end)).toContain('23:59:59');
      expect(clock(end + 1)).not.toContain(clock(end).slice(0, 10));
    }
});
