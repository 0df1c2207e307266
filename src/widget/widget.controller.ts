import { Body, Controller, Get, HttpCode, Options, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { Public } from '../common/access';
import { ChatError } from '../common/errors';
import { ClientAddress } from '../common/http/client-address';
import { Limits } from '../common/limits/limits';
import { AttachmentsService } from '../conversations/attachments/attachments.service';
import { FileTransfer } from '../conversations/attachments/file-transfer.service';
import { VisitorSide } from '../conversations/visitor-side/visitor-side.service';
import { VisitorVerbs } from '../conversations/visitor-side/visitor-verbs.service';
import { Proofs } from '../visitors/proof/proofs.service';
import { VisitorsService } from '../visitors/visitors.service';
import { WebsitesService } from '../workspaces/websites.service';
import { frameOf } from '../common/frame';
import { VisitorPoll } from './visitor-poll';
import { WidgetConfig } from './widget-config';
import { WidgetOrigin } from './widget-origin';
import { WidgetVisitor } from './widget-visitor';

class ConfigQuery {
  @IsString() @MaxLength(64) website: string;
  @IsOptional() @IsString() @MaxLength(200) language?: string;
}
class VisitorDto {
  @IsString() @MaxLength(64) website: string;
  @IsOptional() @IsString() @MaxLength(8000) identity?: string;
}
class EventsQuery {
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(2_000_000_000) after?: number;
  @IsOptional() @IsString() @MaxLength(40) state?: string;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) @Max(25) wait?: number;
}
class MessagesQuery {
  @Type(() => Number) @IsInt() @Min(1) @Max(2_000_000_000) before: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) limit?: number;
}
class FileParams {
  @Matches(/^[\w-]{32}$/) fileId: string;
}

/** The widget's doors over HTTP: `docs/protocol.md`, section 3. */
@Controller('widget/v1')
@Public('visitors have no account; each door checks the website, the origin and the token')
export class WidgetController {
  constructor(
    private readonly config: WidgetConfig,
    private readonly websites: WebsitesService,
    private readonly visitors: VisitorsService,
    private readonly verbs: VisitorVerbs,
    private readonly side: VisitorSide,
    private readonly poll: VisitorPoll,
    private readonly files: AttachmentsService,
    private readonly transfer: FileTransfer,
    private readonly limits: Limits,
    private readonly proofs: Proofs,
    private readonly origin: WidgetOrigin,
    private readonly visitor: WidgetVisitor,
    private readonly addresses: ClientAddress,
  ) {}

  @Options('*door')
  preflight(@Req() request: Request, @Res() response: Response): void {
    this.origin.preflight(request, response);
  }

  @Get('config')
  async show(
    @Query() { website: key, language = '' }: ConfigQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.limits.take('config', this.addresses.of(request));
    const website = await this.websiteOf(key, request);
    response.setHeader('Cache-Control', 'public, max-age=60');
    return this.config.of(website, language.split(','), this.addresses.publicOrigin(request));
  }

  @Get('challenge')
  async challenge(
    @Query() { website: key }: ConfigQuery,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ) {
    await this.limits.take('challenge', this.addresses.of(request));
    const { id } = await this.websiteOf(key, request);
    response.setHeader('Cache-Control', 'no-store');
    return this.proofs.challenge(id);
  }

  @Post('visitors')
  async welcome(@Body() { website: key, identity }: VisitorDto, @Req() request: Request) {
    await this.limits.take('token', this.addresses.of(request));
    const website = await this.websiteOf(key, request);
    await this.limits.take('tokensOfWebsite', website.id);
    await this.visitor.admit(website, request);
    return this.visitors.issue(website, identity);
  }

  @Post('events')
  @HttpCode(200)
  async act(@Body() body: unknown, @Req() request: Request) {
    const speaker = await this.visitor.of(request);
    await this.limits.take('frame', speaker.visitorId);
    const { event, data, ref } = frameOf(body);
    // What somebody agreed to can be taken back by whoever it was, banned or not.
    if (event !== 'consent.choose') await this.visitor.admit(speaker, request);
    const answer = await this.verbs.answer(speaker, event, data);
    if (Array.isArray(answer)) return { events: answer, ...(ref !== undefined && { ref }) };
    return ref === undefined ? answer : { ...answer, ref };
  }

  @Get('events')
  async wait(@Query() { after, state, wait = 0 }: EventsQuery, @Req() request: Request, @Res() response: Response) {
    const speaker = await this.visitor.chatting(request);
    const events = await this.poll.next(speaker, { after, state, wait }, (gone) => response.on('close', gone));
    await this.visitor.admit(speaker, request);
    response.setHeader('Cache-Control', 'no-store');
    if (!response.destroyed) response.json({ events });
  }

  @Get('messages')
  async earlier(@Query() { before, limit = 50 }: MessagesQuery, @Req() request: Request) {
    return this.side.messagesBefore(await this.visitor.chatting(request), before, limit);
  }

  @Post('uploads')
  async receive(@Req() request: Request) {
    const { visitorId, workspaceId } = await this.visitor.chatting(request);
    await this.limits.take('upload', visitorId);
    return this.files.receive({ workspaceId, uploaderId: visitorId }, this.transfer.nameOf(request), request);
  }

  @Get('attachments/:fileId')
  async send(@Param() { fileId }: FileParams, @Req() request: Request, @Res() response: Response) {
    const file = await this.files.forVisitor(await this.visitor.chatting(request), fileId);
    await this.transfer.send(file, request, response, false);
  }

  private async websiteOf(key: string, request: Request) {
    const website = await this.websites.byKey(key);
    if (!website) throw new ChatError('website.unknown');
    this.origin.check(request, website);
    return website;
  }
}
