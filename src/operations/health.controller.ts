import { Controller, Get, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public } from '../common/access';
import { Closing } from '../common/closing';
import { Database } from '../database/database';

const databaseDeadlineMillis = 2_000;

@Controller()
@Public('A supervisor asks before anybody can sign in; the answers say nothing about people.')
export class HealthController {
  constructor(
    private readonly database: Database,
    private readonly closing: Closing,
  ) {}

  /** Whether the process is sound. Answers from memory, so also while the disk is full. */
  @Get('healthz')
  health(@Res({ passthrough: true }) response: Response) {
    const failing = this.database.health.failing;
    if (!failing) return { status: 'ok' };
    response.status(503);
    return { status: 'failing', storage: { since: failing.since.toISOString(), reason: failing.reason } };
  }

  /** Whether to send requests here: not while the database is away, nor once the server is stopping. */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) response: Response) {
    const status = this.closing.closing ? 'closing' : (await this.databaseAnswers()) ? 'ready' : 'unreachable';
    if (status !== 'ready') response.status(503);
    return { status };
  }

  private async databaseAnswers(): Promise<boolean> {
    const answered = this.database.query('SELECT 1 AS one').then(
      () => true,
      () => false,
    );
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), databaseDeadlineMillis)));
    return Promise.race([answered, tooLate]).finally(() => clearTimeout(timer));
  }
}
