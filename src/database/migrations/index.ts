import { Beginning1764000000000 } from './1764000000000-beginning';
import { Plugins1764100000000 } from './1764100000000-plugins';
import { Statistics1764200000000 } from './1764200000000-statistics';
import { Mail1764210000000 } from './1764210000000-mail';
import { Translation1764250000000 } from './1764250000000-translation';
import { Writing1764300000000 } from './1764300000000-writing';
import { FileStore1764310000000 } from './1764310000000-file-store';
import { Webhooks1764320000000 } from './1764320000000-webhooks';
import { Ownership1764325000000 } from './1764325000000-ownership';
import { MailChoices1764330000000 } from './1764330000000-mail-choices';
import { LegalIdentity1764400000000 } from './1764400000000-legal-identity';
import { Notices1764410000000 } from './1764410000000-notices';
import { Papers1764420000000 } from './1764420000000-papers';
import { Consent1764415000000 } from './1764415000000-consent';
import { Cases1764420000000 } from './1764420000000-cases';
import { Proactive1764540000000 } from './1764540000000-proactive';
import { Rights1764510000000 } from './1764510000000-rights';
import { Retention1764520000000 } from './1764520000000-retention';
import { Restrictions1764530000000 } from './1764530000000-restrictions';
import { Holds1764540000000 } from './1764540000000-holds';
import { MailSecret1764600000000 } from './1764600000000-mail-secret';
import { Editions1764600100000 } from './1764600100000-editions';
import { LoneAccounts1764600200000 } from './1764600200000-lone-accounts';
import { SecondFactors1764610000000 } from './1764610000000-second-factors';
import { PasswordResets1764620000000 } from './1764620000000-password-resets';
import { Sessions1764620100000 } from './1764620100000-sessions';
import { Profiles1764620200000 } from './1764620200000-profiles';
import { Registrations1764620300000 } from './1764620300000-registrations';
import { AuditChain1764630000000 } from './1764630000000-audit-chain';
import { Alerts1764630100000 } from './1764630100000-alerts';

/** In the order of their making; only ever added to. */
export const migrations = [
  Beginning1764000000000,
  Plugins1764100000000,
  Statistics1764200000000,
  Mail1764210000000,
  Translation1764250000000,
  Writing1764300000000,
  FileStore1764310000000,
  Webhooks1764320000000,
  Ownership1764325000000,
  MailChoices1764330000000,
  LegalIdentity1764400000000,
  Notices1764410000000,
  Papers1764420000000,
  Cases1764420000000,
  Consent1764415000000,
  Rights1764510000000,
  Retention1764520000000,
  Restrictions1764530000000,
  Holds1764540000000,
  Proactive1764540000000,
  MailSecret1764600000000,
  Editions1764600100000,
  LoneAccounts1764600200000,
  SecondFactors1764610000000,
  PasswordResets1764620000000,
  Sessions1764620100000,
  Profiles1764620200000,
  Registrations1764620300000,
  AuditChain1764630000000,
  Alerts1764630100000,
];
