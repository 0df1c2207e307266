import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { EntityTarget } from 'typeorm';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';
import { connect } from './connect';
import { CONNECTIONS, Database } from './database';
import { Setting } from './setting.entity';
import { SettingsStore } from './settings-store';
import { StorageHealth } from './storage-health';

@Global()
@Module({})
export class DatabaseModule {
  /** `entities`: of every room, so that one connection knows them all. */
  static with(entities: EntityTarget<object>[]): DynamicModule {
    return {
      module: DatabaseModule,
      providers: [
        StorageHealth,
        Database,
        SettingsStore,
        {
          provide: CONNECTIONS,
          inject: [SETTINGS],
          useFactory: (settings: Settings) => connect(settings, [Setting, ...entities]),
        },
      ],
      exports: [Database, StorageHealth, SettingsStore],
    };
  }
}
