/** What is switched on, as far as the software knows. */
export interface Configuration {
  /** Of the workspace; `powerful` may change its settings. */
  people: number;
  powerful: number;
  /** Websites whose chat can be used on any domain. */
  openWebsites: number;
  limits: boolean;
  encrypted: boolean;
  /** Whether the key of sealed secrets comes from elsewhere than the folder of the data. */
  keyApart: boolean;
  postgres: boolean;
  location: boolean;
  pages: boolean;
  regions: boolean;
  /** Rules of retention without an end. */
  endless: number;
  /** 0: not known. */
  backupDays: number;
  /** Version of Node, which plugins are kept apart by. */
  node: string;
  /** Ranges of the own network that plugins may reach. */
  privateNetwork: number;
  /** What the last check of the log of acts found. */
  log: 'checked' | 'unchecked' | 'broken';
}

/** A measure as it is now. `on` undefined: always so. */
export interface Measure {
  text: string;
  values?: Record<string, string | number>;
  on?: boolean;
}

/** Each measure says what is so, and a switch that is off says that it is off: nothing is left out because it looks bad. */
export const measureGroups = (now: Configuration): { title: string; measures: Measure[] }[] => [
  {
    title: 'papers.measures.access',
    measures: [
      { text: 'papers.measures.passwords' },
      { text: 'papers.measures.sessions' },
      { text: 'papers.measures.roles', values: { people: now.people, powerful: now.powerful } },
      { text: 'papers.measures.tenants' },
      { text: 'papers.measures.limits', on: now.limits },
      { text: 'papers.measures.domains', values: { count: now.openWebsites }, on: now.openWebsites === 0 },
    ],
  },
  {
    title: 'papers.measures.secrecy',
    measures: [
      { text: 'papers.measures.transport', on: now.encrypted },
      { text: 'papers.measures.sealed' },
      { text: 'papers.measures.keyApart', on: now.keyApart },
      { text: now.postgres ? 'papers.measures.erasedPostgres' : 'papers.measures.erasedSqlite' },
    ],
  },
  {
    title: 'papers.measures.sparing',
    measures: [
      { text: 'papers.measures.addresses' },
      { text: 'papers.measures.location', on: !now.location },
      { text: 'papers.measures.pages', on: !now.pages },
      { text: 'papers.measures.regions', on: now.regions },
      { text: 'papers.measures.retention', values: { count: now.endless }, on: now.endless === 0 },
      { text: 'papers.measures.backups', values: { days: now.backupDays }, on: now.backupDays > 0 },
    ],
  },
  {
    title: 'papers.measures.others',
    measures: [
      { text: isFinished(now.node) ? 'papers.measures.processes' : 'papers.measures.processesEarly', values: { node: now.node } },
      { text: 'papers.measures.publicOnly', on: now.privateNetwork === 0 },
      { text: 'papers.measures.fields' },
      { text: 'papers.measures.ledger' },
    ],
  },
  {
    title: 'papers.measures.keeping',
    measures: [
      { text: 'papers.measures.disk' },
      { text: 'papers.measures.log' },
      { text: 'papers.measures.logChecked', on: now.log === 'checked' },
      { text: 'papers.measures.alerts' },
    ],
  },
];

/** Node's permission model is out of its trial since these versions. */
function isFinished(node: string): boolean {
  const [major, minor] = node.split('.').map(Number);
  return major > 23 || (major === 23 && minor >= 5) || (major === 22 && minor >= 13);
}
