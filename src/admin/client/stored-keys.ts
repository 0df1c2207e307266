/**
 * What pages of ours keep in the browsers of those who work with them; the server makes its page about cookies from this.
 * Written to by `memory.ts` and by nothing else.
 */
export const pageKeys = {
  draft: {
    purpose: 'cookies.keys.pageDraft',
    kind: 'session',
    names: ['parlour:draft:{conversation}'],
    category: 'necessary',
    lifetime: 'tab',
    on: 'server',
  },
  pending: {
    purpose: 'cookies.keys.pagePending',
    kind: 'session',
    names: ['parlour:pending:{conversation}'],
    category: 'necessary',
    lifetime: 'tab',
    on: 'server',
  },
  shortcuts: {
    purpose: 'cookies.keys.pageShortcuts',
    kind: 'local',
    names: ['parlour:shortcuts'],
    category: 'necessary',
    lifetime: 'removed',
    on: 'server',
  },
} as const;

export type PageKey = (typeof pageKeys)[keyof typeof pageKeys];
