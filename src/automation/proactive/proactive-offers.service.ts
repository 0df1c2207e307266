import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ConsentNeeds, type ConsentNeed } from '../../consent/questions/consent-needs.service';
import { Openings, type Shown } from '../../conversations/visitor-side/openings.service';
import { TeamPresence } from '../../conversations/visitor-side/team-presence.service';
import type { VisitorIdentity } from '../../visitors/visitor.types';
import type { Website } from '../../workspaces/website.entity';
import { ProactiveMessages } from './proactive-messages.service';
import { needsMemory, ruleOf, wordsIn } from './proactive-rules';
import type { ProactiveRule } from './proactive.types';

/** Brings the messages to visitors: as rules that their browser follows, and as words that stand in the thread once they answer. */
@Injectable()
export class ProactiveOffers implements OnModuleInit {
  constructor(
    private readonly messages: ProactiveMessages,
    private readonly team: TeamPresence,
    private readonly openings: Openings,
    private readonly needs: ConsentNeeds,
  ) {}

  onModuleInit(): void {
    this.openings.source = {
      used: (websiteId) => this.messages.isUsed(websiteId),
      words: (speaker, shown) => this.words(speaker, shown),
    };
    this.needs.register((workspaceId) => this.memoryNeeded(workspaceId));
  }

  /** What the widget of a website has to know; those that want the team there are left out while nobody is. */
  async rulesOf({ id, workspaceId }: Pick<Website, 'id' | 'workspaceId'>, language: string): Promise<ProactiveRule[]> {
    const messages = await this.messages.switchedOn(id);
    const isThere = messages.some(({ withTeam }) => withTeam) && this.team.isOnline(workspaceId);
    return messages.filter(({ withTeam }) => isThere || !withTeam).flatMap((message) => ruleOf(message, language) ?? []);
  }

  /** Only words of this very website, as they stand now: a browser cannot put others into the team's mouth. */
  private async words({ websiteId }: VisitorIdentity, { id, language }: Shown): Promise<string | undefined> {
    const message = (await this.messages.switchedOn(websiteId)).find((one) => one.id === id);
    const words = message && wordsIn(message.texts, language);
    if (!words) return undefined;
    await this.messages.count(id);
    return words.text;
  }

  /** "Once" and "comes back" are remembered in the visitor's browser, by us and for nobody else. */
  private async memoryNeeded(workspaceId: string): Promise<ConsentNeed[]> {
    const websites = new Set(
      (await this.messages.ofWorkspace(workspaceId)).filter(needsMemory).map(({ websiteId }) => websiteId),
    );
    const need = {
      category: 'personalisation',
      plugin: 'proactive',
      recipient: '',
      kind: 'support',
      purpose: 'service',
      country: null,
      fields: [],
      of: ['visitor'],
      deniable: true,
    } as const;
    return [...websites].map((websiteId) => ({ ...need, websiteId }));
  }
}
