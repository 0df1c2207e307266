import { Injectable } from '@nestjs/common';
import { Texts } from '../../common/texts';
import type { StandingPlugin } from '../enablement/enablements.service';
import type { Manifest, PluginEventName } from '../../plugin-api';
import type { Trouble } from '../plugin-host.types';
import { adviceWords, eventWords, nextSteps, troubleWords, waitingWords } from './words';

/** How a plugin is, in a word for the badge and a sentence for whoever has to do something. */
export interface StateView {
  kind: 'on' | 'off' | 'trouble' | 'waiting' | 'broken';
  badge: string;
  tone: 'positive' | 'caution' | 'critical' | '';
  text?: string;
  /** What can be done about it. */
  advice?: string;
  /** Since when there is trouble. */
  at?: Date | null;
}

@Injectable()
export class PluginStates {
  constructor(private readonly texts: Texts) {}

  of(standing: StandingPlugin | undefined, problems: readonly string[] = []): StateView {
    const waiting = standing && waitingWords[standing.standing];
    if (problems.length) return { kind: 'broken', badge: this.t('plugins.states.broken'), tone: 'critical' };
    if (waiting) return { kind: 'waiting', badge: this.t('plugins.states.waiting'), tone: 'caution', text: this.t(waiting) };
    if (standing?.standing !== 'on') return { kind: 'off', badge: this.t('plugins.states.off'), tone: '' };
    const { trouble, troubleAt } = standing.row;
    if (!trouble) return { kind: 'on', badge: this.t('plugins.states.on'), tone: 'positive' };
    const resting = trouble === 'resting';
    const badge = this.t(resting ? 'plugins.states.resting' : 'plugins.states.trouble');
    const text = this.t(troubleWords[trouble as Trouble] ?? 'plugins.troubles.error');
    const advised = adviceWords[trouble as Trouble];
    return { kind: 'trouble', badge, tone: 'critical', text, advice: advised && this.t(advised), at: troubleAt };
  }

  /** Where an owner goes on after switching it on: the first of its abilities that has a page of its own says so. */
  nextStep({ provides }: Manifest): { path: string; text: string } | undefined {
    const step = provides.map((name) => nextSteps[name]).find(Boolean);
    return step && { path: step.path, text: this.t(step.text) };
  }

  /** What happened, in words. */
  event(name: string): string {
    const words = eventWords[name as PluginEventName];
    return words ? this.t(words) : name;
  }

  /** Why it did not take something: a word of its own for it, or what the host saw. */
  reason(trouble: string | null): string {
    if (!trouble) return '';
    const words = troubleWords[trouble as Trouble];
    return words ? this.t(words) : this.texts.t('en', 'plugins.refusedAs', { code: trouble });
  }

  private t(key: string): string {
    return this.texts.t('en', key);
  }
}
