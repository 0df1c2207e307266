import { Injectable } from '@nestjs/common';
import { PersonKeys } from '../privacy/held/person-keys.service';
import { PersonDirectory } from '../privacy/people/person-directory.service';
import { AddressHash } from './address-hash';

/** Mails that came are kept with a keyed hash of their sender: who showed that the address is theirs finds them by it, nobody else. */
@Injectable()
export class SenderKey {
  constructor(keys: PersonKeys, people: PersonDirectory, hash: AddressHash) {
    keys.register('visitor', 'address-hash', async (person) => {
      const contact = await people.contactOf(person);
      return contact?.proven && contact.email ? [hash.of(person.workspaceId, contact.email)] : [];
    });
  }
}
