import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Header, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { Public } from '../common/access';
import { ChatError } from '../common/errors';
import { ClientAddress } from '../common/http/client-address';
import { Metrics } from '../common/metrics';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';

/** What a proxy adds. Whoever came through one is not this machine, even if the proxy is. */
const proxyHeaders = ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'];
const thisMachine = /^(127\.|::1$)/;
const hash = (text: string) => createHash('sha256').update(text).digest();

@Controller('metrics')
@Public('Numbers for this machine, or for whoever has the token; the handler checks.')
export class MetricsController {
  constructor(
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly address: ClientAddress,
    private readonly metrics: Metrics,
  ) {}

  @Get()
  @Header('Content-Type', 'text/plain; version=0.0.4; charset=utf-8')
  show(@Req() request: Request): Promise<string> {
    if (!this.mayRead(request)) throw new ChatError('metrics.closed');
    return this.metrics.text();
  }

  private mayRead(request: Request): boolean {
    const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (token)
      return Boolean(this.settings.METRICS_TOKEN) && timingSafeEqual(hash(token), hash(this.settings.METRICS_TOKEN ?? ''));
    return thisMachine.test(this.address.of(request)) && !proxyHeaders.some((header) => request.headers[header]);
  }
}
