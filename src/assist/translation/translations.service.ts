import { Injectable } from '@nestjs/common';
import type { Conversation } from '../../conversations/conversation.entity';
import type { StoredMessage } from '../../conversations/log/thread.types';
import { MessagesService } from '../../conversations/messages.service';
import {
  type AgentTranslation,
  MessageTranslations,
  type TranslatedText,
  type TranslationBar,
  type TranslationSource,
} from '../../conversations/translation/message-translations.service';
import { ConversationLanguages } from './conversation-languages';
import { languageName, sameLanguage } from './languages';
import { ReadingLanguages } from './reading-languages';
import { TranslationStore } from './translation-store';
import { TranslationSwitches } from './translation-switches';
import type { Translation } from './translation.entity';

/** What other rooms read of translations. */
@Injectable()
export class TranslationsService implements TranslationSource {
  constructor(
    private readonly store: TranslationStore,
    private readonly switches: TranslationSwitches,
    private readonly readers: ReadingLanguages,
    private readonly languages: ConversationLanguages,
    translations: MessageTranslations,
    messages: MessagesService,
  ) {
    translations.source = this;
    messages.onDelete((tx, conversationId, id) => this.store.forget(tx, conversationId, id));
  }

  mayTranslate(workspaceId: string): boolean {
    return this.switches.mayTranslate(workspaceId);
  }

  /** The message in a language (BCP 47) if a translation has come, otherwise as it was written; for mail. */
  async textFor(message: Pick<StoredMessage, 'conversationId' | 'id' | 'body'>, language: string): Promise<string> {
    const found = await this.store.find(message.conversationId, [message.id], language);
    return found.get(message.id)?.body ?? message.body;
  }

  /** What the visitor of a conversation reads (BCP 47), if anybody knows. */
  async languageOfVisitor(conversationId: string): Promise<string | undefined> {
    return (await this.languages.spokenIn(conversationId)).language;
  }

  languageOf(workspaceId: string, accountId: string): Promise<string> {
    return this.readers.of(workspaceId, accountId);
  }

  async forAgent(workspaceId: string, language: string, messages: readonly StoredMessage[]) {
    const found = new Map<string, AgentTranslation>();
    const conversation = messages[0]?.conversationId;
    if (!conversation || !(await this.switches.of(workspaceId)).websites.size) return found;
    if ((await this.languages.spokenIn(conversation)).off) return found;
    const said = messages.filter(({ kind, deletedAt }) => kind === 'reply' && deletedAt === null);
    const read = await this.store.find(
      conversation,
      said.map(({ id }) => id),
      language,
    );
    for (const [id, translation] of read) found.set(id, { read: textOf(translation) });
    for (const [id, sent] of await this.forVisitor(said)) found.set(id, { ...found.get(id), sent });
    return found;
  }

  async forVisitor(messages: readonly StoredMessage[]): Promise<Map<string, TranslatedText>> {
    const answers = messages.filter(({ from, kind }) => from === 'team' && kind === 'reply');
    if (!answers.length || !(await this.switches.of(answers[0].workspaceId)).websites.size) return new Map();
    const { conversationId } = answers[0];
    const { language, off } = await this.languages.spokenIn(conversationId);
    if (!language || off) return new Map();
    const ids = answers.map(({ id }) => id);
    const found = await this.store.find(conversationId, ids, language);
    return new Map([...found].map(([id, translation]) => [id, textOf(translation)]));
  }

  async lastForVisitor(workspaceId: string, conversationId: string): Promise<number | undefined> {
    if (!(await this.switches.of(workspaceId)).websites.size) return undefined;
    const { language } = await this.languages.spokenIn(conversationId);
    return language ? this.store.lastAt(conversationId, language) : undefined;
  }

  async bar(conversation: Conversation, name: string): Promise<TranslationBar | undefined> {
    const { id, workspaceId, websiteId } = conversation;
    if (!(await this.switches.of(workspaceId)).websites.has(websiteId)) return undefined;
    const { language, off } = await this.languages.of(conversation);
    if (!language) return undefined;
    // Where all read what the visitor writes there is nothing to say.
    const foreign = [...(await this.readers.inUse(workspaceId))].some((other) => !sameLanguage(other, language));
    return foreign ? { id, name, language: languageName(language), on: !off } : undefined;
  }
}

const textOf = ({ language, source, body }: Translation): TranslatedText => ({ language, from: source, body: body! });
