/** What there is to run, and what each part needs beyond Node; what it only wants lets some of its tests run. */
export const groups = [
  {
    name: 'unit tests, plugins, and the server on SQLite',
    folders: ['src', 'plugins', 'test/(?!flows/|cluster/|bench/|imap/|clauses/)[^/]+'],
    needs: [],
  },
  { name: 'the promises of the policies', folders: ['test/clauses'], needs: [], wants: ['Chromium'] },
  { name: 'the server on PostgreSQL', folders: ['test/(e2e|hostile|clauses)'], needs: ['PostgreSQL'], wants: ['Chromium'] },
  { name: 'mailboxes on a real IMAP server', folders: ['test/imap'], needs: ['Dovecot'] },
  { name: 'several nodes', folders: ['test/cluster'], needs: ['PostgreSQL', 'Redis'] },
  { name: 'stories in a browser', folders: ['test/flows'], needs: ['Chromium'], serial: true },
];

/** How to get what is missing. */
export const remedies = {
  Chromium: 'no browser was found. Install Chromium (apt-get install chromium), or set CHROMIUM to the path of one.',
  Dovecot: 'dovecot was not found. Install it (apt-get install dovecot-imapd), or set DOVECOT to the path of one.',
  PostgreSQL:
    'initdb and postgres were not found. Install it (apt-get install postgresql), or set PARLOUR_TEST_DATABASE to a server.',
  Redis: 'redis-server was not found. Install it (apt-get install redis-server), or set PARLOUR_TEST_REDIS to a server.',
};
