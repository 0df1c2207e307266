import analytics from './templates/analytics.mjs';
import assist from './templates/assist.mjs';
import card from './templates/card.mjs';
import composer from './templates/composer.mjs';
import email from './templates/email.mjs';
import events from './templates/events.mjs';
import files from './templates/files.mjs';
import location from './templates/location.mjs';
import mailbox from './templates/mailbox.mjs';
import payment from './templates/payment.mjs';
import schedule from './templates/schedule.mjs';
import translate from './templates/translate.mjs';

/**
 * The first word of a plugin's id, and what it stands for: the code to begin with, the vendor that its tests talk to, its sheet.
 * What stands in ⟨…⟩ is TypeScript's only.
 */
export const capabilities = {
  email,
  mailbox,
  analytics,
  translate,
  assist,
  files,
  location,
  payment,
  events,
  schedule,
  card,
  composer,
};
