import type { NoticeFacts, Statement } from '../notice.types';

/** What people can ask for, and where (Art. 13(2)(b) to (d) GDPR). */
export function whatPeopleCanDo({
  audience,
  controller: { contact, authority, minimumAge },
  consents,
}: NoticeFacts): Statement[] {
  const forVisitors = audience === 'visitors';
  const identity = { kind: 'setting', of: forVisitors ? 'identity' : 'operator' } as const;
  const say = (id: string, key: string, source: Statement['source'], values = {}): Statement => ({
    id: `rights.${id}`,
    section: 'rights',
    text: { key, values },
    source,
  });
  return [
    say('all', 'notice.rights.all', { kind: 'law', of: 'Art. 15–20 GDPR' }),
    say('object', 'notice.rights.object', { kind: 'law', of: 'Art. 21 GDPR' }),
    ...(consents.length ? [say('withdraw', 'notice.rights.withdraw', { kind: 'promise', of: 'P31' })] : []),
    say('where', forVisitors ? 'notice.rights.where' : 'notice.rights.whereAccounts', identity, { contact }),
    authority
      ? say('authority', 'notice.rights.authority', identity, { authority })
      : say('authority', 'notice.rights.anyAuthority', { kind: 'law', of: 'Art. 77 GDPR' }),
    ...(minimumAge > 0
      ? [
          {
            id: 'children.age',
            section: 'children' as const,
            text: { key: 'notice.children.age', values: { age: minimumAge, contact } },
            source: identity,
          },
        ]
      : []),
    {
      id: 'changes.told',
      section: 'changes',
      text: { key: forVisitors ? 'notice.changes.visitors' : 'notice.changes.accounts' },
      source: { kind: 'promise', of: 'P35' },
    },
  ];
}
