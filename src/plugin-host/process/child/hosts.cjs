'use strict';
const { isIP } = require('node:net');

const { apply } = Reflect;
const { toLowerCase } = String.prototype;

/**
 * Which names a plugin may look up, and which addresses they led to: those and no others may be reached.
 * Nothing in here is looked up on a prototype when it decides: see addresses.cjs.
 */
exports.hostsOf = function hostsOf(network, isReachable) {
  const patterns = network.map(patternOf);
  const pins = { __proto__: null };

  function declares(host, port) {
    for (let index = 0; index < patterns.length; index++) {
      const { ports } = patterns[index];
      if (!matches(patterns[index], host)) continue;
      if (port === undefined) return true;
      for (let at = 0; at < ports.length; at++) if (ports[at] === port) return true;
    }
    return false;
  }

  function pin(host, address) {
    for (let index = 0; index < patterns.length; index++) {
      const { ports } = patterns[index];
      if (matches(patterns[index], host)) for (let at = 0; at < ports.length; at++) pins[`${address} ${ports[at]}`] = true;
    }
  }

  /** Remembers where a declared name led. @returns whether that may be reached */
  function admit(host, address) {
    if (!declares(host) || !isReachable(address)) return false;
    pin(host, address);
    return true;
  }

  const mayReach = (address, port) => pins[`${address} ${port}`] === true;
  for (const { host } of patterns) if (isIP(host)) admit(host, host);
  return Object.freeze({ declares, admit, mayReach, isReachable });
};

function matches({ host, wild }, asked) {
  const wanted = plain(asked);
  if (!wild) return wanted === host;
  // "*.example.com" is kept as ".example.com".
  const from = wanted.length - host.length;
  if (from <= 0) return false;
  for (let index = 0; index < host.length; index++) if (wanted[from + index] !== host[index]) return false;
  return true;
}

/** In lower case, without the brackets of an IPv6 address and without the dot of the root. */
function plain(host) {
  const text = apply(toLowerCase, `${host}`, []);
  let to = text.length;
  let from = 0;
  if (text[from] === '[') from++;
  if (text[to - 1] === ']' || text[to - 1] === '.') to--;
  if (from === 0 && to === text.length) return text;
  let cut = '';
  for (let index = from; index < to; index++) cut += text[index];
  return cut;
}

/** `host:port` or `*.host:port`; without a port the two of the web. Runs before the plugin does. */
function patternOf(entry) {
  const [, name, port] = /^(.*?)(?::(\d+))?$/.exec(isIP(entry) === 6 ? `[${entry}]` : entry);
  const wild = name.startsWith('*.');
  return { host: plain(wild ? name.slice(1) : name), wild, ports: port ? [Number(port)] : [443, 80] };
}
