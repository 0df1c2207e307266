import type { PluginFactory } from '../../src/plugin-api';
import { Api } from './api';
import { bare, marked } from './keeping';
import { codeOf, sourceOf, targetOf } from './languages';

interface Settings {
  key: string;
  formality?: string;
  address?: string;
}
interface Translated {
  translations: { text: string; detected_source_language?: string }[];
}

/** Texts of one request; the interface takes no more. */
const mostTexts = 50;

/** DeepL's API, version 2: `/v2/translate` and `/v2/languages`. */
export default (({ settings }) => {
  const api = new Api(settings.key, settings.address);
  const { formality = 'default' } = settings;

  return {
    translator: {
      async translate({ texts, from, to, glossary = [] }, { signal }) {
        const wanted = texts.flatMap((text, index) => (text.trim() ? [index] : []));
        const all = [...texts];
        let detected: string | undefined;
        for (let start = 0; start < wanted.length; start += mostTexts) {
          const places = wanted.slice(start, start + mostTexts);
          const { translations } = await api.ask<Translated>(
            '/v2/translate',
            {
              text: places.map((place) => (glossary.length ? marked(texts[place], glossary) : texts[place])),
              ...(from && { source_lang: sourceOf(from) }),
              target_lang: targetOf(to),
              preserve_formatting: true,
              ...(formality !== 'default' && { formality }),
              // What stands between these marks is left as it is.
              ...(glossary.length && { tag_handling: 'xml', ignore_tags: ['keep'] }),
            },
            signal,
          );
          if (!Array.isArray(translations) || translations.length !== places.length) throw api.strange();
          places.forEach(
            (place, index) => (all[place] = glossary.length ? bare(translations[index].text) : translations[index].text),
          );
          detected ??= translations[0].detected_source_language;
        }
        return { texts: all, from: from ?? (detected && codeOf(detected)) };
      },
      async languages({ signal }) {
        const languages = await api.ask<{ language: string }[]>('/v2/languages?type=target', undefined, signal);
        if (!Array.isArray(languages)) throw api.strange();
        return languages.map(({ language }) => ({ code: codeOf(language) }));
      },
    },
  };
}) satisfies PluginFactory<Settings & Record<string, unknown>>;
