import { Global, Module } from '@nestjs/common';
import { Clock } from './clock';
import { Closing } from './closing';
import { Keys } from './keys';
import { Metrics } from './metrics';
import { Texts } from './texts';
import { FacePictures } from './views/face-pictures';
import { ViewsService } from './views/views.service';

const shared = [Clock, Closing, Keys, Metrics, Texts, FacePictures, ViewsService];

/** What every room may use and that knows no business words. */
@Global()
@Module({ providers: shared, exports: shared })
export class CommonModule {}
