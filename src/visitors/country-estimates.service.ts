import { Injectable, Logger } from '@nestjs/common';
import ipaddr from 'ipaddr.js';
import { offlineCountry } from '../common/client-facts';
import { HandOverRefused, PluginFailure, type EnabledPlugin, type Subject } from '../plugin-host/plugin-host.types';
import { PluginsService } from '../plugin-host/plugins.service';

/** The country of an address: by a plugin, if the workspace has one for it, and otherwise offline. The address is kept by neither. */
@Injectable()
export class CountryEstimates {
  /** Milliseconds that the first message of a visitor waits for a plugin at most, also if its process has to start first. */
  patienceMillis = 1000;
  private readonly logger = new Logger('visitors');

  constructor(private readonly plugins: PluginsService) {}

  /** @returns ISO 3166-1 alpha-2, or null if nobody knows */
  async of(workspaceId: string, visitorId: string, address: string): Promise<string | null> {
    const [plugin] = await this.plugins.providing(workspaceId, 'locationEstimator');
    const asked = plugin && isPublic(address) ? await this.ask(plugin, visitorId, address) : undefined;
    return asked ?? offlineCountry(address);
  }

  /** A visitor's message never fails, and hardly waits, because of somebody's table of countries. */
  private async ask(plugin: EnabledPlugin, id: string, address: string): Promise<string | undefined> {
    const about: Subject[] = [{ kind: 'visitor', id }];
    const argument = (fields: Record<string, unknown>) => ({ address: fields['visitor.address'] as string });
    const handOver = { about, fields: { 'visitor.address': address }, argument, deadlineMillis: this.patienceMillis };
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), this.patienceMillis)));
    const answer = this.plugins.call(plugin, 'locationEstimator', 'estimate', handOver).then(
      ({ country }) => country,
      (error: unknown) => this.without(error),
    );
    return Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }

  private without(error: unknown): undefined {
    if (error instanceof HandOverRefused || error instanceof PluginFailure) return;
    this.logger.error(`A country could not be estimated: ${error instanceof Error ? error.name : 'unknown'}.`);
  }
}

/** Addresses at home say nothing to anybody. */
const isPublic = (address: string): boolean => ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
