import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { Matches } from 'class-validator';
import type { Response } from 'express';
import { Public } from '../../common/access';
import { ExportFiles } from './export-files';
import { ExportService } from './export.service';

class TicketParams {
  @Matches(/^[\w-]{32}$/) ticket: string;
}

/** Where an export is fetched. Who may was settled when the address was given out, two minutes before at the most. */
@Controller('exports')
export class ExportsController {
  constructor(
    private readonly exports: ExportService,
    private readonly files: ExportFiles,
  ) {}

  @Get(':ticket')
  @Public('the address is a secret of 192 bits that is good once, for two minutes')
  async fetch(@Param() { ticket }: TicketParams, @Res() response: Response) {
    const found = await this.exports.redeem(ticket);
    response.setHeader('Content-Type', 'application/zip');
    response.setHeader('Content-Disposition', `attachment; filename="${found.at.toISOString().slice(0, 10)}-personal-data.zip"`);
    response.setHeader('Content-Length', found.size);
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('Referrer-Policy', 'no-referrer');
    await pipeline(this.files.read(found.id), response).catch((error: NodeJS.ErrnoException) => {
      // A reader who hangs up is no fault of ours.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }
}
