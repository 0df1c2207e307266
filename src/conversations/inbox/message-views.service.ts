import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import { People } from '../people.service';
import type { StoredMessage } from '../log/thread.types';
import { VisitorNames } from '../visitor-names.service';
import type { AgentTranslation, TranslatedText } from '../translation/message-translations.service';
import { MessageTranslations } from '../translation/message-translations.service';
import type { MessageView, TranslationView } from './inbox-view.types';
import { languageName } from '../../common/language-name';

/** Messages of one author within this time hang together as a group. */
const groupWithin = 5 * 60 * 1000;

/** Makes the models of the message partial, for pages and live updates alike. */
@Injectable()
export class MessageViews {
  constructor(
    private readonly people: People,
    private readonly visitors: VisitorNames,
    private readonly texts: Texts,
    private readonly translations: MessageTranslations,
  ) {}

  /** @param language what the reader reads in; without it there are only originals */
  async all(messages: readonly StoredMessage[], visitorId: string, language?: string): Promise<MessageView[]> {
    const subjects = messages.filter((message) => message.kind === 'event').map((message) => message.body.split(' ')[1] ?? '');
    await this.people.namesOf([
      ...messages.filter((message) => message.from !== 'visitor').map((message) => message.authorId),
      ...subjects,
    ]);
    const visitorName = await this.visitors.nameOf(visitorId);
    const views = messages.map((message, index) => this.of(message, visitorName, messages[index - 1]));
    if (language) await this.translate(views, messages, language);
    return views;
  }

  /** One message as it comes in; undefined if a name has to be looked up first. */
  remembered(message: StoredMessage, visitorId: string): MessageView | undefined {
    const visitorName = this.visitors.remembered(visitorId);
    const isEvent = message.kind === 'event';
    if (visitorName === undefined || isEvent) return undefined;
    if (message.from === 'team' && this.people.remembered(message.authorId) === undefined) return undefined;
    return this.of(message, visitorName);
  }

  private async translate(views: readonly MessageView[], messages: readonly StoredMessage[], language: string): Promise<void> {
    const workspaceId = messages[0]?.workspaceId;
    const found = workspaceId && (await this.translations.of(workspaceId)?.forAgent(workspaceId, language, messages));
    if (!found) return;
    for (const view of views) {
      const { read, sent }: AgentTranslation = found.get(view.id) ?? {};
      if (read) view.translation = translationView(read);
      if (sent) view.sent = translationView(sent);
    }
  }

  private of(message: StoredMessage, visitorName: string, before?: StoredMessage): MessageView {
    const { id, position, seq, kind, from, authorId, body, deletedAt } = message;
    const name = from === 'visitor' ? visitorName : (this.people.remembered(authorId) ?? this.texts.t('en', 'inbox.formerAgent'));
    return {
      id,
      conversation: message.conversationId,
      position,
      seq,
      kind,
      from,
      author: from === 'system' ? null : { id: authorId, name },
      body,
      attachments: message.attachments.map((file) => ({ ...file, path: `/inbox/attachments/${file.id}` })),
      at: new Date(message.at).toISOString(),
      continues: before !== undefined && hangTogether(before, message),
      deleted: deletedAt !== null,
      event: kind === 'event' ? { text: this.eventText(body, name) } : null,
    };
  }

  private why(reasons: readonly string[]): string {
    return reasons.flatMap((reason) => (spamWords[reason] ? [this.texts.t('en', spamWords[reason])] : [])).join(', ');
  }

  /** Events are kept as a word and the identifier of whom they are about. */
  private eventText(body: string, name: string): string {
    const [what, accountId = ''] = body.split(' ');
    const other = this.people.remembered(accountId) ?? '';
    if (what === 'assigned') return this.texts.t('en', 'inbox.events.assigned', { name, other });
    if (what === 'unassigned') return this.texts.t('en', 'inbox.events.unassigned', { name });
    if (what === 'closed') return this.texts.t('en', 'inbox.events.closed', { name });
    if (what === 'spam') return this.texts.t('en', 'inbox.events.spam', { name });
    if (what === 'not_spam') return this.texts.t('en', 'inbox.events.notSpam', { name });
    if (what === 'spam_found') return this.texts.t('en', 'inbox.events.spamFound', { why: this.why(body.split(' ').slice(1)) });
    const occurrence = occurrences[what];
    if (occurrence) return this.texts.t('en', occurrence);
    return this.texts.t('en', 'inbox.events.reopened', { name });
  }
}

const translationView = ({ language, from, body }: TranslatedText): TranslationView => ({
  language,
  body,
  from: from && languageName(from),
  to: languageName(language),
});

const spamWords: Record<string, string> = {
  links: 'spam.reasons.links',
  phrases: 'spam.reasons.phrases',
  repeats: 'spam.reasons.repeats',
  speed: 'spam.reasons.speed',
};

/** What happened by itself, as it is kept and as it is told. */
const occurrences: Record<string, string> = {
  mailed: 'inbox.events.mailed',
  mail_failed: 'inbox.events.mailFailed',
  mail_answer: 'inbox.events.mailAnswer',
  mail_opened: 'inbox.events.mailOpened',
  mail_automatic: 'inbox.events.mailAutomatic',
  mail_stranger: 'inbox.events.mailStranger',
  mail_doubtful: 'inbox.events.mailDoubtful',
  mail_left_out: 'inbox.events.mailLeftOut',
  mail_gone: 'inbox.events.mailGone',
  mail_unreachable: 'inbox.events.mailUnreachable',
  mail_unanswered: 'inbox.events.mailUnanswered',
  mail_stopped: 'inbox.events.mailStopped',
  mail_resumed: 'inbox.events.mailResumed',
};

const hangTogether = (before: StoredMessage, message: StoredMessage) =>
  before.kind === message.kind && before.authorId === message.authorId && message.at - before.at < groupWithin;
