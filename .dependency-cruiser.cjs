/**
 * The arrows of the house: a room imports only from the groups to its left, never in a circle, and across rooms only what is
 * meant for others. Within a group rooms may use each other.
 */
const groups = [
  ['config', 'common', 'events', 'data-map', 'plugin-api'],
  ['database'],
  ['outbox', 'audit'],
  ['auth', 'accounts', 'workspaces'],
  ['consent', 'privacy'],
  ['plugin-host'],
  ['visitors'],
  ['conversations'],
  ['assist', 'automation', 'notifications', 'billing', 'analytics'],
  ['chat', 'widget', 'admin', 'api', 'operations'],
];

/** Everybody's tools: no business words, so every file of theirs may be used. */
const tools = [...groups[0], ...groups[1]];
const rooms = groups.flat().filter((room) => !tools.includes(room));
const anyOf = (names) => `(${names.join('|')})`;

/** The top of the house (app.module, create-app, main, commands) may import everything. */
const leftToRight = groups.slice(0, -1).map((group, index) => ({
  name: `arrow-${group[0]}`,
  comment: `${group.join(', ')} may import only from groups to the left.`,
  severity: 'error',
  from: { path: `^src/${anyOf(group)}/` },
  to: { path: `^src/${anyOf(groups.slice(index + 1).flat())}/` },
}));

/**
 * The one client for calls to other machines. What else may know of the network, each for its reason: `common/tls` reads certificates of our own,
 * the adapter is the server side of sockets, `visitor-facts` tells what an address is, and the guard of plugins stands before theirs.
 */
const outbound = '^src/common/outbound/';
const knowNetwork = [
  outbound,
  '^src/common/tls/',
  '^src/chat/socket-adapter\\.ts$',
  '^src/visitors/visitor-facts\\.ts$',
  '^src/plugin-host/process/child/',
];
/** The contract suites start servers that stand in for vendors': they are tests. */
const tests = ['\\.spec\\.ts$', '^src/plugin-api/contracts/'];
/** What starts other programs could have them call: each starts one script of ours. */
const startPrograms = [
  '^src/plugin-host/process/(launch\\.ts$|child/)',
  '^src/assist/writing/spelling/dictionary-process\\.ts$',
  '^src/database/checkpoints/(checkpoints\\.ts$|child/)',
];

module.exports = {
  forbidden: [
    ...leftToRight,
    {
      name: 'one-way-out',
      comment: 'Calls to other machines go through common/outbound, which knows whom it may call.',
      severity: 'error',
      from: { path: '^src/', pathNot: [...knowNetwork, ...tests, '^src/(widget|admin)/client/'] },
      to: {
        path: '^(node:)?(http|https|http2|net|tls|dns|dns/promises|dgram|inspector|inspector/promises|ws|undici)$|node_modules/(@types/)?(ws|undici|axios|got|node-fetch|nodemailer|openid-client)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'drivers-of-their-own',
      comment: 'The database and Redis are where the operator says: their drivers connect by themselves, from one file each.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/database/', '^src/events/redis-bridge\\.ts$', ...tests] },
      to: { path: 'node_modules/(@types/)?(pg|redis|@redis)/|^(pg|redis)$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-other-programs',
      comment: 'Another program could call whom it likes.',
      severity: 'error',
      from: { path: '^src/', pathNot: [...startPrograms, ...tests] },
      to: { path: '^(node:)?(child_process|cluster|worker_threads)$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rooms-know-no-top',
      comment: 'A room never imports what puts the rooms together.',
      severity: 'error',
      from: { path: `^src/${anyOf(groups.flat())}/` },
      to: { path: '^src/[^/]+\\.ts$' },
    },
    {
      name: 'across-rooms',
      comment: 'Of another room only services, modules, types and entities.',
      severity: 'error',
      from: { path: `^src/${anyOf(rooms)}/`, pathNot: '\\.spec\\.ts$' },
      to: { path: `^src/${anyOf(rooms)}/`, pathNot: ['^src/$1/', '\\.(service|module|types|entity)\\.ts$'] },
    },
    {
      name: 'no-circle',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'src-stands-alone',
      comment: 'The server knows no plugin, no test, no view and no script.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(plugins|test|views|scripts)/' },
    },
    {
      name: 'plugins-stand-alone',
      comment: 'A plugin imports its own folder, packages, and of the server the contract for plugins.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^(src|plugins|test|views|scripts)/', pathNot: ['^plugins/$1/', '^src/plugin-api/(?!contracts/)'] },
    },
    {
      name: 'tests-of-plugins',
      comment: 'What tests a plugin may besides use the contract suites and the kit.',
      severity: 'error',
      from: { path: '^plugins/([^/]+)/.*\\.spec\\.ts$' },
      to: { path: '^(src|plugins|test|views|scripts)/', pathNot: ['^plugins/$1/', '^src/plugin-api/', '^test/kit/'] },
    },
    {
      name: 'contracts-are-tests',
      comment: 'The contract suites are made of tests: nothing that runs in the server imports them.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/plugin-api/contracts/|\\.spec\\.ts$' },
      to: { path: '^src/plugin-api/contracts/' },
    },
    {
      name: 'only-what-is-installed',
      comment:
        'The image has no development packages (what browsers load was bundled before), and a package that only another one brings along can vanish.',
      severity: 'error',
      from: { path: '^src/', pathNot: '\\.spec\\.ts$|^src/(widget|admin)/client/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'], pathNot: '/@types/' },
    },
    {
      name: 'browsers-stand-alone',
      comment: 'What runs in browsers imports nothing of the server, and the other way round.',
      severity: 'error',
      from: { path: '^src/(widget|admin)/client/' },
      to: { path: '^src/', pathNot: '^src/$1/client/' },
    },
    {
      name: 'server-imports-no-browser-code',
      comment: 'But for the list of what browser code keeps in browsers, from which the page about cookies is made.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(widget|admin)/client/|\\.spec\\.ts$' },
      to: { path: '^src/(widget|admin)/client/', pathNot: 'client/stored-keys\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    exclude: { path: '^(dist|data)/' },
  },
};
