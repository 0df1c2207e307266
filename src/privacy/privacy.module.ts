import { Global, Module } from '@nestjs/common';
import { OutboxModule } from '../outbox/outbox.module';
import { OptionalPurposes } from './optional-purposes.service';
import { RightsModule } from './rights.module';
import { StandingService } from './standing.service';

const shared = [StandingService, OptionalPurposes];

@Global()
@Module({ imports: [OutboxModule, RightsModule], providers: [...shared], exports: shared })
export class PrivacyModule {}
