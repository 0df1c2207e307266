'use strict';

/** What a plugin gets that tries something it may not do. */
exports.refusal = function refusal(words) {
  return Object.assign(new Error(words), { code: 'ERR_PLUGIN_REFUSED', retry: false });
};

/** Puts something in the place of something else, for good: nobody can put the former back. */
exports.lock = function lock(owner, name, value) {
  Object.defineProperty(owner, name, { value, writable: false, configurable: false, enumerable: true });
};
