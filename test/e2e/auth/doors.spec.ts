import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import { DOOR_RULE, type DoorRule } from '../../../src/common/access';
import { startApp, type RunningApp } from '../../kit/app';
import { Browser } from '../../kit/browser';
import { furnish } from '../../kit/people';

interface Door {
  method: string;
  path: string;
  name: string;
  rule: DoorRule | undefined;
}

let server: RunningApp;

beforeAll(async () => {
  server = await startApp();
  await furnish(server, 'Alder', { Olga: 'owner' });
});
afterAll(() => server.stop());

function doors(): Door[] {
  const found: Door[] = [];
  for (const module of server.app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) found.push(...doorsOf(metatype as new () => object));
  }
  return found;
}

function doorsOf(controller: new () => object): Door[] {
  const bases = [Reflect.getMetadata(PATH_METADATA, controller) as string | string[]].flat();
  return Object.getOwnPropertyNames(controller.prototype).flatMap((name) => {
    const handler = (controller.prototype as Record<string, object>)[name]!;
    const paths = typeof handler === 'function' && (Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined);
    if (!paths || name === 'constructor') return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]!;
    const rule = (Reflect.getMetadata(DOOR_RULE, handler) ?? Reflect.getMetadata(DOOR_RULE, controller)) as DoorRule | undefined;
    return bases.flatMap((base) =>
      [paths]
        .flat()
        .map((path) => ({ method, path: `/${base}/${path}`.replace(/\/+/g, '/'), name: `${controller.name}.${name}`, rule })),
    );
  });
}

it('every door says who may come in', () => {
  expect(doors().length).toBeGreaterThan(15);
  expect(doors().filter(({ rule }) => !rule?.allow && !rule?.public)).toEqual([]);
});

it('nobody comes through a door for agents without signing in', async () => {
  const open: string[] = [];
  for (const { method, path, rule, name } of doors().filter((door) => door.rule?.allow)) {
    const browser = new Browser(server.url);
    const real = path.replace(/:\w+/g, '01m80mdmtq87vp500m20raffgp').replace(/\/\{?\*\w+\}?/g, '/x');
    const answer = method === 'GET' ? await browser.get(real) : await browser.post(real);
    const refused = answer.status === 303 && answer.location?.startsWith('/sign-in');
    if (!refused && answer.status !== 401) open.push(`${name} ${method} ${real} (${rule?.allow}): ${answer.status}`);
    const json = method === 'GET' ? await browser.get(real, { Accept: 'application/json' }) : await browser.postJson(real, {});
    if (json.status !== 401) open.push(`${name} ${method} ${real} as JSON: ${json.status}`);
  }
  expect(open).toEqual([]);
});
