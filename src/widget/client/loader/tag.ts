/** What the script tag on the website says. */
export interface Tag {
  key: string;
  base: string;
  language: string;
  nonce: string;
}

export function readTag(): Tag | undefined {
  const script = (document.currentScript ??
    document.querySelector('script[data-website][src*="/widget.js"]')) as HTMLScriptElement | null;
  const key = script?.dataset.website;
  if (!script || !key) return undefined;
  return {
    key,
    base: new URL('.', script.src).href.slice(0, -1),
    language: script.dataset.language ?? navigator.languages.slice(0, 8).join(','),
    nonce: script.nonce,
  };
}
