/** Keeps the widget on the page: single-page applications replace the body, or clear it, without a new page load. */
export function keepAttached(host: HTMLElement): void {
  const attach = () => {
    if (host.parentNode !== document.body) document.body?.append(host);
    watcher.disconnect();
    watcher.observe(document.documentElement, { childList: true });
    if (document.body) watcher.observe(document.body, { childList: true });
  };
  const watcher = new MutationObserver(() => {
    if (!host.isConnected) attach();
  });
  attach();
}
