import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ModulesContainer } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Closing } from './common/closing';
import { letGoWhenClosing } from './common/http/connections';
import { Metrics } from './common/metrics';
import { hearsListening } from './common/on-server-listening';
import type { CertificateFiles } from './common/tls/certificate';
import { FreshCertificate, type SecureServer } from './common/tls/fresh-certificate';
import type { Settings } from './config/settings';

/** Longer than proxies keep an idle connection (60 s), so that they never send into one that we just closed. */
const idleConnectionMillis = 65_000;

/** Opens the port, tells every provider that wants to know, and returns the address for people. */
export async function listen(app: NestExpressApplication, settings: Settings): Promise<string> {
  const server = app.getHttpServer() as Server;
  letGoWhenClosing(server, app.get(Closing));
  if (settings.TLS_CERT) keepCertificateFresh(app, settings as CertificateFiles);
  await app.listen(settings.PORT, settings.HOST);
  server.keepAliveTimeout = idleConnectionMillis;
  server.headersTimeout = idleConnectionMillis + 5_000;
  const address = addressForPeople(server.address() as AddressInfo, settings);
  for (const instance of providers(app)) if (hearsListening(instance)) await instance.onServerListening(address);
  return address;
}

function keepCertificateFresh(app: NestExpressApplication, files: CertificateFiles): void {
  const certificate = new FreshCertificate(app.getHttpServer() as unknown as SecureServer, files);
  process.on('SIGHUP', certificate.reload);
  app.get(Closing).onBegin(() => {
    process.off('SIGHUP', certificate.reload);
    certificate.stop();
  });
  app
    .get(Metrics)
    .gauge(
      'tls_certificate_until_seconds',
      'When the certificate ends, in seconds since 1970.',
      () => certificate.until.getTime() / 1000,
    );
}

/** Listening on all interfaces is no address that somebody can open, so those say localhost. */
export function addressForPeople(
  { address, port }: Pick<AddressInfo, 'address' | 'port'>,
  settings: Pick<Settings, 'PUBLIC_URL'> & Partial<Pick<Settings, 'TLS_CERT'>>,
): string {
  if (settings.PUBLIC_URL) return settings.PUBLIC_URL;
  const scheme = settings.TLS_CERT ? 'https' : 'http';
  if (['0.0.0.0', '::'].includes(address)) return `${scheme}://localhost:${port}`;
  return `${scheme}://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function providers(app: NestExpressApplication): Set<unknown> {
  const all = new Set<unknown>();
  for (const module of app.get(ModulesContainer).values())
    for (const wrapper of module.providers.values()) if (wrapper.isDependencyTreeStatic()) all.add(wrapper.instance);
  return all;
}
