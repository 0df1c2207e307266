import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { fieldsOf, FieldSources } from '../plugin-host/deliveries/field-sources.service';
import { Visitor } from './visitor.entity';

/** Reads fields of visitors for plugins; which of them leave is the firewall's business. */
@Injectable()
export class VisitorFields {
  constructor(database: Database, sources: FieldSources) {
    sources.register('visitor', async (workspaceId, { visitorId }) => {
      const visitor = await database.read.findOneBy(Visitor, { id: visitorId, workspaceId });
      return visitor ? fieldsOf('visitor', visitor) : undefined;
    });
  }
}
