import { Module } from '@nestjs/common';
import { AccountsService } from './accounts.service';
import { PicturesService } from './pictures.service';

@Module({ providers: [AccountsService, PicturesService], exports: [AccountsService, PicturesService] })
export class AccountsModule {}
