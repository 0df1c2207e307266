import type { Call } from './plugin';

export interface TranslationRequest {
  texts: string[];
  /** BCP 47, such as `pt-BR`; left out if nobody knows. */
  from?: string;
  to: string;
  /** Words of the website that keep their translation, for the pair of languages at hand. */
  glossary?: { from: string; to: string }[];
}

/**
 * Translates texts. What comes back is text, in the same order and number.
 *
 * ```ts
 * translator: {
 *   async translate({ texts, from, to }) {
 *     const answer = await fetch(`${settings.url}/translate`, { method: 'POST', body: JSON.stringify({ q: texts, source: from ?? 'auto', target: to }) });
 *     return { texts: (await answer.json()).translatedText };
 *   },
 *   languages: async () => [{ code: 'de' }, { code: 'pt-BR' }],
 * }
 * ```
 */
export interface Translator {
  translate(request: TranslationRequest, call: Call): Promise<{ texts: string[]; from?: string }>;
  /** What can be translated into; also the check behind "Test it". */
  languages(call: Call): Promise<{ code: string }[]>;
}
