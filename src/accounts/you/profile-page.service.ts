import { Injectable } from '@nestjs/common';
import type { Agent } from '../../common/access';
import { languageName } from '../../common/language-name';
import { Texts } from '../../common/texts';
import { FacePictures } from '../../common/views/face-pictures';
import { Database } from '../../database/database';
import { WorkspacesService } from '../../workspaces/workspaces.service';
import { Account } from '../account.entity';
import { AddressChange } from '../address-change.entity';

export const themes = ['system', 'light', 'dark'] as const;
export const languages = ['en', 'fr', 'de', 'es', 'ar'] as const;

/** What somebody says of themselves, as their page shows it. */
@Injectable()
export class ProfilePage {
  constructor(
    private readonly database: Database,
    private readonly workspaces: WorkspacesService,
    private readonly faces: FacePictures,
    private readonly texts: Texts,
  ) {}

  async model({ account: { id }, workspaceId, role }: Agent) {
    const [account, change, workspace] = await Promise.all([
      this.database.read.findOneByOrFail(Account, { id }),
      this.database.read.findOneBy(AddressChange, { accountId: id }),
      this.workspaces.get(workspaceId),
    ]);
    const { name, email, jobTitle, company, language, timeZone, theme } = account;
    return {
      title: this.texts.t('en', 'you.profile'),
      you: 'profile',
      account: { id, name, email },
      hasPicture: this.faces.of(id) !== undefined,
      profile: { name, jobTitle, company, timeZone },
      languages: languages.map((code) => ({ code, name: languageName(code), chosen: code === language })),
      themes: themes.map((one) => ({ one, chosen: one === theme })),
      zones: Intl.supportedValuesOf('timeZone'),
      change: change && {
        email: change.email,
        oldConfirmed: change.oldConfirmedAt !== null,
        newConfirmed: change.newConfirmedAt !== null,
        expiresAt: change.expiresAt,
      },
      workspace: workspace.name,
      role,
      values: {},
    };
  }
}
