import { Module } from '@nestjs/common';
import { DataMapController } from './data-map.controller';
import { MapPage } from './map-page.service';
import { PersonPage } from './person-page.service';
import { RowCounts } from './row-counts.service';

/** Pages about what is held. */
@Module({ controllers: [DataMapController], providers: [MapPage, PersonPage, RowCounts] })
export class DataMapModule {}
