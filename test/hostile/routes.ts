import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { ModulesContainer } from '@nestjs/core';
import { GATEWAY_METADATA, GATEWAY_OPTIONS, MESSAGE_METADATA } from '@nestjs/websockets/constants';
import { DOOR_RULE, type DoorRule } from '../../src/common/access';
import type { RunningApp } from '../kit/app';

type Class = new (...args: never[]) => object;
export interface Door {
  /** `POST /inbox/conversations/:conversationId/closing`, or `/inbox/socket thread.open`. */
  name: string;
  rule: DoorRule | undefined;
}

/** Every route that Express will answer, with the rule of the handler behind it. */
export function routesOf(server: RunningApp): Door[] {
  const rules = new Map(classes(server, 'controllers').flatMap(rulesOfController));
  return expressRoutes(server).map((name) => ({ name, rule: rules.get(name) }));
}

/** Every event of every gateway, with its rule. */
export function socketEventsOf(server: RunningApp): Door[] {
  return classes(server, 'providers')
    .filter((type) => Reflect.getMetadata(GATEWAY_METADATA, type) as boolean)
    .flatMap((gateway) => {
      const { path } = Reflect.getMetadata(GATEWAY_OPTIONS, gateway) as { path: string };
      return handlersOf(gateway).flatMap((handler) => {
        const event = Reflect.getMetadata(MESSAGE_METADATA, handler) as string | undefined;
        return event ? [{ name: `${path} ${event}`, rule: ruleOf(gateway, handler) }] : [];
      });
    });
}

function expressRoutes({ app }: RunningApp): string[] {
  interface Layer {
    route?: { path: string; methods: Record<string, boolean> };
  }
  const { stack } = (app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } }).router;
  const routes = stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`) : [],
  );
  return [...new Set(routes)];
}

function rulesOfController(controller: Class): [string, DoorRule | undefined][] {
  const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
  return handlersOf(controller).flatMap((handler) => {
    const path = Reflect.getMetadata(PATH_METADATA, handler) as string | undefined;
    if (path === undefined) return [];
    const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number];
    const whole = `/${base}/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1');
    return [[`${method} ${whole}`, ruleOf(controller, handler)] as [string, DoorRule | undefined]];
  });
}

const ruleOf = (type: Class, handler: object) =>
  (Reflect.getMetadata(DOOR_RULE, handler) ?? Reflect.getMetadata(DOOR_RULE, type)) as DoorRule | undefined;

function handlersOf(type: Class): object[] {
  return Object.getOwnPropertyNames(type.prototype)
    .filter((name) => name !== 'constructor')
    .map((name) => Object.getOwnPropertyDescriptor(type.prototype, name)?.value as unknown)
    .filter((member): member is object => typeof member === 'function');
}

function classes({ app }: RunningApp, kind: 'controllers' | 'providers'): Class[] {
  const found = new Set<Class>();
  for (const module of app.get(ModulesContainer).values())
    for (const { metatype } of module[kind].values()) if (typeof metatype === 'function') found.add(metatype as Class);
  return [...found];
}
