import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import type { StoredCategory } from '../../data-map/stored-key';
import { consentCategories } from '../../plugin-api/manifest';
import { categoryWords } from '../consent-words';
import type { StoredThing } from './storage-registry.service';

const categories: readonly StoredCategory[] = ['necessary', ...consentCategories];
type Audience = 'visitors' | 'accounts';
const audienceWords = {
  visitors: { lead: 'cookies.lead.visitors', us: 'cookies.us.visitors' },
  accounts: { lead: 'cookies.lead.accounts', us: 'cookies.us.accounts' },
};
const kindWords = { cookie: 'cookies.kinds.cookie', local: 'cookies.kinds.local', session: 'cookies.kinds.session' };
const untilWords = { tab: 'cookies.until.tab', removed: 'cookies.until.removed' };
const [minute, day] = [60, 24 * 60 * 60];

/** The page about cookies and storage, in the reader's language. */
@Injectable()
export class CookiePage {
  constructor(private readonly texts: Texts) {}

  /**
   * @param holder who answers for it, by name
   * @param audience whose page it is: visitors of a website, or whoever works with the server
   */
  model(things: readonly StoredThing[], holder: string, audience: Audience, language: string, path: string) {
    const t = (key: string, values?: Record<string, string>) => this.texts.t(language, key, values);
    const us = t(audienceWords[audience].us);
    return {
      title: `${t('cookies.title')} · ${holder}`,
      language,
      direction: this.texts.direction(language),
      sender: holder,
      headline: t('cookies.title'),
      lead: t(audienceWords[audience].lead, { holder }),
      change: audience === 'visitors' ? t('cookies.change') : '',
      labels: { where: t('cookies.where'), howLong: t('cookies.time'), by: t('cookies.by'), languages: t('cookies.languages') },
      groups: categories.flatMap((category) => {
        const own = things.filter((thing) => thing.category === category);
        return own.length ? [{ ...this.category(category, t), things: own.map((one) => this.thing(one, language, us, t)) }] : [];
      }),
      languages: this.texts.languages.map((code) => ({
        code,
        name: new Intl.DisplayNames(code, { type: 'language' }).of(code),
        address: `${path}?language=${code}`,
        isCurrent: code === language,
      })),
    };
  }

  private category(category: StoredCategory, t: (key: string) => string) {
    const { title, why } = categoryWords[category];
    return { category, name: t(title), why: t(why) };
  }

  private thing({ name, kind, purpose, lifetime, by }: StoredThing, language: string, us: string, t: (key: string) => string) {
    const words = 'key' in purpose ? t(purpose.key) : purpose.words;
    return {
      name: name.replaceAll(/\{\w+\}/g, '…'),
      words,
      where: t(kindWords[kind]),
      howLong: this.time(lifetime, language, t),
      by: by ?? us,
    };
  }

  private time(lifetime: StoredThing['lifetime'], language: string, t: (key: string) => string): string {
    if (typeof lifetime === 'string') return t(untilWords[lifetime]);
    if (lifetime === 0) return t(untilWords.tab);
    const [value, unit] = lifetime < day ? [lifetime / minute, 'minute'] : [lifetime / day, 'day'];
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(value));
  }
}
