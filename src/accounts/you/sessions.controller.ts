import { Controller, Get, Param, Post, Redirect, Render, Req, Res } from '@nestjs/common';
import type { Response } from 'express';
import { SessionsService } from '../../auth/sessions.service';
import type { Session } from '../../auth/session.entity';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { countryName } from '../../common/regions';
import { Texts } from '../../common/texts';
import { Database } from '../../database/database';
import { WorkspacesService } from '../../workspaces/workspaces.service';

const here = '/settings/you/sessions';

/** Where somebody is signed in, and how they end it. */
@Controller(here)
@Allow('conversation.read')
export class SessionsController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly workspaces: WorkspacesService,
    private readonly database: Database,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('you/sessions')
  async show(@CurrentAgent() { account }: Agent, @Req() { sessionId }: AgentRequest) {
    const [sessions, workspaces] = await Promise.all([this.sessions.listOf(account.id), this.workspaces.ofAccount(account.id)]);
    const nameOf = (id: string) => (workspaces.length > 1 ? workspaces.find((one) => one.id === id)?.name : undefined);
    const all = sessions.map((session) => ({ ...this.shown(session, sessionId), workspace: nameOf(session.workspaceId) }));
    return {
      title: this.texts.t('en', 'you.sessions'),
      you: 'sessions',
      sessions: all.sort((one, other) => Number(other.isHere) - Number(one.isHere)),
      others: all.length > 1,
    };
  }

  @Post('others/end')
  @Redirect()
  async endOthers(
    @CurrentAgent() { account }: Agent,
    @Req() { sessionId }: AgentRequest,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.database.transaction((tx) => this.sessions.endOthers(tx, account.id, sessionId));
    flash(response, 'positive', 'notices.sessionsEnded');
    return seeOther(here);
  }

  @Post('sign-out')
  @Redirect()
  async endAll(@CurrentAgent() { account }: Agent, @Req() request: AgentRequest, @Res({ passthrough: true }) response: Response) {
    await this.sessions.endAllAndSignOut(account.id, response, request);
    return seeOther('/sign-in');
  }

  @Post(':id/end')
  @Redirect()
  async end(
    @CurrentAgent() { account }: Agent,
    @Param('id', RowIdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.sessions.endOne(account.id, id);
    flash(response, 'positive', 'notices.sessionEnded');
    return seeOther(here);
  }

  private shown({ id, browser, os, device, country, createdAt, usedAt }: Session, own: string | undefined) {
    const what = browser && os ? this.texts.t('en', 'you.sessionOn', { browser, os }) : (browser ?? os);
    return {
      id,
      isHere: id === own,
      what: what || this.texts.t('en', 'you.sessionUnknown'),
      sign: device === 'mobile' || device === 'tablet' ? 'phone' : 'screen',
      place: country ? (countryName(country) ?? country) : this.texts.t('en', 'you.sessionNoPlace'),
      createdAt,
      usedAt,
    };
  }
}
