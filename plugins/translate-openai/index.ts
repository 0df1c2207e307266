import type { PluginFactory } from '../../src/plugin-api';
import { Api } from './api';
import { portions } from './portions';
import { promptOf, readAnswer } from './prompt';

interface Settings {
  address: string;
  model: string;
  key?: string;
}
interface Completion {
  choices?: { message?: { content?: string | null; refusal?: string | null }; finish_reason?: string }[];
}

/** Most models do well in these. */
const languages =
  'ar bg cs da de el en es et fi fr he hi hu id it ja ko lt lv nb nl pl pt pt-BR ro ru sk sl sv th tr uk vi zh zh-TW'.split(' ');

/** Any server with `/chat/completions`, asked for JSON. */
export default (({ settings }) => {
  const api = new Api(settings.address, settings.key);

  return {
    translator: {
      async translate({ texts, from, to, glossary = [] }, { signal }) {
        const all = [...texts];
        let detected: string | undefined;
        const wanted = texts.flatMap((text, place) => (text.trim() ? [{ text, place }] : []));
        for (const portion of portions(wanted)) {
          const completion = await api.ask<Completion>(
            '/chat/completions',
            {
              model: settings.model,
              temperature: 0,
              response_format: { type: 'json_object' },
              messages: promptOf(
                portion.map(({ text }) => text),
                { from, to, glossary },
              ),
            },
            signal,
          );
          const answer = readAnswer(completion.choices?.[0], portion.length);
          portion.forEach(({ place }, index) => (all[place] = answer.texts[index]));
          detected ??= answer.from;
        }
        return { texts: all, from: from ?? detected };
      },
      /** Also says, for "Test it", whether the server knows the model. */
      async languages({ signal }) {
        await api.requireModel(settings.model, signal);
        return languages.map((code) => ({ code }));
      },
    },
  };
}) satisfies PluginFactory<Settings & Record<string, unknown>>;
