import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { LegalIdentities } from '../legal-identities.service';
import { operatorHolder } from '../legal-identity.entity';
import { IdentityDto } from './identity.dto';

const view = 'privacy/identity';

/** Who answers for personal data: the workspace for its visitors, the operator of the server for accounts. */
@Controller('settings/identity')
@Allow('workspace.manage')
export class IdentityController {
  constructor(
    private readonly identities: LegalIdentities,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render(view)
  async show(@CurrentAgent() agent: Agent) {
    return { ...(await this.page(agent)), values: await this.identities.of(agent.workspaceId) };
  }

  @Post()
  @Form<IdentityController>(view, (controller, { agent }) => controller.page(agent!))
  @Redirect()
  async change(@CurrentAgent() agent: Agent, @Body() said: IdentityDto, @Res({ passthrough: true }) response: Response) {
    await this.identities.change(agent, agent.workspaceId, fieldsOf(said));
    flash(response, 'positive', 'notices.saved');
    return seeOther('/settings/identity');
  }

  @Get('operator')
  @Render(view)
  async showOperator(@CurrentAgent() agent: Agent) {
    await this.expectOperator(agent);
    return { ...(await this.page(agent, true)), values: await this.identities.of(operatorHolder) };
  }

  @Post('operator')
  @Form<IdentityController>(view, (controller, { agent }) => controller.page(agent!, true))
  @Redirect()
  async changeOperator(@CurrentAgent() agent: Agent, @Body() said: IdentityDto, @Res({ passthrough: true }) response: Response) {
    await this.expectOperator(agent);
    await this.identities.change(agent, operatorHolder, fieldsOf(said));
    flash(response, 'positive', 'notices.saved');
    return seeOther('/settings/identity/operator');
  }

  async page(agent: Agent, ofOperator = false) {
    return {
      title: this.texts.t('en', ofOperator ? 'identity.operatorTitle' : 'identity.title'),
      section: 'privacy',
      ofOperator,
      isOperator: await this.identities.isOperator(agent),
      action: ofOperator ? '/settings/identity/operator' : '/settings/identity',
    };
  }

  /** Others do not learn that there is such a page. */
  private async expectOperator(agent: Agent): Promise<void> {
    if (!(await this.identities.isOperator(agent))) throw new ChatError('request.not_found');
  }
}

const fieldsOf = ({ noticeUrl = '', ...said }: IdentityDto) => ({ ...said, noticeUrl });
