/**
 * What the widget keeps in a visitor's browser; the server makes its page about cookies from this. Written to by `memory.ts`
 * and by nothing else.
 */
export const widgetKeys = {
  memory: {
    purpose: 'cookies.keys.widgetMemory',
    kind: 'local',
    names: ['parlour:{website}'],
    category: 'necessary',
    lifetime: 'removed',
    on: 'website',
  },
  draft: {
    purpose: 'cookies.keys.widgetDraft',
    kind: 'session',
    names: ['parlour:{website}'],
    category: 'necessary',
    lifetime: 'tab',
    on: 'website',
  },
  recollection: {
    purpose: 'cookies.keys.widgetShown',
    kind: 'local',
    names: ['parlour:{website}:shown'],
    category: 'personalisation',
    lifetime: 'removed',
    on: 'website',
  },
} as const;

/** The name of the first two in the browser: they lie in different storages. */
export const nameFor = (website: string) => widgetKeys.memory.names[0].replace('{website}', website);

export const recollectionNameFor = (website: string) => widgetKeys.recollection.names[0].replace('{website}', website);
