import { Controller, Get, Headers, Param, Query, Redirect, Render, Res } from '@nestjs/common';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { Type } from 'class-transformer';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { Texts } from '../../common/texts';
import { WebsitesService } from '../../workspaces/websites.service';
import { InboxCounts } from './inbox-counts.service';
import { InboxService, isListName, type ListName, listNames } from './inbox.service';
import { RowViews } from './row-views.service';
import { ThreadViews } from './thread-views.service';

class ListParams {
  @IsString() @MaxLength(20) list: string;
}
class ThreadParams extends ListParams {
  @Matches(/^[0-9a-z]{26}$/) conversationId: string;
}
class ListQuery {
  @IsOptional() @IsString() @MaxLength(60) after?: string;
}
class ThreadQuery extends ListQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(2_000_000_000) before?: number;
}

/** The three panes. A link within the page asks for the thread's frame alone. */
@Controller('inbox')
export class InboxController {
  constructor(
    private readonly inbox: InboxService,
    private readonly counts: InboxCounts,
    private readonly rows: RowViews,
    private readonly threads: ThreadViews,
    private readonly websites: WebsitesService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Allow('conversation.read')
  @Redirect('/inbox/open', 303)
  start(): void {}

  @Get(':list')
  @Allow('conversation.read')
  @Render('inbox/index')
  show(@CurrentAgent() agent: Agent, @Param() { list }: ListParams, @Query() { after }: ListQuery) {
    return this.page(agent, list, after);
  }

  @Get(':list/:conversationId')
  @Allow('conversation.read')
  async thread(
    @CurrentAgent() agent: Agent,
    @Param() { list, conversationId }: ThreadParams,
    @Query() { before, after }: ThreadQuery,
    @Headers('turbo-frame') frame: string | undefined,
    @Res() response: Response,
  ) {
    if (!isListName(list)) throw new ChatError('request.not_found');
    const thread = await this.threads.of(agent, conversationId, `/inbox/${list}/${conversationId}`, before);
    response.setHeader('Vary', 'Turbo-Frame');
    if (frame === 'thread') return response.render('inbox/thread-frame', { list, thread, title: thread.name });
    response.render('inbox/index', { ...(await this.page(agent, list, after)), title: thread.name, thread });
  }

  private async page(agent: Agent, list: string, after?: string) {
    if (!isListName(list)) throw new ChatError('request.not_found');
    const [{ threads, next }, counts] = await Promise.all([
      this.inbox.page(agent, list, after),
      this.counts.of(agent.workspaceId, agent.account.id),
    ]);
    return {
      title: this.labels()[list],
      list,
      lists: listNames.map((name) => ({
        name,
        label: this.labels()[name],
        path: `/inbox/${name}`,
        count: name === 'closed' ? undefined : counts[name],
        current: name === list,
      })),
      rows: await this.rows.all(threads, list),
      greeted: threads.length > 0 || (await this.isGreeted(agent.workspaceId)),
      next: next ? `/inbox/${list}?after=${next}` : null,
      thread: null,
      query: '',
    };
  }

  /** Whether any visitor ever wrote: until then the empty inbox says how to put the chat on a website. */
  private async isGreeted(workspaceId: string): Promise<boolean> {
    return (await this.websites.list(workspaceId)).some(({ helloAt }) => helloAt !== null);
  }

  private labels(): Record<ListName, string> {
    return {
      mine: this.texts.t('en', 'inbox.mine'),
      unassigned: this.texts.t('en', 'inbox.unassigned'),
      open: this.texts.t('en', 'inbox.open'),
      closed: this.texts.t('en', 'inbox.closed'),
      spam: this.texts.t('en', 'inbox.spam'),
    };
  }
}
