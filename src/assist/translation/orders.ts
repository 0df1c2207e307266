import { Injectable, Logger } from '@nestjs/common';
import type { StoredMessage } from '../../conversations/log/thread.types';
import { EventBus } from '../../events/event-bus';
import { HandOverRefused, PluginFailure } from '../../plugin-host/plugin-host.types';
import { termsFor, termsIn, versionOf } from './glossary';
import type { Scene } from './scenes';
import { type Order, TranslationStore } from './translation-store';
import { Translator } from './translator';

/** Milliseconds between the drawing of a page and the first word of its socket, generously. */
const moment = 10_000;

/** Has messages translated, keeps what comes, and says so. What goes wrong leaves the original. */
@Injectable()
export class Orders {
  private readonly logger = new Logger('translation');

  constructor(
    private readonly store: TranslationStore,
    private readonly translator: Translator,
    private readonly events: EventBus,
  ) {}

  /** @returns whether another try later can help */
  async place(scene: Scene, from: string | undefined, to: string, messages: readonly StoredMessage[]): Promise<boolean> {
    const terms = termsFor(scene.glossary, from, to);
    const { workspaceId, id: conversationId } = scene.conversation;
    const glossaryVersion = versionOf(terms);
    const order: Order = { workspaceId, conversationId, from, to, provider: scene.translator.id, glossaryVersion };
    const wanted = await this.store.claim(order, messages);
    if (!wanted.length) return false;
    try {
      const known = await this.store.known(
        order,
        wanted.map(({ body }) => body),
      );
      const texts = [...new Set(wanted.map(({ body }) => body))].filter((text) => !known.has(text));
      if (texts.length) {
        const { visitorId } = scene.conversation;
        const translated = await this.translator.translate(scene.translator, {
          visitorId,
          texts,
          from,
          to,
          terms: termsIn(terms, texts),
        });
        texts.forEach((text, index) => known.set(text, translated[index]));
      }
      const kept = await this.store.keep(
        order,
        wanted.map((message) => ({ message, body: known.get(message.body)! })),
      );
      this.announce(scene, to, kept);
      return false;
    } catch (error) {
      await this.store.giveBack(order, wanted);
      if (error instanceof HandOverRefused) return false;
      if (error instanceof PluginFailure) return error.retry;
      this.logger.error((error as Error).stack);
      return false;
    }
  }

  /** Those of the messages whose translation came a moment ago. */
  async recent(scene: Scene, language: string, messages: readonly StoredMessage[]): Promise<StoredMessage[]> {
    const ids = messages.map(({ id }) => id);
    const found = await this.store.find(scene.conversation.id, ids, language);
    const since = Date.now() - moment;
    return messages.filter(({ id }) => (found.get(id)?.at.getTime() ?? 0) > since);
  }

  announce({ conversation }: Scene, language: string, messages: readonly StoredMessage[]): void {
    const { workspaceId, id: conversationId, visitorId } = conversation;
    for (const { position } of messages)
      this.events.publish('message.translated', { workspaceId, conversationId, visitorId, position, language });
  }
}
