import { Controller, Get, Param, Post, Redirect, Req, Res, UploadedFile, UseInterceptors } from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { ChatError } from '../../common/errors';
import { Form, seeOther } from '../../common/forms/form';
import { RowIdPipe } from '../../common/forms/row-id.pipe';
import { flash } from '../../common/http/flash';
import { PicturesService } from '../pictures.service';
import { ProfilePage } from './profile-page.service';

/** Bytes: what a telephone takes at its best. */
const largest = 12 * 1024 * 1024;
const OnePicture = () =>
  UseInterceptors(FileInterceptor('picture', { limits: { fileSize: largest, files: 1, fields: 0, parts: 2, headerPairs: 20 } }));
const here = '/settings/you';

/** One's own picture, and those of the people one works with. */
@Controller()
@Allow('conversation.read')
export class PictureController {
  constructor(
    private readonly pictures: PicturesService,
    readonly page: ProfilePage,
  ) {}

  @Post('settings/you/picture')
  @Form<PictureController>('you/profile', (controller, { agent }) => controller.page.model(agent!))
  @OnePicture()
  @Redirect()
  async keep(
    @CurrentAgent() { account }: Agent,
    @UploadedFile() file: { buffer: Buffer } | undefined,
    @Res({ passthrough: true }) response: Response,
  ) {
    if (!file?.buffer.length) throw new ChatError('request.invalid', { fields: { picture: 'validation.missing' } });
    await this.pictures.keep(account.id, file.buffer);
    flash(response, 'positive', 'notices.pictureSaved');
    return seeOther(here);
  }

  @Post('settings/you/picture/removal')
  @Redirect()
  async remove(@CurrentAgent() { account }: Agent, @Res({ passthrough: true }) response: Response) {
    await this.pictures.remove(account.id);
    flash(response, 'positive', 'notices.pictureRemoved');
    return seeOther(here);
  }

  /** In a sandbox, its type not guessed, and asked for anew each time, so that a right that ended, ended. */
  @Get('faces/:id')
  async show(
    @CurrentAgent() { account }: Agent,
    @Param('id', RowIdPipe) id: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const { version, image } = await this.pictures.seenBy(account.id, id);
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('Cache-Control', 'private, no-cache');
    response.setHeader('ETag', `"${version}"`);
    if (request.headers['if-none-match'] === `"${version}"`) return void response.status(304).end();
    response.setHeader('Content-Type', 'image/webp');
    response.end(image);
  }
}
