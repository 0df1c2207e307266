import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessGuard } from './access.guard';
import { AccountPasswords } from './account-passwords.service';
import { PasswordsService } from './passwords.service';
import { SessionCookie } from './session-cookie';
import { SessionsService } from './sessions.service';
import { SignInLimits } from './sign-in/sign-in-limits';
import { SignInRecords } from './sign-in/sign-in-records';
import { SignInController } from './sign-in/sign-in.controller';
import { SignInService } from './sign-in/sign-in.service';

@Module({
  controllers: [SignInController],
  providers: [
    SessionCookie,
    SessionsService,
    PasswordsService,
    SignInLimits,
    SignInRecords,
    AccountPasswords,
    SignInService,
    { provide: APP_GUARD, useClass: AccessGuard },
  ],
  exports: [AccountPasswords, SessionsService, PasswordsService, SignInService],
})
export class AuthModule {}
