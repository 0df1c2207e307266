import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import type { Conversation } from '../conversation.entity';
import { ConversationsService } from '../conversations.service';
import { MessageReader, newestFirst } from '../log/message-reader.service';
import { People } from '../people.service';
import { TagsService } from '../tags.service';
import { VisitorNames } from '../visitor-names.service';
import { PluginsService } from '../../plugin-host/plugins.service';
import { StandingService } from '../../privacy/standing.service';
import { MembersService } from '../../workspaces/members.service';
import { WebsitesService } from '../../workspaces/websites.service';
import { CardViews } from './card-views.service';
import type { HeadView, ThreadView } from './inbox-view.types';
import { MessageTranslations, type TranslationBar } from '../translation/message-translations.service';
import { MessageViews } from './message-views.service';
import { tagView } from './row-views.service';

const pageSize = 50;

/** Who can be given a conversation. */
@Injectable()
export class ThreadPeople {
  constructor(
    private readonly people: People,
    private readonly members: MembersService,
    private readonly translations: MessageTranslations,
    private readonly plugins: PluginsService,
    private readonly standing: StandingService,
  ) {}

  /** What a member reads in, where conversations are translated. */
  languageOf(workspaceId: string, accountId: string): Promise<string> | undefined {
    return this.translations.of(workspaceId)?.languageOf(workspaceId, accountId);
  }

  /** The line about the visitor's language, where conversations are translated. */
  barOf(conversation: Conversation, name: string): Promise<TranslationBar | undefined> | undefined {
    return this.translations.of(conversation.workspaceId)?.bar(conversation, name);
  }

  /** Whether a plugin may have something to show beside a conversation; nobody is asked yet. */
  async hasCards(workspaceId: string): Promise<boolean> {
    return (await this.plugins.providing(workspaceId, 'cardProvider')).length > 0;
  }

  /** Whether a plugin may have something to put into what an agent writes. */
  async hasInserts(workspaceId: string): Promise<boolean> {
    return (await this.plugins.providing(workspaceId, 'composerAction')).length > 0;
  }

  async isRestricted(workspaceId: string, visitorId: string): Promise<boolean> {
    return (await this.standing.of({ workspaceId, id: visitorId })).restricted;
  }

  nameOf(accountId: string): Promise<string> {
    return this.people.nameOf(accountId);
  }

  /** Members who may answer, by name. */
  async agents(workspaceId: string): Promise<{ id: string; name: string }[]> {
    const members = await this.members.list(workspaceId);
    return members.filter((member) => member.role !== 'viewer').map(({ id, name }) => ({ id, name }));
  }
}

/** Makes the model of an open thread, and of its parts for live updates. */
@Injectable()
export class ThreadViews {
  constructor(
    private readonly conversations: ConversationsService,
    private readonly reader: MessageReader,
    private readonly messages: MessageViews,
    private readonly cards: CardViews,
    private readonly tags: TagsService,
    private readonly websites: WebsitesService,
    private readonly visitors: VisitorNames,
    private readonly parts: ThreadPeople,
  ) {}

  /** @param before a position: the page of messages that ends there */
  async of({ workspaceId, account }: Agent, id: string, path: string, before = newestFirst): Promise<ThreadView> {
    const conversation = await this.conversations.find(workspaceId, id);
    const [head, page, tagged, visitor] = await Promise.all([
      this.head(conversation),
      this.reader.pageForTeam(id, before, pageSize),
      this.tagged(conversation),
      this.cards.of(conversation),
    ]);
    const first = page[0]?.position ?? 1;
    const language = await this.parts.languageOf(workspaceId, account.id);
    return {
      ...head,
      ...tagged,
      lastPosition: conversation.position,
      visitorSeen: conversation.visitorSeen,
      unread: conversation.unread,
      messages: await this.messages.all(page, conversation.visitorId, language),
      earlier: first > 1 ? `${path}?before=${first}` : null,
      visitor,
      // What was set aside is handed to nobody.
      hasCards: conversation.status !== 'spam' && (await this.parts.hasCards(workspaceId)),
      hasInserts: await this.parts.hasInserts(workspaceId),
      draftKey: id,
      bar: await this.parts.barOf(conversation, head.name),
    };
  }

  async head(conversation: Conversation): Promise<HeadView> {
    const { id, workspaceId, status, assigneeId, visitorId, websiteId } = conversation;
    const [name, website, agents, restricted] = await Promise.all([
      this.visitors.nameOf(visitorId),
      this.websites.byId(websiteId),
      this.parts.agents(workspaceId),
      this.parts.isRestricted(workspaceId, visitorId),
    ]);
    const assignee = assigneeId ? { id: assigneeId, name: await this.parts.nameOf(assigneeId) } : null;
    return {
      id,
      name,
      website: { name: website?.name ?? '' },
      status,
      closed: status === 'closed',
      spam: status === 'spam',
      restricted,
      assignee,
      agents,
    };
  }

  /** The line about the visitor's language; without translation there is none. */
  async bar(conversation: Conversation): Promise<TranslationBar | undefined> {
    return this.parts.barOf(conversation, await this.visitors.nameOf(conversation.visitorId));
  }

  async tagged({ id, workspaceId }: Conversation): Promise<Pick<ThreadView, 'id' | 'tags' | 'allTags'>> {
    const [own, all] = await Promise.all([this.tags.of([id]), this.tags.all(workspaceId)]);
    return { id, tags: (own.get(id) ?? []).map(tagView), allTags: all.map(({ name }) => ({ name })) };
  }
}
