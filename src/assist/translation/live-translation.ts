import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { MessageReader, newestFirst } from '../../conversations/log/message-reader.service';
import type { StoredMessage } from '../../conversations/log/thread.types';
import { EventBus } from '../../events/event-bus';
import { ConversationLanguages } from './conversation-languages';
import { detect, isWords } from './detection';
import { sameLanguage } from './languages';
import { Lookers } from './lookers';
import { Orders } from './orders';
import { ReadingLanguages } from './reading-languages';
import { type Scene, Scenes } from './scenes';
import { TranslationSwitches } from './translation-switches';

/** Messages that are translated when somebody opens a conversation. */
const page = 50;
/** Milliseconds until a message whose translation failed is tried again, if that can help. */
const pauses = [2000, 10_000];

interface Wish {
  position: number;
  attempt: number;
}
/** What a translator is asked for at once: one language to another. */
type Batch = { from: string | undefined; to: string; messages: StoredMessage[] };

/**
 * Translates what is said while somebody looks: visitors' messages into the languages of those who read them, answers into the
 * visitor's. It listens after the commit; nothing and nobody waits for it.
 */
@Injectable()
export class LiveTranslation implements OnApplicationShutdown {
  private readonly logger = new Logger('translation');
  /** Conversation → what came while it is at work. */
  private readonly waiting = new Map<string, Wish[]>();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly switches: TranslationSwitches,
    private readonly scenes: Scenes,
    private readonly reader: MessageReader,
    private readonly languages: ConversationLanguages,
    private readonly readers: ReadingLanguages,
    private readonly lookers: Lookers,
    private readonly orders: Orders,
    events: EventBus,
  ) {
    events.on('message.posted', ({ workspaceId, conversationId, position }) => {
      if (this.switches.mayTranslate(workspaceId)) this.add(workspaceId, conversationId, { position, attempt: 0 });
    });
    events.on('viewing.changed', ({ workspaceId, conversationId, accountId, on }) => {
      if (on && this.switches.mayTranslate(workspaceId)) return this.catchUp(workspaceId, conversationId, accountId);
    });
    // The visitor's language is known now, or translation was switched on again.
    events.on('language.changed', async ({ workspaceId, conversationId }) => {
      // What follows from having learned teaches nothing: otherwise a visitor of two languages would keep us busy for ever.
      for (const accountId of this.lookers.of(conversationId)) await this.catchUp(workspaceId, conversationId, accountId, false);
    });
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.waiting.clear();
  }

  private add(workspaceId: string, conversationId: string, wish: Wish): void {
    const others = this.waiting.get(conversationId);
    if (others) {
      others.push(wish);
      // While a translator hangs, what is older waits for somebody to open the conversation again.
      if (others.length > page) others.shift();
      return;
    }
    this.waiting.set(conversationId, [wish]);
    this.work(workspaceId, conversationId).catch((error: Error) => {
      this.waiting.delete(conversationId);
      this.logger.error(error.stack);
    });
  }

  /** What comes while a translator thinks is asked for together. */
  private async work(workspaceId: string, conversationId: string): Promise<void> {
    for (;;) {
      const wishes = this.waiting.get(conversationId)?.splice(0);
      if (!wishes?.length) return void this.waiting.delete(conversationId);
      const scene = await this.scenes.find(workspaceId, conversationId);
      if (!scene) continue;
      const found = await Promise.all(wishes.map(({ position }) => this.reader.at(conversationId, position)));
      // What is tried once more taught what it could the first time.
      const learns = wishes.some(({ attempt }) => !attempt);
      const again = await this.translate(scene, found.filter(isSaid), await this.audience(scene), learns);
      if (again) this.later(workspaceId, conversationId, wishes);
    }
  }

  private later(workspaceId: string, conversationId: string, wishes: readonly Wish[]): void {
    const left = wishes.filter(({ attempt }) => attempt < pauses.length);
    if (!left.length) return;
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      for (const { position, attempt } of left) this.add(workspaceId, conversationId, { position, attempt: attempt + 1 });
    }, pauses[left[0].attempt]);
    timer.unref();
    this.timers.add(timer);
  }

  /** Somebody opens a conversation: what is there is translated for them, as far as it is not yet. */
  private async catchUp(workspaceId: string, conversationId: string, accountId: string, learns = true): Promise<void> {
    const scene = await this.scenes.find(workspaceId, conversationId);
    if (!scene) return;
    const messages = (await this.reader.pageForTeam(conversationId, newestFirst, page)).filter(isSaid);
    const language = await this.readers.of(workspaceId, accountId);
    // What was ready before the page's socket was: it is told once more, and drawing it twice does no harm.
    this.orders.announce(scene, language, await this.orders.recent(scene, language, messages));
    const again = await this.translate(scene, messages, new Set([language]), learns);
    const wishes = messages.map(({ position }) => ({ position, attempt: 0 }));
    if (again) this.later(workspaceId, conversationId, wishes);
  }

  /**
   * @param learns whether the last language that the visitor writes in here is remembered as theirs
   * @returns whether another try later can help
   */
  private async translate(
    scene: Scene,
    messages: readonly StoredMessage[],
    audience: ReadonlySet<string>,
    learns: boolean,
  ): Promise<boolean> {
    const before = scene.language;
    const batches = new Map<string, Batch>();
    for (const message of inOrder(messages)) {
      const from = await this.languageOf(scene, message);
      for (const to of this.targets(scene, message, audience)) {
        if (from && sameLanguage(from, to)) continue;
        const key = `${from}>${to}`;
        const batch = batches.get(key) ?? { from, to, messages: [] };
        batches.set(key, batch);
        batch.messages.push(message);
      }
    }
    if (learns && scene.language) await this.languages.learn(scene.conversation, scene.language, before);
    const outcomes = await Promise.all(
      [...batches.values()].map((batch) => this.orders.place(scene, batch.from, batch.to, batch.messages)),
    );
    return outcomes.includes(true);
  }

  private targets(scene: Scene, message: StoredMessage, audience: ReadonlySet<string>): Set<string> {
    if (message.from === 'visitor' || !scene.language) return new Set(audience);
    const others = [...audience].filter((language) => !sameLanguage(language, scene.language!));
    return new Set([scene.language, ...others]);
  }

  /** Also notes, for the messages after it, in which language the visitor writes. */
  private async languageOf(scene: Scene, { from, authorId, body }: StoredMessage): Promise<string | undefined> {
    const { conversation } = scene;
    if (from === 'team') return (await detect(body, await this.readers.of(conversation.workspaceId, authorId))).language;
    const { language, certain } = await detect(body, scene.language);
    if (certain && language) scene.language = language;
    return language;
  }

  /** Those who look, and whoever has the conversation. */
  private async audience({ conversation }: Scene): Promise<Set<string>> {
    const { workspaceId, id, assigneeId } = conversation;
    const accounts = new Set([...this.lookers.of(id), ...(assigneeId ? [assigneeId] : [])]);
    return new Set(await Promise.all([...accounts].map((accountId) => this.readers.of(workspaceId, accountId))));
  }
}

/** The oldest first. */
const inOrder = (messages: readonly StoredMessage[]) => [...messages].sort((one, other) => one.position - other.position);

/** Notes are for the team, and stay as they are. */
const isSaid = (message: StoredMessage | undefined): message is StoredMessage =>
  message !== undefined && message.kind === 'reply' && message.deletedAt === null && isWords(message.body);
