import { statSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import { type CertificateFiles, readCertificate } from './certificate';

/** What of an HTTPS server this needs. */
export interface SecureServer {
  setSecureContext(options: { cert: Buffer; key: Buffer }): void;
}

const day = 24 * 60 * 60 * 1000;
const warnBefore = 14 * day;

/**
 * Keeps a server on the certificate that lies in its files, for whoever renews it. New connections get the new one; open ones go on
 * as they are. Files that are broken, or half written, change nothing: the certificate in use stays, and the log says why.
 */
export class FreshCertificate {
  private readonly logger = new Logger('tls');
  private readonly timer: NodeJS.Timeout;
  private stamp: string;
  private warnedAt = 0;
  /** When the certificate in use ends. */
  until: Date;

  constructor(
    private readonly server: SecureServer,
    private readonly files: CertificateFiles,
    everyMillis = 10_000,
  ) {
    this.stamp = this.stampOf();
    this.until = readCertificate(files).until;
    this.timer = setInterval(() => this.look(), everyMillis).unref();
    this.warn();
  }

  /** For SIGHUP: reads the files, changed or not. */
  readonly reload = (): void => {
    this.stamp = this.stampOf();
    try {
      const certificate = readCertificate(this.files);
      this.server.setSecureContext(certificate);
      this.until = certificate.until;
      this.logger.log(`The certificate was read again; it holds until ${this.until.toISOString().slice(0, 10)}.`);
    } catch (error) {
      this.logger.error(`The certificate in use stays, because the new files cannot be used. ${(error as Error).message}`);
    }
    this.warn();
  };

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    if (this.stampOf() !== this.stamp) this.reload();
    else this.warn();
  }

  /** Followed through links, since renewed files are often only linked anew. */
  private stampOf(): string {
    return [this.files.TLS_CERT, this.files.TLS_KEY]
      .map((file) => {
        const stats = statSync(file, { throwIfNoEntry: false });
        return stats ? `${stats.ino} ${stats.size} ${stats.mtimeMs}` : 'gone';
      })
      .join();
  }

  private warn(): void {
    const now = Date.now();
    if (this.until.getTime() - now > warnBefore || now - this.warnedAt < day) return;
    this.warnedAt = now;
    this.logger.warn(`The certificate ends on ${this.until.toISOString().slice(0, 10)}. Renew ${this.files.TLS_CERT}.`);
  }
}
