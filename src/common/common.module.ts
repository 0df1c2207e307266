import { Global, Module } from '@nestjs/common';
import { SETTINGS } from '../config/config.module';
import type { Settings } from '../config/settings';
import { Clock } from './clock';
import { Closing } from './closing';
import { Keys } from './keys';
import { Metrics } from './metrics';
import { Outbound } from './outbound/outbound';
import { Secrets } from './secrets';
import { Texts } from './texts';
import { FacePictures } from './views/face-pictures';
import { ViewsService } from './views/views.service';

const outbound = { provide: Outbound, inject: [SETTINGS], useFactory: (settings: Settings) => new Outbound(settings) };
const shared = [Clock, Closing, Keys, Metrics, outbound, Secrets, Texts, FacePictures, ViewsService];

/** What every room may use and that knows no business words. */
@Global()
@Module({ providers: shared, exports: shared })
export class CommonModule {}
