import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Texts } from '../../common/texts';
import { paperPdf } from './paper-pdf';
import type { Paper } from './paper.types';

/** Sends a paper as a PDF, page by page as it is made. */
@Injectable()
export class PaperFile {
  constructor(private readonly texts: Texts) {}

  async send(paper: Paper, response: Response): Promise<void> {
    const pdf = await paperPdf(paper, (page, of) => this.texts.t('en', 'papers.pageOf', { page, of }));
    const name = `${paper.id}-${paper.date.toISOString().slice(0, 10)}.pdf`;
    response.setHeader('Content-Type', 'application/pdf');
    response.setHeader('Content-Disposition', `attachment; filename="${name}"`);
    response.setHeader('Cache-Control', 'private, no-store');
    await pipeline(pdf, response);
  }
}
