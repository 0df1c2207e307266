/** Stories that only a real browser can tell; a machine without one leaves them out, and says so. */
export const inBrowser = process.env.CHROMIUM ? describe : describe.skip;

/** What a page left in its browser: names of keys, databases and caches. Run in the page. */
export const keptByPage = `(async () => [
  ...Object.keys(localStorage).map((key) => 'localStorage ' + key),
  ...Object.keys(sessionStorage).map((key) => 'sessionStorage ' + key),
  ...document.cookie.split('; ').filter(Boolean).map((cookie) => 'cookie ' + cookie.split('=')[0]),
  ...(await indexedDB.databases()).map(({ name }) => 'database ' + name),
  ...('caches' in window ? await caches.keys() : []).map((name) => 'cache ' + name),
  ...('serviceWorker' in navigator ? await navigator.serviceWorker.getRegistrations() : []).map(({ scope }) => 'worker ' + scope),
])()`;
