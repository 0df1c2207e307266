import { Injectable } from '@nestjs/common';
import { newId } from '../common/ids';
import { EventBus } from '../events/event-bus';
import type { Capabilities, Capability, Manifest } from '../plugin-api';
import { EnablementsService } from './enablement/enablements.service';
import { Firewall } from './firewall/firewall';
import type { EnabledPlugin, Subject } from './plugin-host.types';
import { PluginProcesses } from './process/plugin-processes';

type Methods<C extends Capability> = {
  [M in keyof Capabilities[C]]: Capabilities[C][M] extends (...args: never[]) => unknown ? M : never;
}[keyof Capabilities[C]] &
  string;
type Method<C extends Capability, M extends Methods<C>> = Capabilities[C][M] extends (
  argument: infer Argument,
  ...rest: never[]
) => infer Answer
  ? { argument: Argument; answer: Answer }
  : never;

/** What leaves the house, and about whom. */
export interface HandOver<Argument> {
  /** Everybody whom the fields are about; empty for facts about nobody. */
  about: Subject[];
  /** `entity.column` of the data map → value. */
  fields: Record<string, unknown>;
  /** Makes the argument from the fields that may leave: what is not declared is not in it. */
  argument: (fields: Record<string, unknown>) => Argument;
  /** The same for a call that is made again; a new one if left out. */
  callId?: string;
  deadlineMillis?: number;
  /** Ends it at once, also while nothing comes. */
  signal?: AbortSignal;
  /** It waits for something to happen: a plugin that works hard meanwhile does so unasked, and is stopped. */
  waits?: boolean;
}

/** What other rooms use of plugins. Every call passes the firewall and stands in the ledger before anything leaves. */
@Injectable()
export class PluginsService {
  constructor(
    private readonly enablements: EnablementsService,
    private readonly firewall: Firewall,
    private readonly processes: PluginProcesses,
    events: EventBus,
  ) {
    // A process knows the settings that it was started with.
    events.on('plugin.configured', ({ workspaceId, pluginId }) => this.processes.stop(workspaceId, pluginId));
  }

  /** The plugins of a workspace that provide a capability, those enabled first in front. */
  async providing(workspaceId: string, capability: Capability): Promise<EnabledPlugin[]> {
    const enabled = await this.enablements.of(workspaceId);
    return enabled.filter(({ manifest }) => (manifest.provides as string[]).includes(capability));
  }

  /** What enabled plugins say to visitors below the greeting, the first enabled in front. */
  async snippets(workspaceId: string): Promise<NonNullable<Manifest['widget']>[]> {
    return (await this.enablements.of(workspaceId)).flatMap(({ manifest }) => manifest.widget ?? []);
  }

  /** For hand-overs about many at once: those of the people whose choices allow it now. A call asks again. */
  permitted(plugin: EnabledPlugin, people: readonly Subject[]): Promise<Subject[]> {
    return this.firewall.permitted(plugin, people);
  }

  /**
   * @throws HandOverRefused if a person's choices forbid it, PluginFailure if the plugin does not do it
   */
  async call<C extends Capability, M extends Methods<C>>(
    plugin: EnabledPlugin,
    capability: C,
    method: M,
    handOver: HandOver<Method<C, M>['argument']>,
  ): Promise<Awaited<Method<C, M>['answer']>> {
    const callId = handOver.callId ?? newId();
    const fields = await this.firewall.pass(plugin, capability, handOver.about, handOver.fields);
    const argument = handOver.argument(fields);
    const { deadlineMillis, signal, waits } = handOver;
    return (await this.processes.call(plugin, { callId, capability, method, argument, deadlineMillis, signal, waits })) as never;
  }

  /** Like {@link call}, for methods that answer piece by piece. */
  async *stream<C extends Capability, M extends Methods<C>>(
    plugin: EnabledPlugin,
    capability: C,
    method: M,
    handOver: HandOver<Method<C, M>['argument']>,
  ): AsyncGenerator<Method<C, M>['answer'] extends AsyncIterable<infer Piece> ? Piece : never> {
    const callId = handOver.callId ?? newId();
    const fields = await this.firewall.pass(plugin, capability, handOver.about, handOver.fields);
    const argument = handOver.argument(fields);
    const { deadlineMillis, signal } = handOver;
    yield* this.processes.stream(plugin, {
      callId,
      capability,
      method,
      argument,
      deadlineMillis,
      signal,
    }) as AsyncGenerator<never>;
  }
}
