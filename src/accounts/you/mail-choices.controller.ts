import { Body, Controller, Get, Post, Redirect, Render, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { TickField } from '../../common/forms/fields';
import { seeOther } from '../../common/forms/form';
import { flash } from '../../common/http/flash';
import { Texts } from '../../common/texts';
import { Database } from '../../database/database';
import { mutableMailKinds, type MutableMailKind } from '../../outbox/mail.entity';
import { Account } from '../account.entity';

class ChoicesDto implements Record<MutableMailKind, boolean> {
  @TickField() workspace: boolean = false;
  @TickField() support: boolean = false;
  @TickField() news: boolean = false;
}
const here = '/settings/you/mails';

/** Which mails somebody with a login wants. Warnings about security are not among what can be chosen. */
@Controller(here)
@Allow('conversation.read')
export class MailChoicesController {
  constructor(
    private readonly database: Database,
    private readonly texts: Texts,
  ) {}

  @Get()
  @Render('you/mails')
  async show(@CurrentAgent() { account: { id } }: Agent) {
    const { email, mutedMails } = await this.database.read.findOneByOrFail(Account, { id });
    const wants = Object.fromEntries(mutableMailKinds.map((kind) => [kind, !mutedMails.includes(kind)]));
    return { title: this.texts.t('en', 'you.mails'), you: 'mails', email, wants };
  }

  @Post()
  @Redirect()
  async choose(
    @CurrentAgent() { account: { id } }: Agent,
    @Body() wants: ChoicesDto,
    @Res({ passthrough: true }) response: Response,
  ) {
    const mutedMails = mutableMailKinds.filter((kind) => !wants[kind]);
    await this.database.transaction((tx) => tx.manager.update(Account, { id }, { mutedMails }));
    flash(response, 'positive', 'notices.saved');
    return seeOther(here);
  }
}
