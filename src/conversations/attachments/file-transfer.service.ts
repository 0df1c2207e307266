import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ChatError } from '../../common/errors';
import type { Attachment } from './attachment.entity';
import { AttachmentsService } from './attachments.service';

/** How files come and go over HTTP, at the team's doors and the visitor's alike. */
@Injectable()
export class FileTransfer {
  constructor(private readonly files: AttachmentsService) {}

  /** The name that an upload came with: percent-encoded in the header `X-File-Name`; its bytes are the body, unread so far. */
  nameOf(request: Request): string {
    const header = request.headers['x-file-name'];
    if (!request.is('application/octet-stream')) throw new ChatError('request.malformed');
    if (typeof header !== 'string' || header.length > 2000) throw new ChatError('request.malformed');
    try {
      return decodeURIComponent(header);
    } catch {
      throw new ChatError('request.malformed');
    }
  }

  /**
   * Sends a stranger's file so that a browser can do nothing with it but show an image (`show`) or save it: its type is not guessed,
   * it runs in a sandbox without a policy of its own, and it is asked for anew each time, so that a right that ended, ended.
   */
  async send(file: Attachment, request: Request, response: Response, show: boolean): Promise<void> {
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'private, no-cache');
    const tag = `"${file.id}"`;
    if (request.headers['if-none-match'] === tag) return void response.set('ETag', tag).status(304).end();
    // What says how long it is and what it is called comes after: an error has neither.
    const bytes = await this.files.open(file.id);
    response.setHeader('ETag', tag);
    response.attachment(file.name);
    if (show && file.kind === 'image') response.setHeader('Content-Disposition', 'inline');
    response.setHeader('Content-Type', file.kind === 'image' ? file.type : 'application/octet-stream');
    response.setHeader('Content-Length', file.size);
    await pipeline(bytes, response).catch((error: NodeJS.ErrnoException) => {
      // A reader who hangs up is no fault of ours; a file that is not there is.
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error;
    });
  }
}
