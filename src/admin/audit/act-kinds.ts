import { acts } from './audit-words';

/** What somebody may look for: the first words of the names of acts. */
export const kinds = {
  access: [
    'sign_in',
    'account',
    'alert',
    'factor',
    'address',
    'password',
    'session',
    'token',
    'member',
    'ownership',
    'mail',
    'announcement',
  ],
  plugins: ['plugin', 'workspace', 'payment'],
  people: ['erasure', 'export', 'restriction', 'objection', 'case', 'person', 'child', 'hold', 'authority'],
  papers: ['identity', 'agreement', 'breach', 'notice', 'purpose', 'retention'],
  websites: ['website', 'proactive', 'translation', 'writing', 'statistics'],
  log: ['audit', 'chain', 'backup'],
} as const;
export type ActKind = keyof typeof kinds;
export const kindNames = Object.keys(kinds) as ActKind[];

export const actsOf = (kind: ActKind): string[] =>
  Object.keys(acts).filter((name) => (kinds[kind] as readonly string[]).includes(name.split('.')[0]));
