import { Injectable } from '@nestjs/common';
import type { Conversation } from '../conversation.entity';
import type { StoredMessage } from '../log/thread.types';

/** A message in the language of whoever reads it. */
export interface TranslatedText {
  /** What it was translated into; BCP 47. */
  language: string;
  /** What it was written in, if anybody knows. */
  from: string | null;
  body: string;
}

/** What an agent sees besides the original: the message in their language, and what the visitor got of an answer. */
export interface AgentTranslation {
  read?: TranslatedText;
  sent?: TranslatedText;
}

/** The line above the composer; names of languages in the language of the page. */
export interface TranslationBar {
  id: string;
  name: string;
  language: string;
  on: boolean;
}

export interface TranslationSource {
  /** @param language what the agent reads in */
  forAgent(
    workspaceId: string,
    language: string,
    messages: readonly StoredMessage[],
  ): Promise<ReadonlyMap<string, AgentTranslation>>;
  languageOf(workspaceId: string, accountId: string): Promise<string>;
  forVisitor(messages: readonly StoredMessage[]): Promise<ReadonlyMap<string, TranslatedText>>;
  /** When an answer was translated last, in milliseconds: who polls sees by it that there is something to fetch. */
  lastForVisitor(workspaceId: string, conversationId: string): Promise<number | undefined>;
  bar(conversation: Conversation, name: string): Promise<TranslationBar | undefined>;
  /** At once: whether there can be any. */
  mayTranslate(workspaceId: string): boolean;
}

/** Messages in other languages. Set by the room that translates; until then there are none. */
@Injectable()
export class MessageTranslations {
  source?: TranslationSource;

  /** The source, if this workspace may have translations. */
  of(workspaceId: string): TranslationSource | undefined {
    return this.source?.mayTranslate(workspaceId) ? this.source : undefined;
  }
}
