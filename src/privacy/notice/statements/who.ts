import { operatorHolder } from '../../../workspaces/legal-identity.entity';
import type { NoticeFacts, Statement, StatementSource, Value } from '../notice.types';

type Row = NonNullable<Statement['rows']>[number];

/** Who answers, and who works for them (Art. 13(1)(a) and (b) GDPR). */
export function whoIsResponsible({ audience, controller, operator }: NoticeFacts): Statement[] {
  const { legalName: name, address, contact, officer, representative, noticeUrl } = controller;
  const forVisitors = audience === 'visitors';
  const source: StatementSource = { kind: 'setting', of: forVisitors ? 'identity' : operatorHolder };
  const row = (label: string, said: string): Row[] => (said ? [{ label, value: { words: said } }] : []);
  const rows = [
    ...row('notice.who.address', address),
    ...row('notice.who.contact', contact),
    ...row('notice.who.officer', officer),
    ...row('notice.who.representative', representative),
  ];
  const say = (id: string, key: string, values: Record<string, Value>, from: StatementSource = source): Statement => ({
    id: `who.${id}`,
    section: 'who',
    text: { key, values },
    source: from,
  });
  return [
    { ...say('controller', forVisitors ? 'notice.who.controller' : 'notice.who.operator', { name }), rows },
    ...(forVisitors && noticeUrl ? [say('own', 'notice.who.own', { name, url: noticeUrl })] : []),
    ...(forVisitors && operator && operator !== name
      ? [say('processor', 'notice.who.processor', { name, operator }, { kind: 'setting', of: 'operator' })]
      : []),
    ...(forVisitors && operator === name
      ? [say('itself', 'notice.who.itself', { name }, { kind: 'setting', of: 'operator' })]
      : []),
    ...(forVisitors ? [] : [say('workspaces', 'notice.who.workspaces', {}, { kind: 'law', of: 'Art. 28 GDPR' })]),
  ];
}
