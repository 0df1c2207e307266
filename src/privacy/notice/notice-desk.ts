import { Injectable } from '@nestjs/common';
import { may, type Agent } from '../../common/access';
import { Texts } from '../../common/texts';
import { LegalIdentities } from '../../workspaces/legal-identities.service';
import { operatorHolder } from '../../workspaces/legal-identity.entity';
import { differenceOf, type Change } from './difference';
import { languageName, NoticePage } from './notice-page';
import { sectionWords } from './notice-words';
import { NoticeTexts } from './notice-texts.service';
import { sections } from './notice.types';
import { Notices } from './notices.service';
import { sourceWords } from './source-words';

const language = 'en';

/** The page on which a notice is read with its reasons, and published. */
@Injectable()
export class NoticeDesk {
  constructor(
    private readonly notices: Notices,
    private readonly words: NoticeTexts,
    private readonly identities: LegalIdentities,
    private readonly pages: NoticePage,
    private readonly texts: Texts,
  ) {}

  async page(agent: Agent, holder: string) {
    const ofOperator = holder === operatorHolder;
    const [version, pending, versions, missing, isOperator, { noticeUrl }] = await Promise.all([
      this.notices.current(holder),
      this.notices.pending(holder),
      this.notices.versions(holder),
      this.identities.missing(holder),
      this.identities.isOperator(agent),
      this.identities.of(holder),
    ]);
    return {
      title: this.t(ofOperator ? 'notice.titleAccounts' : 'notice.title'),
      section: 'privacy',
      scope: ofOperator ? 'operator' : 'workspace',
      ofOperator,
      isOperator,
      mayPublish: may(agent, 'plugin.manage'),
      missing: missing.length > 0,
      identityPage: ofOperator ? '/settings/identity/operator' : '/settings/identity',
      address: `/privacy/${holder}`,
      noticeUrl,
      version,
      pending: pending && { ...pending, changes: pending.changes.map((change) => this.change(change)) },
      parts: version && this.parts(this.notices.worded(version, language)),
      versions: versions.slice(1),
      own: await this.own(holder),
      sections: sections.map((section) => ({ section, title: this.t(sectionWords[section]) })),
      languages: this.texts.languages.map((code) => ({ code, name: languageName(code) })),
    };
  }

  /** @throws ChatError `request.not_found` */
  async version(holder: string, number: number) {
    const version = await this.notices.version(holder, number);
    const newest = (await this.notices.current(holder)) ?? version;
    const [before, now] = [version, newest].map((one) => this.notices.worded(one, language));
    const title = this.texts.t(language, 'papers.versionTitle', { number });
    const changes = differenceOf(before!, now!).map((change) => this.change(change));
    return { title, section: 'privacy', address: `/privacy/${holder}`, number, publishedAt: version.publishedAt, changes };
  }

  private parts(worded: Parameters<NoticePage['sections']>[0]) {
    return this.pages
      .sections(worded, (key) => this.t(key))
      .map((part) => ({
        ...part,
        statements: part.statements.map((one) => ({ ...one, why: sourceWords(this.texts, one.source) })),
      }));
  }

  private change({ section, kind, pieces }: Change) {
    const marked = pieces.map((piece) => ({
      text: piece.text,
      added: piece.kind === 'added',
      removed: piece.kind === 'removed',
    }));
    return { title: this.t(sectionWords[section]), kind, pieces: marked };
  }

  /** Own words that stand in a notice, or will. */
  private async own(holder: string) {
    const texts = await this.words.of(holder);
    return texts
      .filter(({ words, draft }) => words || draft)
      .map(({ section, language: code, words, draft }) => ({
        section,
        language: code,
        title: this.t(sectionWords[section]),
        name: languageName(code),
        text: draft || words,
        waits: draft !== words,
        removed: !draft,
      }));
  }

  private t(key: string): string {
    return this.texts.t(language, key);
  }
}
