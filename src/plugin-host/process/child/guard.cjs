'use strict';
const childProcess = require('node:child_process');
const cluster = require('node:cluster');
const dgram = require('node:dgram');
const inspector = require('node:inspector');
const module_ = require('node:module');
const net = require('node:net');
const os = require('node:os');
const v8 = require('node:v8');
const traces = require('node:trace_events');
const workers = require('node:worker_threads');
const wasi = require('node:wasi');
const { addressRules } = require('./addresses.cjs');
const { guardConnections } = require('./connections.cjs');
const { hostsOf } = require('./hosts.cjs');
const { lock, refusal } = require('./locks.cjs');
const { guardNames } = require('./names.cjs');

/** Ways out of the process and of its limits. Node's permissions shut most of them as well; two locks are better than one. */
const shut = [
  [childProcess, ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync', 'ChildProcess']],
  [workers, ['Worker']],
  [cluster, ['fork', 'setupMaster', 'setupPrimary']],
  [dgram, ['createSocket', 'Socket']],
  [inspector, ['open', 'Session']],
  [module_, ['register', 'registerHooks']],
  [net, ['createServer', 'Server', '_createServerHandle']],
  [os, ['setPriority']],
  [process.getBuiltinModule?.('node:sqlite') ?? {}, ['DatabaseSync', 'backup']],
  [process.report, ['writeReport']],
  [traces, ['createTracing']],
  [v8, ['setFlagsFromString', 'setHeapSnapshotNearHeapLimit', 'writeHeapSnapshot']],
  [wasi, ['WASI']],
  [process, ['binding', '_linkedBinding', 'dlopen', 'execve', 'kill', '_kill', '_debugProcess', '_debugEnd', 'chdir', 'umask']],
  [process, ['setuid', 'setgid', 'seteuid', 'setegid', 'setgroups', 'initgroups', 'setUncaughtExceptionCaptureCallback']],
];

/**
 * Shuts the process in, before the first line of the plugin runs: of the network it sees the declared hosts, and nothing else.
 * `pipe` is the prototype of the line to the host, `refused` is told what was tried.
 */
exports.installGuard = function installGuard({ network, privateNetwork, pipe, refused }) {
  // Made now: later no line of the system can be opened.
  void [process.stdout, process.stderr];
  const hosts = hostsOf(network, addressRules(privateNetwork));
  guardConnections(hosts, guardNames(hosts, refused), pipe, refused);
  for (const [owner, names] of shut) for (const name of names) if (name in owner) lock(owner, name, shutDoor(name, refused));
  // Otherwise `import { spawn } from 'node:child_process'` would still give the former one.
  module_.syncBuiltinESMExports();
};

/** Libraries look at these when they load, and some extend them: only using one is refused. */
function shutDoor(name, refused) {
  return function refuse() {
    refused(`${name}()`);
    throw refusal(`${name} is not for plugins.`);
  };
}
