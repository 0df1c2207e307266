import { Body, Controller, Get, Param, Post, Redirect, Render, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { Response } from 'express';
import { Allow, may, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { Agreements } from './agreements.service';
import { PaperContexts } from './paper-context.service';
import { PaperFile } from './paper-file';
import { Papers } from './papers.service';

const view = 'papers/show';

class AcceptanceDto {
  @Matches(/^[0-9a-f]{64}$/) hash: string;
}

/** The papers, each as a page, as JSON and as a PDF. Nothing on them can be typed in or ticked. */
@Controller('privacy')
@Allow('workspace.manage')
export class PapersController {
  constructor(
    private readonly papers: Papers,
    private readonly contexts: PaperContexts,
    private readonly agreements: Agreements,
    private readonly identities: LegalIdentities,
    private readonly files: PaperFile,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('papers/index')
  async index(@CurrentAgent() agent: Agent) {
    const [isOperator, items] = [await this.identities.isOperator(agent), await this.papers.items(agent.workspaceId)];
    const missing = items.filter(({ done }) => !done);
    return {
      title: this.texts.t('en', 'privacy.title'),
      section: 'privacy',
      isOperator,
      mayDecide: may(agent, 'plugin.manage'),
      papers: this.papers.list(isOperator),
      missing,
      done: items.length - missing.length,
      all: items.length,
    };
  }

  @Get('papers/:paper')
  @Render(view)
  show(@CurrentAgent() agent: Agent, @Param('paper') id: string) {
    return this.page(agent, id);
  }

  @Get('papers/:paper/json')
  async json(@CurrentAgent() agent: Agent, @Param('paper') id: string) {
    return (await this.papers.of(agent.workspaceId, id, await this.identities.isOperator(agent))).paper;
  }

  @Get('papers/:paper/pdf')
  async pdf(@CurrentAgent() agent: Agent, @Param('paper') id: string, @Res() response: Response): Promise<void> {
    const { paper } = await this.papers.of(agent.workspaceId, id, await this.identities.isOperator(agent));
    await this.files.send(paper, response);
  }

  /** An owner accepts the data-processing agreement as it was read. */
  @Post('papers/agreement/acceptance')
  @Allow('plugin.manage')
  @Form<PapersController>(view, (controller, { agent }) => controller.page(agent!, 'agreement'))
  @Redirect()
  async accept(@CurrentAgent() agent: Agent, @Body() { hash }: AcceptanceDto, @Res({ passthrough: true }) response: Response) {
    await this.agreements.accept(agent, await this.contexts.of(agent.workspaceId), hash);
    flash(response, 'positive', 'papers.notices.accepted');
    return seeOther('/privacy/papers/agreement');
  }

  async page(agent: Agent, id: string) {
    const { paper, context } = await this.papers.of(agent.workspaceId, id, await this.identities.isOperator(agent));
    return {
      title: paper.title,
      section: 'privacy',
      paper: { ...paper, address: `/privacy/papers/${id}` },
      ...(id === 'agreement' && {
        hash: this.agreements.hash(context),
        accepted: await this.agreements.accepted(context),
        mayAccept: may(agent, 'plugin.manage'),
      }),
      ...(id === 'checklist' && { items: await this.papers.items(agent.workspaceId) }),
    };
  }
}
