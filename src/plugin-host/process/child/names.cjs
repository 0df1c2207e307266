'use strict';
const dns = require('node:dns');
const { isIP } = require('node:net');
const { lock, refusal } = require('./locks.cjs');

const { apply } = Reflect;
const { nextTick } = process;
/** What c-ares says of a name that does not exist. */
const notFound = 4;
/** Questions that can be asked about a declared host. All others would carry words to whoever answers them. */
const askable = ['resolve', 'resolve4', 'resolve6', 'resolveMx', 'resolveTxt', 'resolveCname', 'resolveSrv', 'resolveCaa'];
const never = ['reverse', 'lookupService', 'resolveAny', 'resolveNaptr', 'resolveNs', 'resolvePtr', 'resolveSoa', 'resolveTlsa'];

/**
 * Guards the names: only declared hosts are looked up, and what they lead to is looked at before anybody hears of it.
 * @returns a `lookup` for connections
 */
exports.guardNames = function guardNames(hosts, refused) {
  const realLookup = dns.lookup;
  guardQuestions(hosts, refused);
  lock(dns, 'lookup', lookup);
  lock(dns.promises, 'lookup', lookupLater);
  for (const owner of [dns, dns.Resolver.prototype]) guardQuestionsOf(owner, false);
  for (const owner of [dns.promises, dns.promises.Resolver.prototype]) guardQuestionsOf(owner, true);
  return lookup;

  function lookup(host, options, callback) {
    const done = typeof options === 'function' ? options : callback;
    const { family, hints, order, verbatim, all } = typeof options === 'object' && options ? options : { family: options };
    const name = `${host}`;
    const error = problemOf(name);
    if (error) return void nextTick(done, error);
    const wanted = { family: typeof family === 'function' ? 0 : family, hints, order, verbatim, all: true };
    realLookup(name, wanted, (failure, found) => {
      if (failure) return done(failure);
      const good = reachable(name, found);
      if (!good.length) done(refuse(`${name} (not public)`, `The host ${name} leads to an address that is not public.`));
      else if (all) done(null, good);
      else done(null, good[0].address, good[0].family);
    });
  }

  function lookupLater(host, options) {
    return new Promise((resolve, reject) =>
      lookup(host, options ?? {}, (error, found, family) => {
        if (error) reject(error);
        else resolve(options?.all ? found : { address: found, family });
      }),
    );
  }

  function guardQuestionsOf(owner, later) {
    for (const method of askable) if (owner[method]) lock(owner, method, asking(owner[method], later));
    for (const method of never) if (owner[method]) lock(owner, method, refusing(method, later));
    for (const method of ['setServers', 'setLocalAddress']) if (owner[method]) lock(owner, method, refusing(method));
  }

  /** A question about a declared host; addresses in the answer are looked at like those of `lookup`. */
  function asking(real, later) {
    return function ask(host, ...rest) {
      const name = `${host}`;
      const error = problemOf(name);
      const last = rest.length - 1;
      if (later)
        return error ? Promise.reject(error) : apply(real, this, [name, rest[0]]).then((found) => reachable(name, found));
      const done = rest[last];
      if (error) return void nextTick(done, error);
      rest[last] = (failure, found) => done(failure, found && reachable(name, found));
      return apply(real, this, [name, rest[0], rest[1]]);
    };
  }

  function refusing(method, later) {
    return function refuseQuestion(...rest) {
      const error = refuse(`dns.${method}()`, `dns.${method} is not for plugins.`);
      if (later) return Promise.reject(error);
      const done = rest[rest.length - 1];
      if (typeof done !== 'function') throw error;
      nextTick(done, error);
    };
  }

  function problemOf(name) {
    if (hosts.declares(name) || (isIP(name) && hosts.isReachable(name))) return undefined;
    return refuse(name, `The host ${name} is not declared in plugin.json.`);
  }

  /** What is no address, such as the text of a record, stays. */
  function reachable(name, found) {
    const good = [];
    for (let index = 0; index < found.length; index++) {
      const record = found[index];
      const address = typeof record === 'string' ? record : record?.address;
      if (!isIP(address) || hosts.admit(name, address)) good[good.length] = record;
    }
    return good;
  }

  function refuse(what, words) {
    refused(what);
    return refusal(words);
  }
};

/** Below the questions, as below connections: a plugin that puts another name into a question on its way gets no further. */
function guardQuestions(hosts, refused) {
  const handle = Object.getPrototypeOf(new dns.Resolver()._handle);
  for (const method of Object.getOwnPropertyNames(handle).filter((name) => name.startsWith('query'))) {
    const real = handle[method];
    lock(handle, method, function ask(request, host, extra) {
      const name = `${host}`;
      if (hosts.declares(name)) return apply(real, this, [request, name, extra]);
      refused(name);
      return notFound;
    });
  }
  for (const method of ['getHostByAddr', 'setServers', 'setLocalAddress'])
    if (handle[method]) lock(handle, method, () => notFound);
}
