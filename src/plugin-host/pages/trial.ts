import { performance } from 'node:perf_hooks';
import { Injectable } from '@nestjs/common';
import { ChatError } from '../../common/errors';
import { Texts } from '../../common/texts';
import type { Manifest } from '../../plugin-api';
import { EnablementsService } from '../enablement/enablements.service';
import { PluginFailure } from '../plugin-host.types';
import { PluginsService } from '../plugins.service';
import { PluginProcesses } from '../process/plugin-processes';
import { troubleWords } from './words';

export interface TrialResult {
  passed: boolean;
  millis: number;
  /** In our words. */
  text: string;
  /** In the plugin's own words: for the owner who pressed the button, kept nowhere. */
  said?: string;
}

/** Capabilities that can be tried without sending anything about anybody. */
const checked = ['emailSender', 'emailReceiver', 'analyticsSink', 'writingAssistant', 'fileStore', 'paymentProvider'] as const;
const isChecked = (name: string): name is (typeof checked)[number] => (checked as readonly string[]).includes(name);
/** Milliseconds; somebody waits in front of the page. */
const deadlineMillis = 15_000;
const longestSaying = 500;

export const canBeTried = ({ provides }: Manifest): boolean => provides.some((name) => name === 'translator' || isChecked(name));

/** "Test it": asks a plugin whether it can do its work. */
@Injectable()
export class Trial {
  constructor(
    private readonly plugins: PluginsService,
    private readonly enablements: EnablementsService,
    private readonly processes: PluginProcesses,
    private readonly texts: Texts,
  ) {}

  /** @throws ChatError `plugin.not_enabled` */
  async of(workspaceId: string, pluginId: string): Promise<TrialResult> {
    const plugin = (await this.enablements.of(workspaceId)).find(({ id }) => id === pluginId);
    if (!plugin) throw new ChatError('plugin.not_enabled');
    const nothing = { about: [], fields: {}, argument: () => ({}) as never, deadlineMillis };
    const start = performance.now();
    const taken = () => Math.round(performance.now() - start);
    try {
      let languages: number | undefined;
      for (const name of plugin.manifest.provides) {
        if (name === 'translator') languages = (await this.plugins.call(plugin, name, 'languages', nothing)).length;
        else if (isChecked(name)) await this.plugins.call(plugin, name, 'check', nothing);
      }
      const text =
        languages === undefined ? this.t('plugins.trial.passed') : this.t('plugins.trial.languages', { count: languages });
      return { passed: true, millis: taken(), text };
    } catch (error) {
      if (!(error instanceof PluginFailure)) throw error;
      const text = this.t(troubleWords[error.trouble]);
      return { passed: false, millis: taken(), text, said: error.said?.slice(0, longestSaying) };
    } finally {
      // The page that shows the answer also says how the plugin is.
      await this.processes.troublesWritten();
    }
  }

  private t(key: string, parameters?: Record<string, unknown>): string {
    return this.texts.t('en', key, parameters);
  }
}
