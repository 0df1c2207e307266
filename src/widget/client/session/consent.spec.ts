import type { ClientFrame } from '../protocol';
import type { Ask } from '../shell';
import { Consent } from './consent';
import type { SiteCall } from './site-consent';

const ask = (category: string, ...terms: string[]): Ask => ({ category, title: category, why: '', terms, deniable: true });

let said: ClientFrame[];
let announced: unknown[];
let calls: SiteCall[];
let stored: Record<string, unknown>;
let asks: Ask[];
let connected: boolean;
let consent: Consent;

function browser(globalPrivacyControl?: boolean) {
  Object.defineProperty(globalThis, 'navigator', { value: { globalPrivacyControl }, configurable: true, writable: true });
}

/** A page of the website: what is stored is still there, what was in memory is gone. */
function load() {
  const memory = { read: () => stored, update: (change: (remembered: typeof stored) => void) => change(stored) } as never;
  const shell = {
    consent: () => calls,
    memory,
    announce: (_: string, detail: unknown) => void announced.push(detail),
    config: { privacy: { cookies: '', wording: 'words', question: '', asks } },
  };
  consent = new Consent(shell, () => (connected ? (frame) => void said.push(frame) : undefined));
}

beforeEach(() => {
  [said, announced, calls, stored, connected] = [[], [], [], {}, false];
  asks = [ask('analytics', 'analytics/a')];
  browser();
  load();
});

describe('what the page says', () => {
  it('says nothing if the page said nothing', () => {
    connected = true;
    consent.tell();
    expect(consent.unsaid).toBeUndefined();
    expect(said).toEqual([]);
  });

  it('sends nothing before there is anybody to keep it of, and goes along with the first message', () => {
    calls = [[{ analytics: true, sharing: false, preferences: 'yes' }]];
    consent.tell();
    expect(said).toEqual([]);
    expect(consent.unsaid).toEqual({ granted: ['analytics'] });
    expect(stored).toEqual({});
  });

  it('goes along until the server has it, and then no more', () => {
    calls = [[{ analytics: true }]];
    expect(consent.unsaid).toBeDefined();
    expect(consent.unsaid).toBeDefined();
    consent.settle();
    expect(consent.unsaid).toBeUndefined();
  });

  it('says a withdrawal at once, and again after a connection that broke before the answer', () => {
    connected = true;
    calls = [[{ analytics: true }]];
    consent.tell();
    consent.settle();
    calls = [[{}]];
    consent.tell();
    consent.forget();
    consent.tell();
    const withdrawal = { event: 'consent.choose', data: { granted: [] } };
    expect(said.slice(1)).toEqual([withdrawal, withdrawal]);
  });

  it('tells of a browser that denies, with a choice and without one', () => {
    browser(true);
    expect(consent.unsaid).toEqual({ denied: true });
    calls = [[{ analytics: true }]];
    expect(consent.unsaid).toEqual({ granted: ['analytics'], denied: true });
  });
});

describe('what is chosen here', () => {
  it('is asked for once, kept in this browser with what was asked, and told to the page', () => {
    expect(consent.open).toBe(true);
    consent.choose(['analytics']);
    expect(stored.consent).toEqual({ granted: ['analytics'], asked: ['analytics/a'], wording: 'words', over: undefined });
    expect(announced).toEqual([{ granted: ['analytics'], denied: false }]);
    load();
    expect(consent.open).toBe(false);
    expect(consent.unsaid).toEqual({ granted: ['analytics'], asked: ['analytics/a'], wording: 'words' });
  });

  it('is not asked for where nothing needs it, or the browser has answered, or the website asks itself', () => {
    browser(true);
    expect(consent.open).toBe(false);
    browser();
    asks[0].deniable = false;
    calls = [['default', { analytics_storage: 'denied' }]];
    expect(consent.open).toBe(false);
    asks = [];
    calls = [];
    load();
    expect(consent.open).toBe(false);
  });

  it('is asked for again once somebody else would get data, and what was granted does not cover them', () => {
    consent.choose(['analytics']);
    expect(consent.allows(asks[0])).toBe(true);
    asks = [ask('analytics', 'analytics/a', 'analytics/b')];
    load();
    expect(consent.open).toBe(true);
    expect(consent.allows(asks[0])).toBe(false);
    consent.choose([]);
    load();
    expect(consent.open).toBe(false);
  });

  it('is not asked for again because somebody gets nothing any more', () => {
    asks = [ask('analytics', 'analytics/a', 'analytics/b')];
    load();
    consent.choose(['analytics']);
    asks = [ask('analytics', 'analytics/b')];
    load();
    expect(consent.open).toBe(false);
  });

  it('wins over what the website says on every page, until the website says something else', () => {
    calls = [[{ analytics: true }]];
    consent.choose([]);
    load();
    expect(consent.granted).toEqual([]);
    calls = [[{ analytics: true, sharing: true }]];
    expect(consent.granted).toEqual(['analytics', 'sharing']);
  });
});

describe('what was chosen in another browser', () => {
  it('is asked of the server, and not of the visitor', () => {
    connected = true;
    consent.recall();
    expect(said).toEqual([{ event: 'consent.choose', data: {} }]);
    consent.recorded({ granted: [], asked: ['analytics/a'] });
    expect(consent.open).toBe(false);
    expect(consent.unsaid).toBeUndefined();
  });

  it('leaves the question open if there was none', () => {
    consent.recorded({ granted: [], asked: [] });
    expect(consent.open).toBe(true);
    expect(stored).toEqual({});
  });
});
