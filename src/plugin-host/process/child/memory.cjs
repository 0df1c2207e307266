'use strict';
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const lookMillis = 20;

// They were for the allocator, which has read them; a plugin gets no environment.
for (const name of Object.keys(process.env)) delete process.env[name];

/**
 * Collects garbage before the host takes it for memory in use. V8 knows how large its heap may be and nothing of the limit of the
 * process: it lets go of tens of megabytes of files only when it has to, and until then the process has them.
 *
 * @param limit bytes that the process may take at most
 */
exports.memoryOf = function memoryOf(limit) {
  const mark = limit * 0.6;
  const step = limit / 16;
  let left = 0;
  let looking;
  let collect;

  function look() {
    const taken = process.memoryUsage.rss();
    // What was collected is given back a little later, on another thread.
    left = Math.min(left, taken);
    if (taken < mark || taken < left + step) return;
    (collect ??= collector())();
    left = process.memoryUsage.rss();
  }

  return {
    look,
    /** Looks again and again for as long as `isBusy` says so. */
    watch(isBusy) {
      looking ??= setInterval(() => {
        look();
        if (isBusy()) return;
        clearInterval(looking);
        looking = undefined;
      }, lookMillis).unref();
    },
  };
};

/** Taken out of a context of its own, and when it is needed first: most plugins never come that far. */
function collector() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  setFlagsFromString('--no-expose-gc');
  return collect;
}
