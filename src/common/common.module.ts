import { Global, Module } from '@nestjs/common';
import { Clock } from './clock';
import { Closing } from './closing';
import { Keys } from './keys';
import { Limits } from './limits/limits';
import { SharedCounters } from './limits/shared-counters';
import { Metrics } from './metrics';
import { Texts } from './texts';
import { ViewsService } from './views/views.service';

const shared = [Clock, Closing, Keys, Limits, Metrics, Texts, ViewsService];

/** What every room may use and that knows no business words. */
@Global()
@Module({ providers: [SharedCounters, ...shared], exports: shared })
export class CommonModule {}
