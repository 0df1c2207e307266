import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { ClientAddress } from '../../common/http/client-address';
import { Texts } from '../../common/texts';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { Passkeys } from '../passkeys/passkeys.service';
import { canHavePasskeys, relyingPartyOf } from '../passkeys/relying-party';
import { Authenticators } from './authenticators.service';
import type { Owner } from './factors.service';
import { RecoveryCodes } from './recovery-codes.service';
import { RememberedDevices } from './remembered-devices.service';

/** Few enough to think of new ones. */
const fewCodes = 3;

/** Settings → You → Signing in. */
@Injectable()
export class SignInPage {
  constructor(
    private readonly authenticators: Authenticators,
    private readonly passkeys: Passkeys,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly devices: RememberedDevices,
    private readonly workspaces: WorkspacesService,
    private readonly address: ClientAddress,
    private readonly texts: Texts,
  ) {}

  async model({ agent }: Owner, request: Request) {
    const { account } = agent;
    const [authenticator, passkeys, codesLeft, devices] = await Promise.all([
      this.authenticators.find(account.id),
      this.passkeys.list(account.id),
      this.recoveryCodes.countOf(account.id),
      this.devices.countOf(account.id),
    ]);
    return {
      title: this.texts.t('en', 'factors.title'),
      you: 'sign-in',
      authenticator: authenticator && { addedAt: authenticator.confirmedAt, usedAt: authenticator.usedAt },
      passkeys: passkeys.map(({ id, name, createdAt, usedAt, isSynced }) => ({ id, name, createdAt, usedAt, isSynced })),
      hasFactor: authenticator !== undefined || passkeys.length > 0,
      codesLeft,
      areFew: codesLeft <= fewCodes,
      devices,
      canHavePasskeys: canHavePasskeys(relyingPartyOf(this.address, request)),
      values: {},
    };
  }

  /** For somebody who cannot do anything else yet. */
  async owed({ agent }: Owner, request: Request) {
    const all = await this.workspaces.ofAccount(agent.account.id);
    return {
      title: this.texts.t('en', 'factors.owedTitle'),
      workspace: all.find(({ id }) => id === agent.workspaceId)?.name,
      others: all.filter(({ id }) => id !== agent.workspaceId),
      canHavePasskeys: canHavePasskeys(relyingPartyOf(this.address, request)),
    };
  }
}
