import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard';
import { PasswordsService } from './passwords.service';
import { SessionCookie } from './session-cookie';
import { SessionsService } from './sessions.service';
import { KnownDevices } from './sign-in/known-devices';
import { SignInLimits } from './sign-in/sign-in-limits';
import { SignInController } from './sign-in/sign-in.controller';
import { SignInService } from './sign-in/sign-in.service';

@Module({
  controllers: [SignInController],
  providers: [
    SessionCookie,
    SessionsService,
    PasswordsService,
    KnownDevices,
    SignInLimits,
    SignInService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [SessionsService, PasswordsService, SignInService],
})
export class AuthModule {}
