import { Injectable } from '@nestjs/common';
import { countryName } from '../../common/regions';
import { Texts } from '../../common/texts';
import type { Manifest } from '../../plugin-api';
import { filledRecipient, hostOf, webPorts } from '../enablement/placeholders';
import { basisWords, capabilityWords, consentWords, eventWords, fieldWords, kindWords, purposeWords } from './words';

/** One line of the sheet: a question, and one answer or several. */
export interface SheetLine {
  label: string;
  values: string[];
}

/** What a manifest declares, in plain words for whoever decides. Every answer is computed from it, none is the author's promise. */
@Injectable()
export class SheetView {
  constructor(private readonly texts: Texts) {}

  /** `settings` and `country` as far as they are known. */
  of(manifest: Manifest, settings: Record<string, string | number | boolean>, country: string | null): SheetLine[] {
    const { privacy, network, events, provides, schedule, webhook, widget } = manifest;
    const lines: [string, string[]][] = [[this.t('plugins.sheet.does'), provides.map((name) => this.t(capabilityWords[name]))]];
    if (privacy.recipient === null) lines.push([this.t('plugins.sheet.who'), [this.t('plugins.sheet.nobody')]]);
    else lines.push(...this.recipientLines(manifest, settings, country));
    lines.push([
      this.t('plugins.sheet.hosts'),
      network.length ? this.hosts(manifest, settings) : [this.t('plugins.sheet.noHosts')],
    ]);
    if (events.length) lines.push([this.t('plugins.sheet.hears'), events.map((name) => this.t(eventWords[name]))]);
    if (schedule) lines.push([this.t('plugins.sheet.runs'), [this.t('plugins.sheet.every', { count: schedule.minutes })]]);
    if (webhook) lines.push([this.t('plugins.sheet.notices'), [this.t('plugins.sheet.noticesSigned')]]);
    lines.push([this.t('plugins.sheet.cookies'), this.cookies(manifest)]);
    if (widget) lines.push([this.t('plugins.sheet.widget'), [widget.text]]);
    return lines.map(([label, values]) => ({ label, values }));
  }

  recipient(manifest: Manifest, settings: Record<string, string | number | boolean>): string {
    return filledRecipient(manifest, settings) ?? this.t('plugins.sheet.recipientOpen');
  }

  fields({ privacy }: Manifest): string[] {
    return privacy.fields.map((field) => (fieldWords[field] ? this.t(fieldWords[field]) : field));
  }

  country(code: string | null): string {
    return (code && countryName(code)) ?? this.t('plugins.sheet.countryOpen');
  }

  private recipientLines(
    manifest: Manifest,
    settings: Record<string, string | number | boolean>,
    country: string | null,
  ): [string, string[]][] {
    const { kind, safeguard, purpose, basis, consent, retention } = manifest.privacy;
    const fields = this.fields(manifest);
    return [
      [this.t('plugins.sheet.who'), [`${this.recipient(manifest, settings)} · ${this.t(kindWords[kind])}`]],
      [this.t('plugins.sheet.where'), [this.country(manifest.privacy.country ?? country)]],
      [this.t('plugins.sheet.protects'), [safeguard]],
      [this.t('plugins.sheet.what'), fields.length ? fields.map(capital) : [this.t('plugins.sheet.nothingPersonal')]],
      [this.t('plugins.sheet.why'), [this.t(purposeWords[purpose])]],
      [this.t('plugins.sheet.basis'), [this.t(basisWords[basis])]],
      [
        this.t('plugins.sheet.consent'),
        [
          consent
            ? this.t('plugins.sheet.consentNeeded', { category: this.t(consentWords[consent]) })
            : this.t('plugins.sheet.noConsent'),
        ],
      ],
      [this.t('plugins.sheet.retention'), [retention]],
    ];
  }

  /** A host of a setting is named by what the setting says, or by the setting. */
  private hosts({ network, settings }: Manifest, values: Record<string, string | number | boolean>): string[] {
    return network.map((entry) => {
      const name = /^\{(\w+)\}/.exec(entry)?.[1];
      if (!name) return entry;
      const set = hostOf(String(values[name] ?? ''));
      if (set) return set.port && !webPorts.includes(set.port) ? `${set.host}:${set.port}` : set.host;
      return this.t('plugins.sheet.hostOfSetting', { title: settings.properties[name]?.title ?? name });
    });
  }

  private cookies({ privacy }: Manifest): string[] {
    if (!privacy.cookies.length) return [this.t('plugins.sheet.noCookies')];
    return privacy.cookies.map(({ name, purpose, days }) => this.t('plugins.sheet.cookie', { name, purpose, count: days }));
  }

  private t(key: string, parameters?: Record<string, unknown>): string {
    return this.texts.t('en', key, parameters);
  }
}

const capital = (text: string) => text[0].toUpperCase() + text.slice(1);
