import { Texts } from '../../common/texts';
import { noIdentity } from '../../workspaces/legal-identities.service';
import { noticeOf } from './notice';
import type { NoticeFacts, RecipientFact } from './notice.types';
import { Wording } from './wording';

/** Everything that can be said is said in it, so that each fact has something to change. */
const recipient: RecipientFact = {
  plugin: 'translate-vendor',
  name: 'Vendor GmbH',
  kind: 'translation',
  country: 'US',
  safeguard: 'standard clauses',
  purpose: 'conversation',
  basis: 'consent',
  consent: 'analytics',
  categories: ['conversation'],
  getsAddress: false,
  retention: 'not at all',
};
const facts: NoticeFacts = {
  audience: 'visitors',
  controller: {
    ...noIdentity,
    legalName: 'Alder Ltd',
    address: '1 Mill Lane',
    contact: 'privacy@alder.example',
    officer: 'Dora',
    representative: 'Rita',
    authority: 'CNPD',
    noticeUrl: 'https://alder.example/privacy',
  },
  operator: 'Host Ltd',
  websites: [{ name: 'Shop', pages: true, browser: true, location: true, contact: true }],
  held: [{ category: 'conversation', purposes: ['conversation'], sources: ['subject'], columns: ['message.body'] }],
  recipients: [recipient],
  chosenPurposes: ['improve', 'marketing'],
  regions: ['EEA'],
  retention: [{ line: 'messages', category: 'conversation', website: 'Shop', days: 30, reason: 'service' }],
  storage: [{ name: 'parlour:KEY', purpose: { key: 'cookies.keys.widgetMemory' }, category: 'necessary', lifetime: 3600 }],
  consents: ['analytics'],
  texts: { who: { en: 'We are a family business.' } },
};

const texts = new Texts({ DEVELOPMENT: false });
const said = (some: NoticeFacts, language = 'en') => JSON.stringify(new Wording(texts, language).of(noticeOf(some)));

type Path = string;
/** Each fact by its path, and another value of it. A fact without one fails. */
const flips: Record<Path, (facts: NoticeFacts) => NoticeFacts> = {
  audience: (f) => ({ ...f, audience: 'accounts' }),
  'controller.legalName': ofController({ legalName: 'Birch Ltd' }),
  'controller.address': ofController({ address: '2 Mill Lane' }),
  'controller.contact': ofController({ contact: 'data@alder.example' }),
  'controller.officer': ofController({ officer: '' }),
  'controller.representative': ofController({ representative: '' }),
  'controller.authority': ofController({ authority: '' }),
  'controller.minimumAge': ofController({ minimumAge: 18 }),
  'controller.noticeUrl': ofController({ noticeUrl: '' }),
  operator: (f) => ({ ...f, operator: 'Alder Ltd' }),
  'websites.0.name': ofWebsite({ name: 'Store' }),
  'websites.0.pages': ofWebsite({ pages: false }),
  'websites.0.browser': ofWebsite({ browser: false }),
  'websites.0.location': ofWebsite({ location: false }),
  'websites.0.contact': ofWebsite({ contact: false }),
  'held.0.category': (f) => ({ ...f, held: [{ ...f.held[0]!, category: 'file' }] }),
  'held.0.purposes.0': (f) => ({ ...f, held: [{ ...f.held[0]!, purposes: ['security'] }] }),
  'held.0.sources.0': (f) => ({ ...f, held: [{ ...f.held[0]!, sources: ['agent'] }] }),
  'held.0.columns.0': (f) => ({ ...f, held: [{ ...f.held[0]!, columns: ['message.body', 'message.at'] }] }),
  'recipients.0.plugin': ofRecipient({ plugin: 'translate-other' }),
  'recipients.0.name': ofRecipient({ name: 'Other GmbH' }),
  'recipients.0.kind': ofRecipient({ kind: 'writing' }),
  'recipients.0.country': ofRecipient({ country: 'DE' }),
  'recipients.0.safeguard': ofRecipient({ safeguard: 'adequacy decision' }),
  'recipients.0.purpose': ofRecipient({ purpose: 'security' }),
  'recipients.0.basis': ofRecipient({ basis: 'contract' }),
  'recipients.0.consent': ofRecipient({ consent: null }),
  'recipients.0.categories.0': ofRecipient({ categories: ['contact', 'conversation'] }),
  'recipients.0.getsAddress': ofRecipient({ getsAddress: true }),
  'recipients.0.retention': ofRecipient({ retention: 'a year' }),
  'chosenPurposes.0': (f) => ({ ...f, chosenPurposes: ['marketing'] }),
  'chosenPurposes.1': (f) => ({ ...f, chosenPurposes: ['improve'] }),
  'regions.0': (f) => ({ ...f, regions: [] }),
  // What is not held is not spoken of.
  'retention.0.line': ofRetention({ line: 'mails' }),
  'retention.0.website': ofRetention({ website: null }),
  'retention.0.category': ofRetention({ category: 'file' }),
  'retention.0.days': ofRetention({ days: null }),
  'retention.0.reason': ofRetention({ reason: 'law' }),
  'storage.0.name': ofStorage({ name: 'other' }),
  'storage.0.purpose.key': ofStorage({ purpose: { words: 'counts' } }),
  'storage.0.category': ofStorage({ category: 'analytics' }),
  'storage.0.lifetime': ofStorage({ lifetime: 86_400 }),
  'consents.0': (f) => ({ ...f, consents: [] }),
  'texts.who.en': (f) => ({ ...f, texts: { who: { en: 'We are two friends.' } } }),
};

function ofController(changes: Partial<NoticeFacts['controller']>) {
  return (f: NoticeFacts): NoticeFacts => ({ ...f, controller: { ...f.controller, ...changes } });
}
function ofWebsite(changes: Partial<NoticeFacts['websites'][number]>) {
  return (f: NoticeFacts): NoticeFacts => ({ ...f, websites: [{ ...f.websites[0]!, ...changes }] });
}
function ofRecipient(changes: Partial<RecipientFact>) {
  return (f: NoticeFacts): NoticeFacts => ({ ...f, recipients: [{ ...f.recipients[0]!, ...changes }] });
}
function ofRetention(changes: Partial<NoticeFacts['retention'][number]>) {
  return (f: NoticeFacts): NoticeFacts => ({ ...f, retention: [{ ...f.retention[0]!, ...changes }] });
}
function ofStorage(changes: Partial<NoticeFacts['storage'][number]>) {
  return (f: NoticeFacts): NoticeFacts => ({ ...f, storage: [{ ...f.storage[0]!, ...changes }] });
}

const leaves = (value: unknown, path: string): string[] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, part]) => leaves(part, path ? `${path}.${name}` : name))
    : [path];

it('knows how to change every fact', () => expect(Object.keys(flips).sort()).toEqual(leaves(facts, '').sort()));

describe.each(['en', 'fr', 'de', 'es', 'ar'])('in %s', (language) => {
  const before = said(facts, language);
  it.each(Object.keys(flips))('says something else when %s changes', (path) => {
    expect(said(flips[path]!(facts), language)).not.toBe(before);
  });

  it('leaves no blank and no key of the catalogue', () => {
    for (const some of [facts, { ...facts, recipients: [], websites: [], consents: [], storage: [] }, flips.audience!(facts)]) {
      const all = said(some, language);
      expect(all).not.toMatch(/\{\w+\}|"(notice|cookies|papers)\.[\w.]+"|undefined|null/);
    }
  });
});

it('says of each sentence where it comes from, once', () => {
  const statements = noticeOf(facts);
  expect(new Set(statements.map(({ id }) => id)).size).toBe(statements.length);
  for (const { source } of statements) expect(source.of.length).toBeGreaterThan(0);
});

it('keeps to the opposite where a switch is off everywhere', () => {
  const off = { ...facts, websites: [{ name: 'Shop', pages: false, browser: false, location: false, contact: false }] };
  const [on, none] = [said(facts), said(off)];
  for (const [yes, no] of [
    ['The pages that you open on Shop', 'Which pages you open is not kept.'],
    ['Your browser, system and language are kept', 'Which browser and system you use is not kept.'],
    ['your country is estimated', 'Where you are is not estimated.'],
    ['You can leave a name', 'You are not asked for a name'],
  ]) {
    expect([on.includes(yes!), on.includes(no!), none.includes(yes!), none.includes(no!)]).toEqual([true, false, false, true]);
  }
});
