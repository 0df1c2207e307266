import { Injectable, Logger } from '@nestjs/common';
import type { EventMap, EventName } from './event-map';

type Listener<Name extends EventName> = (event: EventMap[Name]) => void | Promise<void>;

/** Tells what happened to whoever listens, in order, after the commit. A listener that fails harms nobody else. */
@Injectable()
export class EventBus {
  private readonly logger = new Logger('events');
  private readonly listeners = new Map<EventName, Listener<never>[]>();
  /** Set by the bridge between nodes. */
  relay?: (name: EventName, event: unknown) => void;

  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void {
    const ofName = this.listeners.get(name) ?? [];
    this.listeners.set(name, ofName);
    ofName.push(listener as Listener<never>);
    return () => void ofName.splice(ofName.indexOf(listener as Listener<never>), 1);
  }

  publish<Name extends EventName>(name: Name, event: EventMap[Name]): void {
    this.deliver(name, event);
    this.relay?.(name, event);
  }

  /** Delivers on this node only: what another node published comes in here. */
  deliver<Name extends EventName>(name: Name, event: EventMap[Name]): void {
    for (const listener of this.listeners.get(name) ?? []) {
      try {
        const done = (listener as unknown as Listener<Name>)(event);
        if (done instanceof Promise) done.catch((error: Error) => this.logger.error(`${name}: ${error.stack}`));
      } catch (error) {
        this.logger.error(`${name}: ${(error as Error).stack}`);
      }
    }
  }
}
