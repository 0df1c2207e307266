import { escapeExpression, SafeString } from 'handlebars';

const address = /https?:\/\/[^\s<>"'`]+/g;
/** What ends a sentence rather than an address. */
const trailing = /[.,;:!?)\]}»”’]+$/;

/** Text as text, except that http and https addresses in it can be followed. */
export function linked(text: unknown): SafeString {
  if (typeof text !== 'string') return new SafeString('');
  if (!text.includes('://')) return new SafeString(escapeExpression(text));
  let html = '';
  let end = 0;
  for (const match of text.matchAll(address)) {
    const url = match[0].replace(trailing, '');
    if (!URL.canParse(url)) continue;
    const shown = escapeExpression(url);
    html += `${escapeExpression(text.slice(end, match.index))}<a href="${shown}" rel="noopener noreferrer nofollow" target="_blank">${shown}</a>`;
    end = match.index + url.length;
  }
  return new SafeString(html + escapeExpression(text.slice(end)));
}
