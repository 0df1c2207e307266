import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { OutboxModule } from '../outbox/outbox.module';
import { AccessGuard } from './access.guard';
import { AccountPasswords } from './account-passwords.service';
import { AccountMail } from './account-mail.service';
import { MailLimits } from './mail-limits.service';
import { NewPassword } from './new-password.service';
import { PasswordsService } from './passwords.service';
import { ResetController } from './reset/reset.controller';
import { ResetService } from './reset/reset.service';
import { HalfSessions } from './second-factor/half-sessions.service';
import { RememberedDevices } from './second-factor/remembered-devices.service';
import { SecondFactors } from './second-factor/second-factors.service';
import { SecondStep } from './second-factor/second-step.service';
import { SessionCookie } from './session-cookie';
import { SessionsService } from './sessions.service';
import { SignInLimits } from './sign-in/sign-in-limits';
import { SignInRecords } from './sign-in/sign-in-records';
import { SignInController } from './sign-in/sign-in.controller';
import { SignInService } from './sign-in/sign-in.service';

@Module({
  imports: [OutboxModule],
  controllers: [SignInController, ResetController],
  providers: [
    SessionCookie,
    SessionsService,
    SecondFactors,
    HalfSessions,
    RememberedDevices,
    SecondStep,
    PasswordsService,
    SignInLimits,
    SignInRecords,
    AccountPasswords,
    SignInService,
    AccountMail,
    NewPassword,
    MailLimits,
    ResetService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    SessionsService,
    PasswordsService,
    AccountPasswords,
    SignInService,
    SignInLimits,
    AccountMail,
    NewPassword,
    MailLimits,
    SecondFactors,
    HalfSessions,
    RememberedDevices,
    SecondStep,
  ],
})
export class AuthModule {}
