import { Controller, HttpCode, Logger, Post, Req } from '@nestjs/common';
import type { Counter } from 'prom-client';
import type { Request } from 'express';
import { Public } from '../../common/access';
import { Clock } from '../../common/clock';
import { ClientAddress } from '../../common/http/client-address';
import { Metrics } from '../../common/metrics';
import { ReportLimits } from './report-limits';
import { violationsIn, type Violation } from './violations';

/** Lines in the log for each hour: the rest is only counted. */
const sample = 20;
const hour = 60 * 60 * 1000;

/** Where browsers say that a page of ours tried what our policy forbids: a fault of ours, or somebody's attempt. */
@Controller('csp-reports')
@Public('Browsers send reports without a sign-in; nothing is kept but numbers, and answers say nothing.')
export class CspReportsController {
  private readonly logger = new Logger('csp');
  private readonly count: Counter<'directive'>;
  private since = 0;
  private logged = 0;

  constructor(
    private readonly limits: ReportLimits,
    private readonly address: ClientAddress,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.count = metrics.counter('csp_reports_total', 'What pages were kept from doing, as browsers reported it.', ['directive']);
  }

  @Post()
  @HttpCode(204)
  async take(@Req() request: Request): Promise<void> {
    await this.limits.take(this.address.of(request));
    for (const violation of violationsIn(request.body)) this.note(violation);
  }

  private note(violation: Violation): void {
    this.count.inc({ directive: violation.directive });
    const now = this.clock.millis();
    if (now - this.since > hour) [this.since, this.logged] = [now, 0];
    if (++this.logged <= sample) this.logger.warn(violation);
  }
}
