import { Injectable } from '@nestjs/common';
import { ChatError } from '../../../common/errors';
import { Texts } from '../../../common/texts';
import { ConversationsService } from '../../../conversations/conversations.service';
import { detect } from '../../translation/detection';
import { WritingNames } from '../writing-names';
import type { Issue } from './issue';
import { findRepeated } from './repeated';
import { dictionaries, Speller, type DictionaryLanguage } from './speller';
import { findTypography } from './typography';
import { wordsToCheck } from './words';
import { languageName } from '../../../common/language-name';

export interface Checked {
  /** In the order of the text; none overlaps another. */
  issues: Issue[];
  /** What was not checked, in a sentence; '' if all was. */
  note: string;
}

/** Help that needs nobody else: nothing of the text leaves this machine, nor is it kept. */
@Injectable()
export class SpellingHelp {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly names: WritingNames,
    private readonly speller: Speller,
    private readonly texts: Texts,
  ) {}

  /** @throws ChatError conversation.not_found, writing.empty, spelling.unavailable */
  async check(workspaceId: string, conversationId: string, text: string): Promise<Checked> {
    const { visitorId } = await this.conversations.find(workspaceId, conversationId);
    if (!text.trim()) throw new ChatError('writing.empty');
    const { language } = await detect(text, (await this.names.languageOf(visitorId)) ?? undefined);
    const base = language?.split('-')[0].toLowerCase();
    const found = [...findRepeated(text), ...findTypography(text, base)];
    if (!hasDictionary(base)) return { issues: inOrder(found), note: this.noteFor(base) };
    const names = await this.names.ofConversation(workspaceId, visitorId);
    return { issues: inOrder([...found, ...(await this.misspelt(base, text, names))]), note: '' };
  }

  private async misspelt(language: DictionaryLanguage, text: string, names: string[]): Promise<Issue[]> {
    const words = wordsToCheck(text, names);
    const unknown = await this.speller.unknown(language, [...new Set(words.map((word) => word.text))]);
    return words.flatMap(({ text: word, at }) => {
      const suggestions = unknown.get(word);
      return suggestions ? [{ kind: 'spelling', at, length: word.length, suggestions }] : [];
    });
  }

  private noteFor(language: string | undefined): string {
    if (!language) return this.texts.t('en', 'writing.noLanguage');
    return this.texts.t('en', 'writing.noDictionary', { language: languageName(language) });
  }
}

const hasDictionary = (language: string | undefined): language is DictionaryLanguage =>
  (dictionaries as readonly (string | undefined)[]).includes(language);

/** Of two that want the same place the one that was found first stays. */
function inOrder(issues: Issue[]): Issue[] {
  const taken: Issue[] = [];
  const overlaps = (one: Issue, other: Issue) => one.at < other.at + other.length && other.at < one.at + one.length;
  for (const issue of issues) if (!taken.some((other) => overlaps(issue, other))) taken.push(issue);
  return taken.sort((left, right) => left.at - right.at);
}
