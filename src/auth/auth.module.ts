import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard';
import { PasswordsService } from './passwords.service';
import { HalfSessions } from './second-factor/half-sessions.service';
import { RememberedDevices } from './second-factor/remembered-devices.service';
import { SecondFactors } from './second-factor/second-factors.service';
import { SecondStep } from './second-factor/second-step.service';
import { SessionCookie } from './session-cookie';
import { SessionsService } from './sessions.service';
import { SignInLimits } from './sign-in/sign-in-limits';
import { SignInController } from './sign-in/sign-in.controller';
import { SignInService } from './sign-in/sign-in.service';

@Module({
  controllers: [SignInController],
  providers: [
    SessionCookie,
    SessionsService,
    SecondFactors,
    HalfSessions,
    RememberedDevices,
    SecondStep,
    PasswordsService,
    SignInLimits,
    SignInService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [
    SessionsService,
    PasswordsService,
    SignInService,
    SignInLimits,
    SecondFactors,
    HalfSessions,
    RememberedDevices,
    SecondStep,
  ],
})
export class AuthModule {}
