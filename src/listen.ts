import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ModulesContainer } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Closing } from './common/closing';
import { letGoWhenClosing } from './common/http/connections';
import { hearsListening } from './common/on-server-listening';
import type { Settings } from './config/settings';

/** Longer than proxies keep an idle connection (60 s), so that they never send into one that we just closed. */
const idleConnectionMillis = 65_000;

/** Opens the port, tells every provider that wants to know, and returns the address for people. */
export async function listen(app: NestExpressApplication, settings: Settings): Promise<string> {
  const server = app.getHttpServer() as Server;
  letGoWhenClosing(server, app.get(Closing));
  await app.listen(settings.PORT, settings.HOST);
  server.keepAliveTimeout = idleConnectionMillis;
  server.headersTimeout = idleConnectionMillis + 5_000;
  const address = addressForPeople(server.address() as AddressInfo, settings);
  for (const instance of providers(app)) if (hearsListening(instance)) await instance.onServerListening(address);
  return address;
}

/** Listening on all interfaces is no address that somebody can open, so those say localhost. */
export function addressForPeople(
  { address, port }: Pick<AddressInfo, 'address' | 'port'>,
  settings: Pick<Settings, 'PUBLIC_URL'>,
): string {
  if (settings.PUBLIC_URL) return settings.PUBLIC_URL;
  if (['0.0.0.0', '::'].includes(address)) return `http://localhost:${port}`;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function providers(app: NestExpressApplication): Set<unknown> {
  const all = new Set<unknown>();
  for (const module of app.get(ModulesContainer).values())
    for (const wrapper of module.providers.values()) if (wrapper.isDependencyTreeStatic()) all.add(wrapper.instance);
  return all;
}
