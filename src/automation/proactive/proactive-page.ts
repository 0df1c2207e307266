import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { Texts } from '../../common/texts';
import type { Website } from '../../workspaces/website.entity';
import { WebsitesService } from '../../workspaces/websites.service';
import type { ProactiveMessage } from './proactive-message.entity';
import { ProactiveMessages } from './proactive-messages.service';
import { mostMessages, needsMemory, wordsIn } from './proactive-rules';
import { languages, ProactiveDto } from './proactive.dto';
import { pageMatches, triggers, type PageMatch, type Trigger } from './proactive.types';
import { languageName } from '../../common/language-name';

const whereWords: Record<PageMatch, string> = {
  any: 'proactive.where.any',
  contains: 'proactive.where.contains',
  begins: 'proactive.where.begins',
  equals: 'proactive.where.equals',
};
const whenWords: Record<Trigger, string> = {
  time: 'proactive.when.time',
  scroll: 'proactive.when.scroll',
  return: 'proactive.when.return',
};

const atOnceWords: Record<Trigger, string> = {
  ...whenWords,
  time: 'proactive.when.timeNow',
  return: 'proactive.when.returnNow',
};
const matchWords: Record<PageMatch, string> = {
  any: 'proactive.match.any',
  contains: 'proactive.match.contains',
  begins: 'proactive.match.begins',
  equals: 'proactive.match.equals',
};
const triggerWords: Record<Trigger, string> = {
  time: 'proactive.trigger.time',
  scroll: 'proactive.trigger.scroll',
  return: 'proactive.trigger.return',
};

/** What the pages about the messages of a website show. */
@Injectable()
export class ProactivePage {
  constructor(
    private readonly websites: WebsitesService,
    private readonly messages: ProactiveMessages,
    private readonly texts: Texts,
  ) {}

  async list(agent: Agent, websiteId: string) {
    const website = await this.websites.ofWorkspace(agent.workspaceId, websiteId);
    const messages = await this.messages.list(websiteId);
    return {
      ...this.frame(website, this.t('proactive.title')),
      messages: messages.map((message, index) => ({
        ...this.summary(message),
        path: `${pathOf(websiteId)}/${message.id}`,
        isFirst: index === 0,
        isLast: index === messages.length - 1,
      })),
      isFull: messages.length >= mostMessages,
      newPath: `${pathOf(websiteId)}/new`,
    };
  }

  async fresh(agent: Agent, websiteId: string, typed?: Record<string, unknown>) {
    const website = await this.websites.ofWorkspace(agent.workspaceId, websiteId);
    const values = { ...new ProactiveDto(), isOn: true };
    return { ...this.frame(website, this.t('proactive.new')), ...this.form(values, typed), action: pathOf(websiteId) };
  }

  async edit(agent: Agent, websiteId: string, id: string, typed?: Record<string, unknown>) {
    const website = await this.websites.ofWorkspace(agent.workspaceId, websiteId);
    const { texts, trigger, amount, ...kept } = await this.messages.one(agent, websiteId, id);
    const begin = new ProactiveDto();
    const measure = trigger === 'scroll' ? { percent: amount } : { seconds: amount };
    const action = `${pathOf(websiteId)}/${id}`;
    return {
      ...this.frame(website, this.t('proactive.edit')),
      ...this.form({ ...begin, ...kept, ...texts, trigger, ...measure }, typed),
      action,
      removal: `${action}/removal`,
    };
  }

  private frame({ id, name }: Website, title: string) {
    return { title, section: 'websites', website: { id, name }, path: pathOf(id) };
  }

  /** Values of the form; after a refusal what was typed goes over them, and what was not ticked is not. */
  private form(values: ProactiveDto, typed?: Record<string, unknown>) {
    const ticked = (field: string) => ['true', 'on'].includes(String(typed?.[field]));
    const texts = Object.entries(typed ?? {}).filter(([, value]) => typeof value === 'string');
    const shown = typed
      ? { ...values, ...Object.fromEntries(texts), withTeam: ticked('withTeam'), isOn: ticked('isOn') }
      : values;
    const [first, ...others] = languages.map((language) => shown[language]);
    return {
      form: shown,
      matches: pageMatches.map((code) => ({ code, name: this.t(matchWords[code]), chosen: shown.pageMatch === code })),
      triggers: triggers.map((code) => ({ code, name: this.t(triggerWords[code]), chosen: shown.trigger === code })),
      othersFilled: others.some(Boolean),
      previewed: first || others.find(Boolean),
      languages: languages.map((code) => ({
        code,
        name: languageName(code),
        text: shown[code],
        direction: this.texts.direction(code),
        isFirst: code === languages[0],
      })),
    };
  }

  private summary(message: ProactiveMessage) {
    const { id, texts, pageMatch, page, trigger, amount, withTeam, pauseDays, isOn, answers } = message;
    return {
      id,
      isOn,
      text: wordsIn(texts, 'en')?.text ?? '',
      languages: Object.keys(texts)
        .map((code) => languageName(code))
        .join(', '),
      about: [
        this.t(whereWords[pageMatch], { page }),
        this.t(amount ? whenWords[trigger] : atOnceWords[trigger], { count: amount }),
        ...(withTeam ? [this.t('proactive.withTeamShort')] : []),
        pauseDays ? this.t('proactive.again', { count: pauseDays }) : this.t('proactive.always'),
      ].join(' · '),
      needsConsent: needsMemory(message),
      answers: answers ? this.t('proactive.answers', { count: answers }) : '',
    };
  }

  private t(key: string, values?: Record<string, unknown>): string {
    return this.texts.t('en', key, values);
  }
}

const pathOf = (websiteId: string) => `/settings/websites/${websiteId}/proactive`;
