interface Term {
  from: string;
  to: string;
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const characters: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'", '&#39;': "'" };
const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => escapes[sign]);

/** The text as XML, with words of the website already in their translation, between marks that DeepL does not look into. */
export function marked(text: string, glossary: readonly Term[]): string {
  const terms = [...glossary].sort((one, other) => other.from.length - one.from.length);
  const words = terms.map(({ from }) => from.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|');
  const word = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, 'giu');
  let xml = '';
  let end = 0;
  for (const match of text.matchAll(word)) {
    const term = terms.find(({ from }) => from.toLowerCase() === match[0].toLowerCase());
    if (!term) continue;
    xml += `${escaped(text.slice(end, match.index))}<keep>${escaped(term.to)}</keep>`;
    end = match.index + match[0].length;
  }
  return xml + escaped(text.slice(end));
}

/** Back to text. */
export const bare = (xml: string): string =>
  xml.replace(/<\/?keep>/g, '').replace(/&(?:amp|lt|gt|quot|apos|#39);/g, (entity) => characters[entity]);
