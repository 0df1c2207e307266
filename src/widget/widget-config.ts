import { Inject, Injectable } from '@nestjs/common';
import { Texts } from '../common/texts';
import { ProactiveOffers } from '../automation/proactive/proactive-offers.service';
import { WidgetParts } from './widget-parts';
import { ConsentQuestions } from '../consent/questions/consent-questions.service';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';
import { longestText, mostAttachments } from '../conversations/messages.service';
import { PluginsService } from '../plugin-host/plugins.service';
import { NoticeLinks } from '../privacy/notice/notice-link.service';
import type { Website } from '../workspaces/website.entity';

/** More would push the visitor's own words out of sight. */
const mostSnippets = 3;

/** What the widget has to know of its website, in the visitor's language. */
@Injectable()
export class WidgetConfig {
  constructor(
    private readonly texts: Texts,
    private readonly parts: WidgetParts,
    private readonly plugins: PluginsService,
    private readonly notices: NoticeLinks,
    private readonly questions: ConsentQuestions,
    private readonly offers: ProactiveOffers,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** @param origin our own address as the visitor's browser knows it */
  async of(website: Website, wishes: string[], origin: string) {
    const snippets = await this.plugins.snippets(website.workspaceId);
    const language = this.texts.pick(wishes);
    const { wording, question, asks } = await this.questions.of(website.workspaceId, 'visitor', language, website.id);
    const rules = await this.offers.rulesOf(website, language);
    return {
      website: { name: website.name, accent: website.accent, greeting: website.greeting },
      language,
      direction: this.texts.direction(language),
      texts: this.texts.section(language, 'widget'),
      collects: {
        pages: website.collectsPages,
        browser: website.collectsBrowser,
        location: website.collectsLocation,
        contact: website.collectsContact,
      },
      privacy: {
        ...(await this.notices.of(website, origin)),
        cookies: `${origin}/cookies/${website.key}`,
        wording,
        question,
        asks,
      },
      limits: { text: longestText, frame: 64 * 1024, fileBytes: this.settings.UPLOAD_MAX_BYTES, files: mostAttachments },
      ...this.parts.addresses,
      ...(rules.length && { rules }),
      ...(snippets.length && { snippets: snippets.slice(0, mostSnippets) }),
    };
  }
}
