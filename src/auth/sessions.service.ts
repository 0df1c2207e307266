import { Injectable, Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import { MoreThan } from 'typeorm';
import type { Agent } from '../common/access';
import { countryOfNetwork, deviceOf } from '../common/client-facts';
import { Clock } from '../common/clock';
import { ChatError } from '../common/errors';
import { ClientAddress } from '../common/http/client-address';
import { randomToken } from '../common/ids';
import { Database } from '../database/database';
import type { Transaction } from '../database/transaction';
import { EventBus } from '../events/event-bus';
import { hashOfToken } from '../common/token-hash';
import { SessionCache, type SignedIn } from './session-cache';
import { SecondStep } from './second-factor/second-step.service';
import { SessionCookie } from './session-cookie';
import { Session } from './session.entity';
import { reading, removal, renewal, type EndedSession, type SessionRow } from './session-statements';
import { SignInRecords } from './sign-in/sign-in-records';

const day = 86_400_000;
/** A session ends after this long without use … */
const idleLimit = 14 * day;
/** … and after this long in any case. */
const absoluteLimit = 90 * day;
/** How often its use is written down. */
const touchEvery = 10 * 60_000;

const expiryOf = (createdAt: number, usedAt: number) => new Date(Math.min(usedAt + idleLimit, createdAt + absoluteLimit));

interface NewSession {
  accountId: string;
  workspaceId: string;
  continues?: boolean;
}

/** Who is signed in, in which browser. */
@Injectable()
export class SessionsService {
  private readonly logger = new Logger('auth');
  private readonly cache = new SessionCache();

  constructor(
    private readonly database: Database,
    private readonly events: EventBus,
    private readonly clock: Clock,
    private readonly cookie: SessionCookie,
    private readonly address: ClientAddress,
    private readonly secondStep: SecondStep,
    private readonly records: SignInRecords,
  ) {
    events.on('session.ended', ({ accountId, sessionId }) =>
      this.cache.forget((known) => (sessionId ? known.sessionId === sessionId : known.agent.account.id === accountId)),
    );
    events.on('session.renewed', ({ sessionId }) => this.cache.forget((known) => known.sessionId === sessionId));
    for (const news of ['member.changed', 'profile.changed'] as const)
      events.on(news, ({ accountId }) => this.cache.forget((known) => known.agent.account.id === accountId));
  }

  /**
   * Signs a browser in with a token that nobody knew before; the one it came with is over. Where the account has a second factor that
   * was not given (`proven`), the browser gets half a session instead, which opens the second step and nothing else.
   * @returns whether it is signed in
   */
  async start(
    accountId: string,
    workspaceId: string,
    response: Response,
    request: Request,
    { proven = false }: { proven?: boolean } = {},
  ): Promise<boolean> {
    if (!proven && (await this.secondStep.standsBefore(accountId, workspaceId, response, request))) {
      await this.endFormer(response, request);
      return false;
    }
    await this.replace({ accountId, workspaceId }, response, request);
    return true;
  }

  /** Goes on in another workspace, under a new token; how long the session can last in all stays as it was. */
  async move(accountId: string, workspaceId: string, response: Response, request: Request): Promise<void> {
    await this.replace({ accountId, workspaceId, continues: true }, response, request);
  }

  /**
   * Its person showed again who they are: the session goes on under a new token, and may change for a while what protects the account.
   * Its sockets stay: one that came back now would draw the page anew with a token that is over, before the browser has the new one.
   */
  async confirm({ account }: Agent, response: Response, request: Request): Promise<void> {
    const former = hashOfToken(this.cookie.read(request.headers.cookie) ?? '');
    const token = randomToken(256);
    const now = this.clock.millis();
    const renewed = await this.database.transaction(async (tx) => {
      const [row] = await tx.run<{ createdAt: number }>(renewal, [hashOfToken(token), now, former, account.id]);
      if (!row) throw new ChatError('sign_in.needed');
      tx.afterCommit(() => this.events.publish('session.renewed', { sessionId: former, newId: hashOfToken(token) }));
      return row;
    });
    this.cookie.write(response, token, this.address.isSecure(request), Number(renewed.createdAt) + absoluteLimit - now);
  }

  /** When the person of a session last showed who they are; milliseconds since 1970. */
  async confirmedAt(sessionId: string): Promise<number> {
    const sql = 'SELECT confirmed_at AS "confirmedAt" FROM session WHERE id = ?';
    const [row] = await this.database.query<{ confirmedAt: number | null }>(sql, [sessionId]);
    return Number(row?.confirmedAt ?? 0);
  }

  /** @param cookieHeader the request's `Cookie` header, of a page or of a socket's handshake */
  async find(cookieHeader: string | undefined): Promise<SignedIn | undefined> {
    const token = this.cookie.read(cookieHeader);
    if (!token) return undefined;
    const sessionId = hashOfToken(token);
    const now = this.clock.millis();
    const known = this.cache.get(sessionId, now);
    if (known) return known;
    const generation = this.cache.generation;
    const [row] = await this.database.query<SessionRow>(reading, [sessionId, now]);
    if (!row) return undefined;
    if (now - row.usedAt > touchEvery) this.touch(sessionId, row.createdAt, now);
    const { accountId, workspaceId, role, name, email } = row;
    const agent = { account: { id: accountId, name, email }, workspaceId, role };
    const found = { agent, sessionId, owesFactor: await this.secondStep.isOwedBy(agent) };
    this.cache.put(found, now, generation);
    return found;
  }

  /** Ends this browser's session. */
  async end(sessionId: string, response: Response, request: Request): Promise<void> {
    await this.database.transaction((tx) => this.remove(tx, sessionId));
    this.cookie.clear(response, this.address.isSecure(request));
  }

  /** Ends one of somebody's own sessions. @throws ChatError `request.not_found`, also for other people's */
  async endOne(accountId: string, sessionId: string): Promise<void> {
    const sql = 'DELETE FROM session WHERE account_id = ? AND id = ? RETURNING id';
    await this.database.transaction(async (tx) => {
      if (!(await tx.run(sql, [accountId, sessionId])).length) throw new ChatError('request.not_found');
      tx.afterCommit(() => this.events.publish('session.ended', { accountId, sessionId }));
    });
  }

  /** Where somebody is signed in, the last used first. */
  async listOf(accountId: string): Promise<Session[]> {
    const where = { accountId, expiresAt: MoreThan(this.clock.now()) };
    return this.database.read.find(Session, { where, order: { usedAt: 'DESC' }, take: 100 });
  }

  /** Ends every session of an account, in all workspaces; no browser is remembered either. */
  async endAllOf(accountId: string): Promise<void> {
    await this.database.transaction((tx) => this.endEverywhere(tx, accountId));
  }

  /** The same, together with what the transaction does. */
  async endEverywhere(tx: Transaction, accountId: string): Promise<void> {
    await this.secondStep.forget(tx, accountId);
    await tx.run('DELETE FROM session WHERE account_id = ?', [accountId]);
    tx.afterCommit(() => this.events.publish('session.ended', { accountId }));
  }

  /** Ends them all, this browser's too. */
  async endAllAndSignOut(accountId: string, response: Response, request: Request): Promise<void> {
    await this.endAllOf(accountId);
    this.cookie.clear(response, this.address.isSecure(request));
  }

  /**
   * Ends every session of an account but one, in all workspaces, together with what the transaction does; no browser is remembered
   * either. @returns how many ended
   */
  async endOthers(tx: Transaction, accountId: string, keep = ''): Promise<number> {
    await this.secondStep.forget(tx, accountId);
    const sql = 'DELETE FROM session WHERE account_id = ? AND id <> ? RETURNING id';
    const ended = await tx.run<{ id: string }>(sql, [accountId, keep]);
    tx.afterCommit(() => {
      for (const { id } of ended) this.events.publish('session.ended', { accountId, sessionId: id });
    });
    return ended.length;
  }

  /** Ends an account's sessions in one workspace, together with what the transaction does. */
  async endIn(tx: Transaction, workspaceId: string, accountId: string, keep = ''): Promise<void> {
    const sql = 'DELETE FROM session WHERE account_id = ? AND workspace_id = ? AND id <> ? RETURNING id';
    const ended = await tx.run<{ id: string }>(sql, [accountId, workspaceId, keep]);
    tx.afterCommit(() => {
      for (const { id } of ended) this.events.publish('session.ended', { accountId, sessionId: id });
    });
  }

  private async endFormer(response: Response, request: Request): Promise<void> {
    const former = this.cookie.read(request.headers.cookie);
    if (former) await this.end(hashOfToken(former), response, request);
  }

  /** Whether a session is still one, by the table and not by what is remembered. */
  async isOpen(sessionId: string): Promise<boolean> {
    return (await this.database.query(reading, [sessionId, this.clock.millis()])).length > 0;
  }

  private async replace({ continues = false, ...session }: NewSession, response: Response, request: Request): Promise<void> {
    const former = this.cookie.read(request.headers.cookie);
    const token = randomToken(256);
    const facts = await this.factsOf(request);
    const now = this.clock.millis();
    const since = await this.database.transaction(async (tx) => {
      await tx.run('DELETE FROM session WHERE expires_at <= ?', [now]);
      const ended = former && (await this.remove(tx, hashOfToken(former)));
      // What ended a moment ago, by another password perhaps, does not go on under a new token.
      if (continues && !ended) throw new ChatError('sign_in.needed');
      const createdAt = continues && ended ? ended.createdAt : now;
      const confirmedAt = continues ? (ended ? ended.confirmedAt : null) : now;
      const times = {
        createdAt: new Date(createdAt),
        usedAt: new Date(now),
        expiresAt: expiryOf(createdAt, now),
        confirmedAt: confirmedAt === null ? null : new Date(Number(confirmedAt)),
      };
      await tx.manager.insert(Session, { id: hashOfToken(token), ...session, ...facts, ...times });
      if (!continues) await this.records.begun(tx, session, this.address.traces(request));
      return createdAt;
    });
    this.cookie.write(response, token, this.address.isSecure(request), since + absoluteLimit - now);
  }

  private async factsOf(request: Request): Promise<Pick<Session, 'browser' | 'os' | 'device' | 'country'>> {
    const country = await countryOfNetwork(this.address.of(request));
    return { ...(await deviceOf(request.headers['user-agent'] || '-')), country };
  }

  private async remove(tx: Transaction, sessionId: string): Promise<EndedSession | undefined> {
    const [ended] = await tx.run<EndedSession>(removal, [sessionId]);
    if (ended) tx.afterCommit(() => this.events.publish('session.ended', { accountId: ended.accountId, sessionId }));
    return ended;
  }

  /** Nobody waits for this: a session that is not written down as used is still one. */
  private touch(sessionId: string, createdAt: number, now: number): void {
    const values = [now, expiryOf(createdAt, now).getTime(), sessionId];
    this.database
      .transaction((tx) => tx.run('UPDATE session SET used_at = ?, expires_at = ? WHERE id = ?', values))
      .catch((error: Error) => this.logger.warn(`The use of a session could not be written down: ${error.message}`));
  }
}
