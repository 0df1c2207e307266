import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Agent } from '../../common/access';
import type { Transaction } from '../../database/transaction';
import { HalfSessions } from './half-sessions.service';
import { RememberedDevices } from './remembered-devices.service';
import { SecondFactors } from './second-factors.service';

/** What stands between a right password and a session. `SessionsService.start` asks it, so no way of signing in goes round it. */
@Injectable()
export class SecondStep {
  constructor(
    private readonly factors: SecondFactors,
    private readonly halves: HalfSessions,
    private readonly devices: RememberedDevices,
  ) {}

  /** @returns whether the browser got half a session, which opens the second step only */
  async standsBefore(accountId: string, workspaceId: string, response: Response, request: Request): Promise<boolean> {
    if (!(await this.factors.isRequired(accountId))) return false;
    if (await this.devices.isRemembered(accountId, request)) return false;
    await this.halves.begin(accountId, workspaceId, response, request);
    return true;
  }

  isOwedBy({ account, workspaceId, role }: Agent): Promise<boolean> {
    return this.factors.isOwedBy({ accountId: account.id, workspaceId, role });
  }

  /** Nothing that was begun or remembered is left: every browser gives everything again. */
  async forget(tx: Transaction, accountId: string): Promise<void> {
    await this.halves.endAllOf(tx, accountId);
    await this.devices.forget(tx, accountId);
  }
}
