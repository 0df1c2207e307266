import { Injectable } from '@nestjs/common';
import { plainText } from '../../common/plain-text';
import type { EnabledPlugin } from '../../plugin-host/plugin-host.types';
import { PluginFailure } from '../../plugin-host/plugin-host.types';
import { PluginsService } from '../../plugin-host/plugins.service';
import type { Term } from './glossary';

/** Milliseconds that an answer may take. Nobody waits for it: the original is there. */
const deadline = 15_000;
/** Characters of one request. */
const mostAtOnce = 12_000;
/** A translation that is this much longer than its original is none. */
const longest = (text: string) => text.length * 6 + 400;

export interface Work {
  visitorId: string;
  texts: readonly string[];
  from: string | undefined;
  to: string;
  terms: readonly Term[];
}

/** Asks the enabled translator; what leaves passes the host's firewall, about the visitor whose conversation it is. */
@Injectable()
export class Translator {
  constructor(private readonly plugins: PluginsService) {}

  /** @throws HandOverRefused, PluginFailure */
  async translate(plugin: EnabledPlugin, work: Work): Promise<string[]> {
    const translated: string[] = [];
    for (const texts of portions(work.texts)) translated.push(...(await this.ask(plugin, { ...work, texts })));
    return translated;
  }

  private async ask(plugin: EnabledPlugin, { visitorId, texts, from, to, terms }: Work): Promise<string[]> {
    const answer = await this.plugins.call(plugin, 'translator', 'translate', {
      about: [{ kind: 'visitor', id: visitorId }],
      fields: { 'message.body': texts },
      argument: (fields) => ({
        texts: (fields['message.body'] ?? []) as string[],
        ...(from && { from }),
        to,
        ...(terms.length && { glossary: [...terms] }),
      }),
      deadlineMillis: deadline,
    });
    const said = (answer as { texts?: unknown } | undefined)?.texts;
    const fits = (text: unknown, index: number) => typeof text === 'string' && text.length <= longest(texts[index]);
    if (!Array.isArray(said) || said.length !== texts.length || !said.every(fits))
      throw new PluginFailure(plugin.id, 'answer', false);
    return (said as string[]).map((text) => plainText(text).trim());
  }
}

/** In order, each as large as a request may be; a text that is larger by itself stands alone. */
export function portions(texts: readonly string[]): string[][] {
  const all: string[][] = [];
  let size = Infinity;
  for (const text of texts) {
    if (size + text.length > mostAtOnce) {
      all.push([]);
      size = 0;
    }
    all.at(-1)!.push(text);
    size += text.length;
  }
  return all;
}
