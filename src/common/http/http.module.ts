import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { InputPipe } from '../validation';
import { ClientAddress } from './client-address';
import { ErrorFilter } from './error.filter';
import { OwnAddress } from './own-address';
import { OwnOrigin } from './own-origin';
import { RequestRecords } from './request-record';
import { SecurityHeaders } from './security-headers';
import { StaticFiles } from './static-files';

/** What happens to every request before and after its room. */
@Global()
@Module({
  providers: [
    ClientAddress,
    OwnAddress,
    OwnOrigin,
    RequestRecords,
    SecurityHeaders,
    { provide: StaticFiles, inject: [SETTINGS], useFactory: (settings: Settings) => new StaticFiles(settings) },
    InputPipe,
    { provide: APP_PIPE, useExisting: InputPipe },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
  exports: [ClientAddress, OwnAddress, RequestRecords, InputPipe],
})
export class HttpModule {}
