import { Controller, Get, HttpCode, Param, Post, Render } from '@nestjs/common';
import { AccountsService } from '../../accounts/accounts.service';
import { Public } from '../../common/access';
import { ChatError } from '../../common/errors';
import { Texts } from '../../common/texts';
import type { MutableMailKind } from '../../outbox/mail.entity';
import { AccountStopLink } from './account-stop-link';

/** Where somebody with a login stops a kind of mail. Looking changes nothing; mail programs stop with one POST (RFC 8058). */
@Controller('mail/you/:token')
@Public('whoever has the signed address got such a mail')
export class AccountStopController {
  constructor(
    private readonly links: AccountStopLink,
    private readonly accounts: AccountsService,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('you/mail-stop')
  show(@Param('token') token: string) {
    return this.page(token, false);
  }

  @Post()
  @HttpCode(200)
  @Render('you/mail-stop')
  async stop(@Param('token') token: string) {
    const { accountId, kind } = this.meant(token);
    await this.accounts.mute(accountId, kind);
    return this.page(token, true);
  }

  private meant(token: string): { accountId: string; kind: MutableMailKind } {
    const meant = this.links.read(token);
    if (!meant) throw new ChatError('request.not_found');
    return meant;
  }

  /** No address, no name: a forwarded mail shows no more than it said already. */
  private page(token: string, isStopped: boolean) {
    const { kind } = this.meant(token);
    const kinds = { workspace: 'you.mailsWorkspace', support: 'you.mailsSupport', news: 'you.mailsNews' };
    return {
      title: this.texts.t('en', 'you.mailStop'),
      path: `/mail/you/${token}`,
      what: this.texts.t('en', kinds[kind]),
      isStopped,
    };
  }
}
