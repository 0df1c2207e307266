import { Controller, Get, Query, Render } from '@nestjs/common';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { Texts } from '../../common/texts';
import { WebsitesService } from '../../workspaces/websites.service';
import { People } from '../people.service';
import { VisitorNames } from '../visitor-names.service';
import { type Hit, SearchService } from './search.service';
import { snippetOf } from './search-query';

class SearchDto {
  @IsOptional() @IsString() @MaxLength(500) q?: string;
  @IsOptional() @IsString() @MaxLength(20) before?: string;
}

@Controller('inbox/search')
export class SearchController {
  constructor(
    private readonly search: SearchService,
    private readonly visitors: VisitorNames,
    private readonly people: People,
    private readonly websites: WebsitesService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Allow('conversation.read')
  @Render('inbox/search')
  async show(@CurrentAgent() agent: Agent, @Query() { q = '', before }: SearchDto) {
    const started = performance.now();
    const { words, hits, next } = await this.search.find(agent.workspaceId, q, before);
    await this.visitors.namesOf(hits.map((hit) => hit.visitorId));
    await this.people.namesOf(hits.map((hit) => (hit.from === 'team' ? hit.authorId : '')));
    const results = await Promise.all(hits.map((hit) => this.resultOf(hit, words)));
    return {
      title: this.texts.t('en', 'search.title'),
      query: q,
      results,
      next: next ? `/inbox/search?${new URLSearchParams({ q, before: next })}` : null,
      tookMs: Math.max(1, Math.round(performance.now() - started)),
    };
  }

  private async resultOf(hit: Hit, words: string[]) {
    const name = await this.visitors.nameOf(hit.visitorId);
    return {
      conversationId: hit.conversationId,
      path: `/inbox/${hit.status}/${hit.conversationId}`,
      name,
      website: (await this.websites.byId(hit.websiteId))?.name ?? '',
      author: hit.from === 'team' ? await this.people.nameOf(hit.authorId) : name,
      at: new Date(hit.at).toISOString(),
      snippet: snippetOf(hit.body, words),
    };
  }
}
