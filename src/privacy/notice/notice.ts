import { sections, type NoticeFacts, type Statement } from './notice.types';
import { howLong, whatBrowsersKeep } from './statements/keeping';
import { whereItGoes, whoReceives } from './statements/recipients';
import { whatPeopleCanDo } from './statements/rights';
import { whatIsHeld } from './statements/what';
import { whoIsResponsible } from './statements/who';
import { whatFor } from './statements/why';

/**
 * What people are told (Art. 13 and 14 GDPR), computed from what the software does: each sentence says where it comes from, and
 * nothing but the facts can change one. The business's own words stand at the end of their section.
 */
export function noticeOf(facts: NoticeFacts): Statement[] {
  const said = [
    whoIsResponsible,
    whatIsHeld,
    whatFor,
    whoReceives,
    whereItGoes,
    howLong,
    whatBrowsersKeep,
    whatPeopleCanDo,
  ].flatMap((part) => part(facts));
  return sections.flatMap((section) => [...said.filter((one) => one.section === section), ...ownWords(facts, section)]);
}

function ownWords({ texts }: NoticeFacts, section: Statement['section']): Statement[] {
  const words = Object.entries(texts[section] ?? {}).filter(([, text]) => text.trim());
  if (!words.length) return [];
  return [{ id: `text.${section}`, section, text: { words: Object.fromEntries(words) }, source: { kind: 'text', of: section } }];
}
