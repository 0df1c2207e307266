import { Body, Controller, Get, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import { IsIn } from 'class-validator';
import type { Response } from 'express';
import { SessionsService } from '../../auth/sessions.service';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { LineField, ShortField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { MembersService } from '../../workspaces/members.service';
import { MemberNews } from '../team/member-news.service';
import { AccountsService, type Profile } from '../accounts.service';
import { languages, ProfilePage, themes } from './profile-page.service';

class ProfileDto implements Profile {
  @LineField() name: string;
  @ShortField(100) jobTitle: string = '';
  @ShortField(100) company: string = '';
  @IsIn(languages) language: (typeof languages)[number];
  /** IANA; '': the browser's. */
  @ShortField(60) timeZone: string = '';
  @IsIn(themes) theme: (typeof themes)[number];
}
const here = '/settings/you';
const OnPage = () => Form<ProfileController>('you/profile', (controller, { agent }) => controller.page.model(agent!));

/** Settings → You. */
@Controller(here)
@Allow('conversation.read')
export class ProfileController {
  constructor(
    readonly page: ProfilePage,
    private readonly accounts: AccountsService,
    private readonly members: MembersService,
    private readonly sessions: SessionsService,
    private readonly news: MemberNews,
  ) {}

  @Get()
  @Render('you/profile')
  show(@CurrentAgent() agent: Agent) {
    return this.page.model(agent);
  }

  @Post()
  @OnPage()
  @Redirect()
  async save(@CurrentAgent() { account }: Agent, @Body() profile: ProfileDto, @Res({ passthrough: true }) response: Response) {
    if (profile.timeZone && !isTimeZone(profile.timeZone))
      throw new ChatError('request.invalid', { fields: { timeZone: 'fields.timeZone' } });
    await this.accounts.describe(account.id, { ...profile });
    flash(response, 'positive', 'notices.saved');
    return seeOther(here);
  }

  /** Goes by oneself; what was written stays. Who has another workspace goes on there. */
  @Post('leaving')
  @OnPage()
  @Redirect()
  async leave(@CurrentAgent() agent: Agent, @Req() request: AgentRequest, @Res({ passthrough: true }) response: Response) {
    await this.members.remove(agent, agent.account.id, (tx) => this.news.tell(tx, agent.workspaceId, agent.account.id, 'left'));
    await this.sessions.end(request.sessionId!, response, request);
    flash(response, 'positive', 'notices.left');
    return seeOther('/sign-in');
  }
}

function isTimeZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
