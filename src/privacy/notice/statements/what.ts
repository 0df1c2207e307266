import type { Switch } from '../../../data-map/personal';
import { heldWords, categoryWords, purposeWords, sourceWords } from '../notice-words';
import type { NoticeFacts, Statement } from '../notice.types';

/** Switch → what is said where it is on, and where it is off everywhere. */
const switchWords: Record<Switch, readonly [on: string, off: string]> = {
  contact: ['notice.what.contactOn', 'notice.what.contactOff'],
  browser: ['notice.what.browserOn', 'notice.what.browserOff'],
  pages: ['notice.what.pagesOn', 'notice.what.pagesOff'],
  location: ['notice.what.locationOn', 'notice.what.locationOff'],
};
const switches = Object.keys(switchWords) as Switch[];

/** Which data, and where it comes from (Art. 14(1)(d) and (2)(f) GDPR). */
export const whatIsHeld = (facts: NoticeFacts): Statement[] => [
  ...(facts.audience === 'visitors' ? [promise('before', 'notice.what.before', 'P2')] : []),
  ...facts.held.map(({ category, purposes, sources, columns }): Statement => ({
    id: `held.${category}`,
    section: 'what',
    text: { key: heldWords[category], values: { category: { key: categoryWords[category] } } },
    rows: [
      { label: 'notice.what.source', value: { list: sources.map((one) => ({ key: sourceWords[one] })) } },
      { label: 'notice.what.purpose', value: { list: purposes.map((one) => ({ key: purposeWords[one] })) } },
    ],
    source: { kind: 'data-map', of: columns },
  })),
  ...(facts.audience === 'visitors' ? (facts.websites.length ? switches.map((one) => switched(facts, one)) : []) : []),
  ...(facts.audience === 'visitors'
    ? [promise('address', 'notice.what.address', 'P7'), promise('voluntary', 'notice.what.voluntary', 'V16')]
    : []),
  { id: 'what.decisions', section: 'what', text: { key: 'notice.what.decisions' }, source: { kind: 'law', of: 'Art. 22 GDPR' } },
];

function switched({ websites }: NoticeFacts, name: Switch): Statement {
  const on = websites.filter((website) => website[name]).map((website) => website.name);
  const [whereOn, whereOff] = switchWords[name];
  const text = on.length ? { key: whereOn, values: { websites: { list: on } } } : { key: whereOff };
  return { id: `switch.${name}`, section: 'what', text, source: { kind: 'setting', of: 'websites' } };
}

const promise = (id: string, key: string, of: string): Statement => ({
  id: `what.${id}`,
  section: 'what',
  text: { key },
  source: { kind: 'promise', of },
});
