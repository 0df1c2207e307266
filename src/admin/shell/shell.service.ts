import { AccountsService } from '../../accounts/accounts.service';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { may, type Agent } from '../../common/access';
import type { AgentRequest } from '../../common/current-agent';
import { takeFlash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { AccountChoices } from '../../consent/accounts/account-choices.service';
import { InboxCounts } from '../../conversations/inbox/inbox-counts.service';
import { PluginTroubles } from '../../plugin-host/plugin-troubles.service';
import { defaultAccent, WorkspacesService } from '../../workspaces/workspaces.service';

/** What stands around every page: who looks, at which workspace, with how much to do. */
@Injectable()
export class ShellService {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly counts: InboxCounts,
    private readonly troubles: PluginTroubles,
    private readonly choices: AccountChoices,
    private readonly accounts: AccountsService,
    private readonly texts: Texts,
  ) {}

  async modelFor(request: AgentRequest, response: Response): Promise<object> {
    const common = { path: request.path, flash: this.flash(request, response) };
    if (!request.agent) return { ...common, viewer: null, accent: hex(defaultAccent) };
    return { ...common, ...(await this.ofAgent(request.agent)) };
  }

  private async ofAgent(agent: Agent): Promise<object> {
    const [workspaces, counts, troubles, { asks, isOpen }, look] = await Promise.all([
      this.workspaces.ofAccount(agent.account.id),
      this.counts.of(agent.workspaceId, agent.account.id),
      may(agent, 'plugin.read') ? this.troubles.of(agent.workspaceId) : [],
      this.choices.of(agent),
      this.accounts.lookOf(agent.account.id),
    ]);
    const current = workspaces.find(({ id }) => id === agent.workspaceId);
    return {
      viewer: {
        account: agent.account,
        workspace: { id: agent.workspaceId, name: current?.name },
        role: agent.role,
        ...look,
        can: {
          settings: may(agent, 'workspace.manage'),
          reply: may(agent, 'conversation.reply'),
          triage: may(agent, 'conversation.triage'),
        },
      },
      workspaces: workspaces.map(({ id, name }) => ({ id, name, current: id === agent.workspaceId })),
      accent: hex(current?.accent ?? defaultAccent),
      counts,
      troubles,
      choices: asks.length ? { isOpen } : undefined,
    };
  }

  private flash(request: AgentRequest, response: Response): object | undefined {
    const left = takeFlash(request, response);
    if (!left || !this.texts.has('en', left.key)) return undefined;
    return { kind: left.kind, text: this.texts.t('en', left.key) };
  }
}

/** In the address of the theme a `#` would begin a fragment. */
const hex = (colour: string) => colour.replace('#', '');
