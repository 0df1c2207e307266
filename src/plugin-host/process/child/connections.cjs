'use strict';
const net = require('node:net');
const { lock, refusal } = require('./locks.cjs');

const { apply } = Reflect;
const { isArray } = Array;
const { nextTick } = process;
/** "Permission denied", as the system would say it. */
const denied = -13;

/**
 * Guards connections twice. `Socket.connect` is where every library comes by: it knows the host's name and can say what is wrong.
 * Below it the handle of the system has the last word, because a plugin that goes past `Socket` ends there as well.
 */
exports.guardConnections = function guardConnections(hosts, lookup, pipe, refused) {
  guardHandles(hosts, pipe, refused);
  const realConnect = net.Socket.prototype.connect;

  lock(net.Socket.prototype, 'connect', function connect(...args) {
    const { options, done } = targetOf(args);
    const error = problemOf(hosts, options, refused);
    if (error) {
      nextTick(() => this.destroy(error));
      return this;
    }
    return apply(realConnect, this, [{ ...options, lookup }, done]);
  });
};

function problemOf(hosts, { path, host, port }, refused) {
  if (path) return refuse(`socket ${path}`, `The socket ${path} is not for plugins.`);
  if (net.isIP(host) && hosts.mayReach(host, port)) return undefined;
  if (!hosts.declares(host, port)) return refuse(`${host}:${port}`, `The host ${host}:${port} is not declared in plugin.json.`);
  if (!net.isIP(host)) return undefined;
  return refuse(`${host}:${port} (not public)`, `The address ${host} is not public.`);

  function refuse(what, words) {
    refused(what);
    return refusal(words);
  }
}

/** The arguments of `connect` in their many forms, each read once: what is checked is what is used. */
function targetOf(args) {
  // What Node itself has put in order already comes as one list.
  const list = isArray(args[0]) ? args[0] : args;
  const first = list[0];
  const done = typeof list[1] === 'function' ? list[1] : typeof list[2] === 'function' ? list[2] : undefined;
  if (typeof first === 'object' && first !== null) {
    const { path, host, port, ...rest } = first;
    return { options: { ...rest, path: path ? `${path}` : undefined, host: host ? `${host}` : 'localhost', port: +port }, done };
  }
  if (typeof first === 'string' && !(+first >= 0)) return { options: { path: first }, done };
  return { options: { host: typeof list[1] === 'string' ? list[1] : 'localhost', port: +first }, done };
}

function guardHandles(hosts, pipe, refused) {
  const tcp = tcpPrototype();
  for (const method of ['connect', 'connect6']) {
    const real = tcp[method];
    lock(tcp, method, function connect(request, address, port) {
      const where = `${address}`;
      const at = +port;
      if (hosts.mayReach(where, at)) return apply(real, this, [request, where, at]);
      refused(`${where}:${at}`);
      return denied;
    });
  }
  lock(pipe, 'connect', () => denied);
  // A plugin is called; it does not wait for callers.
  for (const method of ['bind', 'bind6', 'listen', 'open'])
    for (const prototype of [tcp, pipe]) if (prototype[method]) lock(prototype, method, () => denied);
}

/** The class behind sockets cannot be imported, but a socket that waits for the answer to a name shows it. */
function tcpPrototype() {
  const socket = new net.Socket();
  socket.on('error', () => {});
  socket.connect({ host: 'nobody.invalid', port: 1, lookup: () => {} });
  const prototype = Object.getPrototypeOf(socket._handle);
  socket.destroy();
  return prototype;
}
