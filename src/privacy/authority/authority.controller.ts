import { Body, Controller, Get, Param, Post, Query, Redirect, Render } from '@nestjs/common';
import { IsOptional, Matches } from 'class-validator';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent, type AgentRequest } from '../../common/current-agent';
import { LineField } from '../../common/forms/fields';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { Texts } from '../../common/texts';
import { MembersService } from '../../workspaces/members.service';
import { AuthorityRequests } from './authority-requests.service';
import type { AuthorityState } from './authority-request.entity';

class PersonQuery {
  @IsOptional() @Matches(/^[0-9a-z]{26}$/) person?: string;
}
class AuthorityDto {
  @Matches(/^[0-9a-z]{26}$/) person: string;
  @LineField() authority: string;
  @LineField() reference: string;
  @LineField() law: string;
}
const stateWords: Record<AuthorityState, string> = {
  asked: 'authority.asked',
  approved: 'authority.approved',
  refused: 'authority.refused',
};

/** What authorities ask for, and the register of what they got. */
@Controller('privacy/authority')
@Allow('privacy.manage')
export class AuthorityController {
  constructor(
    private readonly requests: AuthorityRequests,
    private readonly members: MembersService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('authority/index')
  index(@CurrentAgent() agent: Agent, @Query() { person }: PersonQuery) {
    return this.page(agent, person);
  }

  @Post()
  @Form<AuthorityController>('authority/index', (controller, { agent, body }: AgentRequest) =>
    controller.page(agent!, String((body as { person?: unknown } | undefined)?.person ?? '')),
  )
  @Redirect()
  async ask(@CurrentAgent() agent: Agent, @Body() { person: id, ...asked }: AuthorityDto) {
    await this.requests.ask(agent, { workspaceId: agent.workspaceId, kind: 'visitor', id }, asked);
    return seeOther('/privacy/authority');
  }

  @Post(':id/approval')
  @Form<AuthorityController>('authority/index', (controller, { agent }) => controller.page(agent!))
  @Redirect()
  async approve(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string) {
    await this.requests.approve(agent, id);
    return seeOther('/privacy/authority');
  }

  @Post(':id/refusal')
  @Redirect()
  async refuse(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string) {
    await this.requests.refuse(agent, id);
    return seeOther('/privacy/authority');
  }

  @Post(':id/download')
  @Redirect()
  async download(@CurrentAgent() agent: Agent, @Param('id', RowIdPipe) id: string) {
    return seeOther(await this.requests.download(agent, id));
  }

  async page(agent: Agent, person = '') {
    const [requests, members] = await Promise.all([this.requests.list(agent.workspaceId), this.members.list(agent.workspaceId)]);
    const names = new Map(members.map(({ id, name }) => [id, name]));
    const nameOf = (id: string | null) => (id ? (names.get(id) ?? this.texts.t('en', 'audit.left')) : undefined);
    return {
      title: this.texts.t('en', 'authority.title'),
      section: 'authority',
      person,
      requests: requests.map((one) => ({
        id: one.id,
        number: one.subjectId.slice(-4).toUpperCase(),
        authority: one.authority,
        reference: one.reference,
        law: one.law,
        state: this.texts.t('en', stateWords[one.state]),
        at: one.at,
        askedBy: nameOf(one.askedBy),
        decidedBy: nameOf(one.decidedBy),
        isOpen: one.state === 'asked',
        isOwn: one.askedBy === agent.account.id,
        isApproved: one.state === 'approved',
      })),
      values: {},
    };
  }
}
