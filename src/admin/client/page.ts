const meta = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content ?? '';

/** The account that is signed in, or an empty string. */
export const accountId = () => meta('account');
export const accountName = () => meta('account-name');

/** When the server drew the page: milliseconds since 1970, by its clock. */
export const drawnAt = () => Number(meta('drawn-at'));

/** A text of the catalogue that scripts need; the layout holds them in a template. */
export function text(name: string, values: Record<string, string> = {}): string {
  const template = document.querySelector<HTMLTemplateElement>('#texts');
  const found = template?.content.querySelector(`data[value="${name}"]`)?.textContent ?? '';
  return found.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole);
}

/** The address of an inbox page in its parts: `/inbox/open/ID`. */
export function inboxPlace(path = location.pathname): { list: string; conversation: string } {
  const [, inbox, list = '', conversation = ''] = path.split('/');
  return inbox === 'inbox' ? { list, conversation } : { list: '', conversation: '' };
}
