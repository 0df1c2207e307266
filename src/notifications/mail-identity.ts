import { hostname } from 'node:os';
import { Injectable } from '@nestjs/common';
import type { MailAddress } from '../plugin-api';
import type { EnabledPlugin } from '../plugin-host/plugin-host.types';
import { PluginsService } from '../plugin-host/plugins.service';
import { WorkspacesService } from '../workspaces/workspaces.service';
import { MailSettings } from './settings/mail-settings.service';

/** Whom mails of a workspace are from, and where their answers go. */
@Injectable()
export class MailIdentity {
  constructor(
    private readonly plugins: PluginsService,
    private readonly settings: MailSettings,
    private readonly workspaces: WorkspacesService,
  ) {}

  /** The provider that takes mail: the one that was enabled first. */
  async sender(workspaceId: string): Promise<EnabledPlugin | undefined> {
    return (await this.plugins.providing(workspaceId, 'emailSender'))[0];
  }

  /** A provider's settings `fromAddress` and `fromName` say who writes; without them the reply address and the workspace do. */
  async from({ workspaceId, settings: { fromAddress, fromName } }: EnabledPlugin): Promise<MailAddress> {
    const { replyAddress } = await this.settings.of(workspaceId);
    const address = typeof fromAddress === 'string' && fromAddress ? fromAddress : replyAddress;
    const name = typeof fromName === 'string' && fromName ? fromName : (await this.workspaces.get(workspaceId)).name;
    return { address: address || `parlour@${hostname()}`, name };
  }

  /** The mailbox that answers are fetched from; undefined if nothing is fetched at all. */
  async mailbox(workspaceId: string): Promise<string | undefined> {
    const [receiver] = await this.plugins.providing(workspaceId, 'emailReceiver');
    if (!receiver) return undefined;
    const { replyAddress } = await this.settings.of(workspaceId);
    if (replyAddress) return replyAddress;
    const sender = await this.sender(workspaceId);
    return sender && (await this.from(sender)).address;
  }

  /** Everything that is us: a mail from one of these came back. */
  async own(workspaceId: string): Promise<string[]> {
    const sender = await this.sender(workspaceId);
    const { replyAddress } = await this.settings.of(workspaceId);
    return [replyAddress, sender && (await this.from(sender)).address].flatMap((one) => (one ? one.toLowerCase() : []));
  }
}
