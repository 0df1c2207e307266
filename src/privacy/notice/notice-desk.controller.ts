import { Body, Controller, Get, Param, Post, Redirect, Render, Res } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { TextField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { operatorHolder } from '../../workspaces/legal-identity.entity';
import { NoticeDesk } from './notice-desk';
import { NoticeTexts } from './notice-texts.service';
import { sections, type Section } from './notice.types';
import { Notices } from './notices.service';

const view = 'privacy/notice-desk';
const scopes = ['workspace', 'operator'] as const;
type Scope = (typeof scopes)[number];

class PublicationDto {
  @Matches(/^[0-9a-f]{64}$/) hash: string;
}
class VersionParams {
  @IsIn(scopes) scope: string;
  @Type(() => Number) @IsInt() @Min(1) @Max(1_000_000) number: number;
}
class WordsDto {
  @IsIn(sections, { message: 'fields.choice' }) section: Section;
  @Matches(/^[a-z]{2}$/) language: string;
  @TextField(5_000) words: string = '';
}

/** Where owners read what people are told and why, see what would change, and publish it. */
@Controller('privacy/notice')
export class NoticeDeskController {
  constructor(
    private readonly notices: Notices,
    private readonly words: NoticeTexts,
    readonly desk: NoticeDesk,
    private readonly identities: LegalIdentities,
  ) {}

  @Get()
  @Allow('workspace.manage')
  @Render(view)
  show(@CurrentAgent() agent: Agent) {
    return this.desk.page(agent, agent.workspaceId);
  }

  @Get(':scope')
  @Allow('workspace.manage')
  @Render(view)
  async showOf(@CurrentAgent() agent: Agent, @Param('scope') scope: string) {
    return this.desk.page(agent, await this.holderOf(agent, scope));
  }

  /** What is different today from an earlier version. */
  @Get(':scope/versions/:number')
  @Allow('workspace.manage')
  @Render('privacy/notice-version')
  async showVersion(@CurrentAgent() agent: Agent, @Param() { scope, number }: VersionParams) {
    return { ...(await this.desk.version(await this.holderOf(agent, scope), number)), scope };
  }

  @Post(':scope/publication')
  @Allow('plugin.manage')
  @Form<NoticeDeskController>(view, (controller, { agent, params }) => controller.again(agent!, String(params.scope)))
  @Redirect()
  async publish(
    @CurrentAgent() agent: Agent,
    @Param('scope') scope: string,
    @Body() { hash }: PublicationDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    const plugins = await this.notices.publish(agent, await this.holderOf(agent, scope), hash);
    flash(response, 'positive', plugins.length ? 'papers.notices.publishedPlugins' : 'papers.notices.published');
    return seeOther(plugins.length === 1 ? `/settings/plugins/${plugins[0]}` : `/privacy/notice/${scope}`);
  }

  /** Keeps words for the next version. */
  @Post(':scope/words')
  @Allow('plugin.manage')
  @Form<NoticeDeskController>(view, (controller, { agent, params }) => controller.again(agent!, String(params.scope)))
  @Redirect()
  async write(
    @CurrentAgent() agent: Agent,
    @Param('scope') scope: string,
    @Body() { section, language, words }: WordsDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.words.draft(await this.holderOf(agent, scope), section, language, words);
    flash(response, 'positive', 'papers.notices.drafted');
    return seeOther(`/privacy/notice/${scope}`);
  }

  async again(agent: Agent, scope: string) {
    return this.desk.page(agent, await this.holderOf(agent, scope));
  }

  /** Only the operator's own people learn that there is a page for the operator. */
  private async holderOf(agent: Agent, scope: string): Promise<string> {
    if (!scopes.includes(scope as Scope)) throw new ChatError('request.not_found');
    if (scope === 'workspace') return agent.workspaceId;
    if (!(await this.identities.isOperator(agent))) throw new ChatError('request.not_found');
    return operatorHolder;
  }
}
