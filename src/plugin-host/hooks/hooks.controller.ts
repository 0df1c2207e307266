import { Controller, HttpStatus, Param, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../../common/access';
import { ChatError } from '../../common/errors';
import { ClientAddress } from '../../common/http/client-address';
import { HookAddresses } from './hook-addresses';
import { Limits } from '../../common/limits/limits';
import { Hooks } from './hooks';

/** Where vendors' notices for plugins come in: the body is given on as it is, for a signature is over bytes. */
@Controller('hooks')
@Public('vendors have no account; the address has a token, and the plugin checks the signature')
export class HooksController {
  constructor(
    private readonly hooks: Hooks,
    private readonly addresses: HookAddresses,
    private readonly limits: Limits,
    private readonly clients: ClientAddress,
  ) {}

  @Post(':workspaceId/:pluginId/:token')
  async receive(
    @Param() { workspaceId, pluginId, token }: Record<'workspaceId' | 'pluginId' | 'token', string>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    if (!this.addresses.isRight(workspaceId, pluginId, token)) {
      await this.limits.take('hookGuess', this.clients.of(request));
      throw new ChatError('hook.unknown');
    }
    await this.limits.take('hookNotice', `${workspaceId}/${pluginId}`);
    const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const { events, fresh } = await this.hooks.receive(workspaceId, pluginId, request.headers, body);
    // A success for the vendor, which then stops: its first try may have come through though the answer was lost.
    response.status(events && !fresh ? HttpStatus.ALREADY_REPORTED : HttpStatus.OK);
    return { events, new: fresh };
  }
}
