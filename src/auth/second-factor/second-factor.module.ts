import { Module } from '@nestjs/common';
import { WorkspacesModule } from '../../workspaces/workspaces.module';
import { AuthModule } from '../auth.module';
import { Challenges } from '../passkeys/challenges.service';
import { PasskeyCheck } from '../passkeys/passkey-check.service';
import { PasskeySignInController } from '../passkeys/passkey-sign-in.controller';
import { PasskeysController } from '../passkeys/passkeys.controller';
import { Passkeys } from '../passkeys/passkeys.service';
import { AuthenticatorController } from './authenticator.controller';
import { Authenticators } from './authenticators.service';
import { Codes } from './codes.service';
import { ConfirmationController } from './confirmation.controller';
import { Confirmation } from './confirmation.service';
import { FactorNews } from './factor-news.service';
import { Factors } from './factors.service';
import { Finish } from './finish.service';
import { FactorPolicyController } from './policy.controller';
import { FactorPolicy } from './policy.service';
import { RecoveryCodes } from './recovery-codes.service';
import { SecondStepController } from './second-step.controller';
import { SecondStepPage } from './second-step-page';
import { SignInPage } from './sign-in-page';
import { SignInSettingsController } from './sign-in-settings.controller';

/** Second factors and passkeys: what people prove, and where. What has to be asked at each sign-in stands in `AuthModule`. */
@Module({
  imports: [AuthModule, WorkspacesModule],
  controllers: [
    SecondStepController,
    PasskeySignInController,
    SignInSettingsController,
    ConfirmationController,
    AuthenticatorController,
    PasskeysController,
    FactorPolicyController,
  ],
  providers: [
    Authenticators,
    RecoveryCodes,
    Codes,
    Challenges,
    Passkeys,
    PasskeyCheck,
    FactorNews,
    Factors,
    Finish,
    Confirmation,
    FactorPolicy,
    SignInPage,
    SecondStepPage,
  ],
  exports: [Confirmation],
})
export class SecondFactorModule {}
