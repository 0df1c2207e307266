import { Body, Controller, Get, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { Confirmation } from './confirmation.service';
import { FactorPolicy } from './policy.service';
import type { RequiredOf } from './second-factor-policy.entity';

const policies: readonly RequiredOf[] = ['nobody', 'managers', 'everybody'];

class PolicyDto {
  @IsIn(policies) requiredOf: RequiredOf;
}

/** How people of a workspace sign in. */
@Controller('settings/sign-in')
@Allow('workspace.manage')
export class FactorPolicyController {
  constructor(
    private readonly policy: FactorPolicy,
    private readonly confirmation: Confirmation,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('second-factor/policy')
  async show(@CurrentAgent() { workspaceId }: Agent) {
    return {
      title: this.texts.t('en', 'factors.policyTitle'),
      section: 'sign-in',
      requiredOf: await this.policy.of(workspaceId),
      policies,
      members: await this.policy.members(workspaceId),
    };
  }

  @Post()
  @Redirect()
  async change(
    @CurrentAgent() agent: Agent,
    @Body() { requiredOf }: PolicyDto,
    @Req() { sessionId }: AgentRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.confirmation.demand(sessionId!);
    await this.policy.change(agent, requiredOf);
    flash(response, 'positive', 'notices.saved');
    return seeOther('/settings/sign-in');
  }
}
