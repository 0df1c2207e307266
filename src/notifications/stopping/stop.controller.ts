import { Controller, Get, HttpCode, Param, Post, Render } from '@nestjs/common';
import { Public } from '../../common/access';
import { ChatError } from '../../common/errors';
import { Texts } from '../../common/texts';
import { Conversation } from '../../conversations/conversation.entity';
import { Database } from '../../database/database';
import { WebsitesService } from '../../workspaces/websites.service';
import { VisitorLanguage } from '../visitor-language';
import { StopLink } from './stop-link';
import { MailStops } from './stops.service';

/**
 * Where a visitor stops mails about a conversation. Looking changes nothing, because programs open every link of a mail; mail programs stop
 * with one POST to the same address (RFC 8058), and get no redirect.
 */
@Controller('mail/:token')
@Public('whoever has the signed address got a mail of this conversation')
export class StopController {
  constructor(
    private readonly links: StopLink,
    private readonly stops: MailStops,
    private readonly database: Database,
    private readonly websites: WebsitesService,
    private readonly language: VisitorLanguage,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('notifications/stop')
  show(@Param('token') token: string) {
    return this.page(token, this.conversationOf(token));
  }

  @Post()
  @HttpCode(200)
  @Render('notifications/stop')
  async stop(@Param('token') token: string) {
    const id = this.conversationOf(token);
    await this.stops.stop(id);
    return this.page(token, id);
  }

  @Post('resumption')
  @HttpCode(200)
  @Render('notifications/stop')
  async resume(@Param('token') token: string) {
    const id = this.conversationOf(token);
    await this.stops.resume(id);
    return this.page(token, id);
  }

  private conversationOf(token: string): string {
    const id = this.links.read(token);
    if (!id) throw new ChatError('request.not_found');
    return id;
  }

  /** Nothing of the conversation, and no address: a forwarded mail shows no more than it said already. */
  private async page(token: string, id: string) {
    const conversation = await this.database.read.findOneBy(Conversation, { id });
    const language = await this.language.of(conversation);
    const website = conversation && (await this.websites.byId(conversation.websiteId));
    const isStopped = !website || (await this.stops.isStopped(id));
    const text = (key: string) => this.texts.t(language, key, { website: website?.name ?? '' });
    return {
      title: text(isStopped ? 'followUp.stopped' : 'followUp.stopTitle'),
      language,
      direction: this.texts.direction(language),
      path: isStopped ? `/mail/${token}/resumption` : `/mail/${token}`,
      headline: text(isStopped ? 'followUp.stopped' : 'followUp.stopTitle'),
      lead: text(isStopped ? (website ? 'followUp.stoppedLead' : 'followUp.goneLead') : 'followUp.stopLead'),
      action: website && text(isStopped ? 'followUp.resumeAction' : 'followUp.stopAction'),
      isStopped,
      sender: website?.name,
      home: website?.domains[0] && { url: `https://${website.domains[0]}`, name: website.domains[0] },
    };
  }
}
