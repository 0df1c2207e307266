import { Injectable } from '@nestjs/common';
import type { Origin } from '../../common/http/traces';
import { countryName } from '../../common/regions';
import { Texts } from '../../common/texts';
import type { AlertRule } from './alert-rules';
import type { SecurityAlert } from './security-alert.entity';

const titles: Record<AlertRule, [own: string, others: string]> = {
  travel: ['alerts.travel.own', 'alerts.travel.others'],
  country: ['alerts.country.own', 'alerts.country.others'],
  device: ['alerts.device.own', 'alerts.device.others'],
  failures: ['alerts.failures.own', 'alerts.failures.others'],
  factor: ['alerts.factor.own', 'alerts.factor.others'],
  export: ['alerts.export.own', 'alerts.export.others'],
  token: ['alerts.token.own', 'alerts.token.others'],
  plugin: ['alerts.plugin.own', 'alerts.plugin.others'],
  restored: ['alerts.restored', 'alerts.restored'],
  broken: ['alerts.broken', 'alerts.broken'],
};
/** What can be said honestly of how sure it is. */
const doubts: Partial<Record<AlertRule, string>> = {
  travel: 'alerts.doubtTravel',
  country: 'alerts.doubtCountry',
  device: 'alerts.doubtDevice',
  restored: 'alerts.doubtRestored',
  broken: 'alerts.doubtBroken',
};

/** Says alerts in plain words. */
@Injectable()
export class AlertWords {
  constructor(private readonly texts: Texts) {}

  /** @param name of the person, where it is read by somebody else */
  of({ rule }: Pick<SecurityAlert, 'rule'>, origin: Origin | undefined, name: string | undefined, isOwn = false) {
    const [own, others] = titles[rule];
    const { device, country, network } = origin ?? { device: null, country: null, network: null };
    const facts = [device, country && (countryName(country) ?? country), network].filter((one): one is string => Boolean(one));
    const title = isOwn ? this.t(own) : this.t(others, { name: name ?? this.t('alerts.somebody') });
    const doubt = doubts[rule];
    return { title, facts: facts.join(' · '), advice: doubt ? this.t(doubt) : '' };
  }

  private t(key: string, parameters?: Record<string, unknown>): string {
    return this.texts.t('en', key, parameters);
  }
}
