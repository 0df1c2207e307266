import { X509Certificate, createPrivateKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

export interface CertificateFiles {
  TLS_CERT: string;
  TLS_KEY: string;
}
export interface Certificate {
  cert: Buffer;
  key: Buffer;
  until: Date;
}

/** Why TLS cannot be spoken, in a sentence that names the fix. */
export class CertificateProblem extends Error {}

/** Reads both files, and looks whether browsers would take them. @throws CertificateProblem */
export function readCertificate({ TLS_CERT, TLS_KEY }: CertificateFiles, now = new Date()): Certificate {
  const [cert, key] = [read('TLS_CERT', TLS_CERT), read('TLS_KEY', TLS_KEY)];
  const certificate = certificateIn(cert, TLS_CERT);
  if (!certificate.checkPrivateKey(keyIn(key, TLS_KEY)))
    throw new CertificateProblem(
      `TLS_KEY: ${TLS_KEY} is not the key of the certificate in ${TLS_CERT}. Name the two files that were made together; in TLS_CERT the server's own certificate comes first.`,
    );
  const [from, until] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  if (until <= now)
    throw new CertificateProblem(
      `TLS_CERT: the certificate in ${TLS_CERT} ended on ${dayOf(until)}. Renew it, or name the renewed file.`,
    );
  if (from > now)
    throw new CertificateProblem(
      `TLS_CERT: the certificate in ${TLS_CERT} begins on ${dayOf(from)}. Set this machine's clock, or wait until then.`,
    );
  accept({ cert, key });
  return { cert, key, until };
}

function read(name: string, file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      throw new CertificateProblem(`${name}: there is no file ${file}. Set ${name} to the path of one in PEM.`);
    if (code === 'EACCES')
      throw new CertificateProblem(`${name}: this user may not read ${file}. Let the server's user read it, and nobody else.`);
    throw new CertificateProblem(`${name}: ${file} cannot be read (${code}). Set ${name} to the path of a file in PEM.`);
  }
}

function certificateIn(bytes: Buffer, file: string): X509Certificate {
  try {
    return new X509Certificate(bytes);
  } catch {
    throw new CertificateProblem(
      `TLS_CERT: there is no certificate in ${file}. It is a text in PEM that begins with "-----BEGIN CERTIFICATE-----"; behind the server's own come those that vouch for it.`,
    );
  }
}

function keyIn(bytes: Buffer, file: string): KeyObject {
  try {
    return createPrivateKey(bytes);
  } catch {
    const locked = bytes.includes('ENCRYPTED');
    throw new CertificateProblem(
      locked
        ? `TLS_KEY: the key in ${file} is locked with a passphrase. Write it without one: openssl pkey -in ${file} -out open.key`
        : `TLS_KEY: there is no private key in ${file}. It is a text in PEM that begins with "-----BEGIN PRIVATE KEY-----".`,
    );
  }
}

/** OpenSSL has the last word: keys that are too short for it, say. */
function accept(pair: { cert: Buffer; key: Buffer }): void {
  try {
    createSecureContext(pair);
  } catch (error) {
    throw new CertificateProblem(`TLS_CERT: this certificate cannot be used: ${(error as Error).message}. Make another one.`);
  }
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);
