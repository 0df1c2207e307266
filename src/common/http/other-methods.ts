import type { Request } from 'express';

interface Layer {
  route?: { methods: Record<string, boolean> };
  match(path: string): boolean;
}

/** The methods that a path answers to, when it did not answer to this one. */
export function otherMethodsAt(request: Request): string[] {
  const { stack } = (request.app as unknown as { router: { stack: Layer[] } }).router;
  const methods = stack
    .filter((layer) => layer.route && matches(layer, request.path))
    .flatMap(({ route }) => Object.keys(route?.methods ?? {}));
  const others = [...new Set(methods)].filter((method) => method !== '_all').map((method) => method.toUpperCase());
  // A door of this very method passed it on: nothing is there, whatever the method.
  return others.includes(request.method) ? [] : others;
}

/** A path with a broken percent escape makes the router throw: it is at no route. */
function matches(layer: Layer, path: string): boolean {
  try {
    return layer.match(path);
  } catch {
    return false;
  }
}
