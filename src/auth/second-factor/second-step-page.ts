import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { localPath } from '../../common/forms/local-path';
import { Texts } from '../../common/texts';
import { ClientAddress } from '../../common/http/client-address';
import { Passkeys } from '../passkeys/passkeys.service';
import { canHavePasskeys, relyingPartyOf } from '../passkeys/relying-party';
import { Authenticators } from './authenticators.service';
import type { HalfSession } from './half-session.entity';

/** What the second step asks for: what this person has. */
@Injectable()
export class SecondStepPage {
  constructor(
    private readonly authenticators: Authenticators,
    private readonly passkeys: Passkeys,
    private readonly address: ClientAddress,
    private readonly texts: Texts,
  ) {}

  async model({ accountId }: HalfSession, next: unknown, request: Request) {
    const hasApp = (await this.authenticators.find(accountId)) !== undefined;
    const path = localPath(next);
    const forward = path ? `&next=${encodeURIComponent(path)}` : '';
    return {
      title: this.texts.t('en', 'factors.stepTitle'),
      next: path,
      // Without an app the only codes are those on paper.
      recovery: request.query.with === 'recovery' || !hasApp,
      hasApp,
      hasPasskey: canHavePasskeys(relyingPartyOf(this.address, request)) && (await this.passkeys.list(accountId)).length > 0,
      recoveryPath: `/sign-in/second-step?with=recovery${forward}`,
      appPath: `/sign-in/second-step?with=app${forward}`,
    };
  }
}
