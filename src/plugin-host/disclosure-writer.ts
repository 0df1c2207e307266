import { Injectable } from '@nestjs/common';
import { Clock } from '../common/clock';
import { newId } from '../common/ids';
import { DisclosureRegister } from '../privacy/authority/disclosure-register.service';
import { Disclosure } from './disclosure.entity';

/** Writes hand-overs that no plugin made into the same register. */
@Injectable()
export class DisclosureWriter {
  constructor(register: DisclosureRegister, clock: Clock) {
    register.writeWith(async (tx, { person, recipient, law }) => {
      const at = clock.now();
      await tx.manager.insert(Disclosure, {
        id: newId(at.getTime()),
        workspaceId: person.workspaceId,
        pluginId: '',
        recipient,
        country: null,
        capability: 'authority',
        subjectKind: person.kind,
        subjectId: person.id,
        fields: ['export'],
        purpose: law,
        basis: 'legal-obligation',
        receiptId: null,
        at,
      });
    });
  }
}
