import { Controller, Param, Post, Redirect, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { DeliveriesService } from '../deliveries/deliveries.service';
import { PluginIdPipe } from './plugin-id.pipe';

/** Events that a plugin did not take, however often they were tried. */
@Controller('settings/plugins/:id/undelivered')
@Allow('plugin.manage')
export class UndeliveredController {
  constructor(private readonly deliveries: DeliveriesService) {}

  @Post('retry')
  @Redirect()
  async retryAll(
    @CurrentAgent() agent: Agent,
    @Param('id', PluginIdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.retried(await this.deliveries.retry(agent.workspaceId, id), id, response);
  }

  @Post(':deliveryId/retry')
  @Redirect()
  async retry(
    @CurrentAgent() agent: Agent,
    @Param('id', PluginIdPipe) id: string,
    @Param('deliveryId', RowIdPipe) deliveryId: string,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.retried(await this.deliveries.retry(agent.workspaceId, id, deliveryId), id, response);
  }

  private retried(count: number, id: string, response: Response) {
    if (!count) throw new ChatError('request.not_found');
    flash(response, 'positive', 'plugins.notices.again');
    return seeOther(`/settings/plugins/${id}`);
  }
}
