import { Injectable } from '@nestjs/common';
import type { IncomingHttpHeaders } from 'node:http';
import { ChatError } from '../../common/errors';
import type { EnabledPlugin } from '../plugin-host.types';
import { PluginFailure } from '../plugin-host.types';
import { PluginsService } from '../plugins.service';
import { headersForPlugin } from './hook-headers';
import { PaymentNotices } from './payment-notices.service';

/** Seconds after which a vendor may try again. */
const retryAfter = 60;

/** Lets a plugin say whether a notice really is its vendor's, and what it means. */
@Injectable()
export class Hooks {
  constructor(
    private readonly plugins: PluginsService,
    private readonly notices: PaymentNotices,
  ) {}

  /**
   * @returns how many of the events in the notice were new, of how many
   * @throws ChatError `hook.unknown`, `hook.refused`, or `hook.unanswered` where another try may go well
   */
  async receive(workspaceId: string, pluginId: string, headers: IncomingHttpHeaders, body: Uint8Array) {
    const plugin = (await this.plugins.providing(workspaceId, 'paymentProvider')).find(({ id }) => id === pluginId);
    if (!plugin?.manifest.webhook) throw new ChatError('hook.unknown');
    const changes = await this.read(plugin, { headers: headersForPlugin(headers), body });
    const fresh = changes.length ? await this.notices.take(workspaceId, pluginId, changes) : 0;
    return { events: changes.length, fresh };
  }

  private async read(plugin: EnabledPlugin, notice: { headers: Record<string, string>; body: Uint8Array }) {
    try {
      // Nothing of ours leaves: the plugin gets back what its own vendor wrote.
      return await this.plugins.call(plugin, 'paymentProvider', 'webhook', { about: [], fields: {}, argument: () => notice });
    } catch (error) {
      if (!(error instanceof PluginFailure)) throw error;
      if (error.trouble === 'error' && !error.retry) throw new ChatError('hook.refused');
      throw new ChatError('hook.unanswered', { retryAfter });
    }
  }
}
