import type { PluginFactory } from '../../src/plugin-api';
import { Languages } from './languages';
import { protect, restore } from './protection';
import { Server } from './server';

interface Settings {
  address: string;
  key?: string;
}
interface Translated {
  translatedText: string[];
  detectedLanguage?: { language: string }[];
}

/** LibreTranslate's own interface: `/translate` and `/languages`. */
export default (({ settings }) => {
  const server = new Server(settings.address, settings.key);
  const languages = new Languages(() => server);

  const ask = async (texts: string[], source: string, target: string, signal: AbortSignal): Promise<Translated> => {
    const answer = await server.ask<Translated>('/translate', { q: texts, source, target, format: 'text' }, signal);
    if (!Array.isArray(answer.translatedText) || answer.translatedText.length !== texts.length) throw server.strange();
    return answer;
  };

  return {
    translator: {
      async translate({ texts, from, to, glossary = [] }, { signal }) {
        const wanted = texts.flatMap((text, index) => (text.trim() ? [index] : []));
        if (!wanted.length) return { texts };
        const [source, target] = [await languages.source(from, signal), await languages.target(to, signal)];
        const guarded = wanted.map((index) => protect(texts[index], glossary));
        const { translatedText, detectedLanguage } = await ask(guarded, source, target, signal);
        const done = translatedText.map((text, place) => restore(text, guarded[place], glossary));
        // A mark that got lost took its word along: such a text is translated again, without marks.
        const lost = done.flatMap((text, place) => (text === undefined ? [place] : []));
        const plain = lost.length
          ? await ask(
              lost.map((place) => texts[wanted[place]]),
              source,
              target,
              signal,
            )
          : { translatedText: [] };
        lost.forEach((place, index) => (done[place] = plain.translatedText[index]));
        const all = [...texts];
        wanted.forEach((index, place) => (all[index] = done[place]!));
        return { texts: all, from: from ?? detectedLanguage?.[0]?.language };
      },
      languages: async ({ signal }) => (await languages.list(signal)).map((code) => ({ code })),
    },
  };
}) satisfies PluginFactory<Settings & Record<string, unknown>>;
