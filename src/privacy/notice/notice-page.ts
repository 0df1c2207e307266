import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import { operatorHolder } from '../../workspaces/legal-identity.entity';
import { WebsitesService } from '../../workspaces/websites.service';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { sectionWords } from './notice-words';
import { sections } from './notice.types';
import { Notices } from './notices.service';
import type { NoticeVersion } from './notice-version.entity';
import type { Worded } from './wording';

/** Each language by its own name. */
export const languageName = (language: string): string =>
  new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;

/** The notice as people read it: in their language, in its sections, with its versions. */
@Injectable()
export class NoticePage {
  constructor(
    private readonly notices: Notices,
    private readonly websites: WebsitesService,
    private readonly workspaces: WorkspacesService,
    private readonly texts: Texts,
  ) {}

  /** Whose notice stands at an address: `operator`, a workspace's id, or the key of a website, which is all that the widget knows. */
  async holderOf(address: string): Promise<string | undefined> {
    if (address === operatorHolder) return operatorHolder;
    if (address.startsWith('w_')) return (await this.websites.byKey(address))?.workspaceId;
    return (await this.workspaces.exists(address)) ? address : undefined;
  }

  /** @param address as it was asked for: links stay where the reader is */
  async of(address: string, holder: string, version: NoticeVersion, wishes: readonly string[], isNewest: boolean) {
    const language = this.texts.pick(wishes);
    const t = (key: string, values?: Record<string, unknown>) => this.texts.t(language, key, values);
    const forAccounts = holder === operatorHolder;
    const date = (at: Date) =>
      new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
    const link = (number: number) => `/privacy/${address}?version=${number}&language=${language}`;
    return {
      language,
      direction: this.texts.direction(language),
      title: t(forAccounts ? 'notice.titleAccounts' : 'notice.title'),
      lead: t(forAccounts ? 'notice.leadAccounts' : 'notice.lead'),
      updated: t('notice.updated', { date: date(version.publishedAt), number: version.number }),
      outdated: isNewest
        ? undefined
        : { text: t('notice.outdated'), link: `/privacy/${address}?language=${language}`, label: t('notice.newest') },
      sections: this.sections(this.notices.worded(version, language), t),
      otherLanguage: t('notice.otherLanguage'),
      languages: this.texts.languages
        .filter((one) => one !== language)
        .map((one) => ({
          code: one,
          name: languageName(one),
          link: `/privacy/${address}?version=${version.number}&language=${one}`,
        })),
      earlier: t('notice.earlier'),
      versions: (await this.notices.versions(holder))
        .filter(({ number }) => number !== version.number)
        .map(({ number, publishedAt }) => ({ link: link(number), text: t('notice.entry', { number, date: date(publishedAt) }) })),
    };
  }

  sections(worded: readonly Worded[], t: (key: string) => string) {
    return sections.flatMap((section) => {
      const statements = worded.filter((one) => one.section === section);
      return statements.length ? [{ id: section, title: t(sectionWords[section]), statements }] : [];
    });
  }
}
