import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Numbers for `/metrics`. Rooms make theirs here, once, in a constructor; labels never hold identifiers. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private complete = false;

  counter<Label extends string = never>(name: string, help: string, labelNames: Label[] = []): Counter<Label> {
    return new Counter({ name: `parlour_${name}`, help, labelNames, registers: [this.registry] });
  }

  /** `read` is asked whenever somebody looks. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name: `parlour_${name}`,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }

  histogram<Label extends string>(name: string, help: string, labelNames: Label[], buckets: number[]): Histogram<Label> {
    return new Histogram({ name: `parlour_${name}`, help, labelNames, buckets, registers: [this.registry] });
  }

  /** The process's own numbers join in when somebody first asks: watching the event loop costs a server that nobody measures. */
  text(): Promise<string> {
    if (!this.complete) collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 100 });
    this.complete = true;
    return this.registry.metrics();
  }
}
