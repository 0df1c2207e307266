import { Controller, Get, Render } from '@nestjs/common';
import { Allow, type Agent } from '../../common/access';
import { CurrentAgent } from '../../common/current-agent';
import { countryName } from '../../common/regions';
import { Texts } from '../../common/texts';
import { Recipients, type Recipient } from './recipients';
import { basisWords, fieldWords, kindWords, purposeWords } from './words';

@Controller('settings')
@Allow('plugin.read')
export class RecipientsController {
  constructor(
    private readonly recipients: Recipients,
    private readonly texts: Texts,
  ) {}

  @Get('recipients')
  @Render('recipients/index')
  async index(@CurrentAgent() { workspaceId }: Agent) {
    const recipients = (await this.recipients.of(workspaceId)).map((one) => this.words(one));
    return { title: this.t('recipients.title'), section: 'recipients', recipients };
  }

  /** The same for programs, such as the one that writes the privacy notice. */
  @Get('recipients.json')
  async json(@CurrentAgent() { workspaceId }: Agent) {
    return { recipients: await this.recipients.of(workspaceId) };
  }

  private words({ name, plugin, kind, country, safeguard, purpose, basis, fields, retention, since }: Recipient) {
    return {
      ...{ name, plugin, safeguard, retention, since },
      kind: this.t(kindWords[kind]),
      country: country ? countryName(country) : undefined,
      purpose: this.t(purposeWords[purpose]),
      basis: this.t(basisWords[basis]),
      fields: capital(fields.map((field) => (fieldWords[field] ? this.t(fieldWords[field]) : field)).join(', ')),
    };
  }

  private t(key: string): string {
    return this.texts.t('en', key);
  }
}

const capital = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1);
