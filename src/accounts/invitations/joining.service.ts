import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PasswordsService } from '../../auth/passwords.service';
import { SessionsService } from '../../auth/sessions.service';
import { SignInService } from '../../auth/sign-in/sign-in.service';
import { ChatError } from '../../common/errors';
import { ClientAddress } from '../../common/http/client-address';
import { SETTINGS } from '../../config/config.module';
import type { Settings } from '../../config/settings';
import { Database } from '../../database/database';
import type { Transaction } from '../../database/transaction';
import { AccountsService } from '../accounts.service';
import { MemberNews } from '../team/member-news.service';
import { InvitationsService } from './invitations.service';

export interface NewPerson {
  name: string;
  email: string;
  password: string;
}

/** Finds or makes the account, inside the transaction that makes it a member. */
type Writing = (tx: Transaction) => Promise<string>;

/** Becoming a member through an invitation. */
@Injectable()
export class JoiningService {
  constructor(
    private readonly database: Database,
    private readonly invitations: InvitationsService,
    private readonly accounts: AccountsService,
    private readonly passwords: PasswordsService,
    private readonly signIn: SignInService,
    private readonly sessions: SessionsService,
    private readonly address: ClientAddress,
    private readonly news: MemberNews,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  /** Somebody new, or somebody with an account who gives its password: either way they are signed in afterwards. */
  async join(token: string, person: NewPerson, response: Response, request: Request): Promise<void> {
    await this.invitations.read(token);
    const known = await this.accounts.byEmail(person.email);
    const belongs = known && (await this.accounts.belongsSomewhere(known.id));
    const write = belongs ? await this.asKnown(person, request) : await this.asNew(person, known?.id);
    const joined = await this.database.transaction(async (tx) => {
      const id = await write(tx);
      return { id, workspaceId: await this.enter(tx, token, id) };
    });
    await this.sessions.start(joined.id, joined.workspaceId, response, request);
  }

  /** Somebody who is signed in already. */
  async accept(token: string, accountId: string, response: Response, request: Request): Promise<void> {
    const workspaceId = await this.database.transaction((tx) => this.enter(tx, token, accountId));
    await this.sessions.move(accountId, workspaceId, response, request);
  }

  private async enter(tx: Transaction, token: string, accountId: string): Promise<string> {
    const workspaceId = await this.invitations.accept(tx, token, accountId);
    await this.news.tell(tx, workspaceId, accountId, 'joined');
    return workspaceId;
  }

  /** Guesses count as tries to sign in; a wrong one only hears that the address has an account. */
  private async asKnown({ email, password }: NewPerson, request: Request): Promise<Writing> {
    try {
      const { id } = await this.signIn.recognise({ email, password }, this.address.of(request));
      return async () => id;
    } catch (error) {
      if (error instanceof ChatError && error.code === 'sign_in.wrong') throw new ChatError('account.taken');
      throw error;
    }
  }

  private async asNew({ name, email, password }: NewPerson, formerId: string | undefined): Promise<Writing> {
    // By invitation those come in who have an account already.
    if (!formerId && this.settings.REGISTRATION === 'closed') throw new ChatError('registration.closed');
    const passwordHash = await this.passwords.choose(password, { name, email });
    return async (tx) => {
      if (!formerId) return (await this.accounts.create(tx, { name, email, passwordHash })).id;
      if (await this.accounts.renew(tx, formerId, passwordHash)) return formerId;
      throw new ChatError('account.taken');
    };
  }
}
