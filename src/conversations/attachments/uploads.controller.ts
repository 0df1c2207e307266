import { Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { Request, Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { AttachmentsService } from './attachments.service';
import { FileTransfer } from './file-transfer.service';

class FileParams {
  @Matches(/^[\w-]{32}$/) fileId: string;
}

/** Files of the team's side. */
@Controller('inbox')
export class UploadsController {
  constructor(
    private readonly files: AttachmentsService,
    private readonly transfer: FileTransfer,
  ) {}

  @Post('uploads')
  @Allow('conversation.reply')
  receive(@CurrentAgent() { workspaceId, account }: Agent, @Req() request: Request) {
    return this.files.receive(
      { workspaceId, uploaderId: account.id, uploaderKind: 'account' },
      this.transfer.nameOf(request),
      request,
    );
  }

  @Get('attachments/:fileId')
  @Allow('conversation.read')
  async show(@CurrentAgent() agent: Agent, @Param() { fileId }: FileParams, @Req() request: Request, @Res() response: Response) {
    await this.transfer.send(await this.files.forAgent(agent, fileId), request, response, true);
  }
}
