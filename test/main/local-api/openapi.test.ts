import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRoutes, type RoutesOptions } from '../../../src/main/local-api/routes.ts';
import { describeApi } from '../../../src/main/local-api/openapi.ts';
import { errorAnswer, health, modelList } from '../../../src/main/local-api/schemas.ts';
import { startRig, stopRig, type Rig } from './support.ts';

interface Described {
  readonly openapi: string;
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
interface Operation {
  readonly security?: readonly unknown[];
  readonly responses: Readonly<Record<string, object>>;
}

let rig: Rig;
let described: Described;
beforeAll(async () => {
  rig = await startRig();
  described = (await (await fetch(`${rig.address}/openapi.json`)).json()) as Described;
});
afterAll(() => stopRig(rig));

it('describes exactly the routes that there are', () => {
  // Routes are only listed here, never called.
  const { routes } = createRoutes({ limits: {}, names: {} } as unknown as RoutesOptions);
  const real = routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  const told = Object.entries(described.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(told.sort()).toEqual(real.sort());
  expect(described.openapi).toBe('3.1.0');
  expect(described.info.version).toBe('1.2.3');
});

it('refers only to what it holds', () => {
  const text = JSON.stringify(described);
  const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name);
  expect(names.length).toBeGreaterThan(10);
  for (const name of names) expect(described.components.schemas).toHaveProperty(name ?? '');
  expect(text).not.toContain('"$schema"');
  expect(JSON.parse(JSON.stringify(describeApi('1.2.3')))).toEqual(described);
});

describe('what it says of', () => {
  it('tokens is true', async () => {
    for (const [path, operations] of Object.entries(described.paths)) {
      for (const [method, { security }] of Object.entries(operations)) {
        const response = await fetch(`${rig.address}${path}`, { method: method.toUpperCase() });
        expect(response.status === 401, path).toBe(security === undefined);
      }
    }
  });

  it('statuses is true: every refusal is described, and has the shape', async () => {
    const asked: readonly [string, string, BodyInit | null][] = [
      ['get', '/chat', null],
      ['post', '/chat', '{'],
      ['post', '/chat/sse', '{"prompt":"x","model":"nobody/knows"}'],
      ['post', '/v1/chat/completions', Buffer.alloc(21 * 1024 * 1024)],
      ['get', '/chat/sse', null],
    ];
    for (const [method, path, body] of asked) {
      const init = { method: method.toUpperCase(), ...(body === null ? {} : { body }) };
      const response = await rig.ask(path, init);
      expect(described.paths[path]?.[method]?.responses).toHaveProperty(String(response.status));
      expect(errorAnswer.safeParse(await response.json()).success).toBe(true);
    }
  });

  it('answers is true', async () => {
    expect(health.strict().parse(await (await rig.ask('/health')).json()).status).toBe('ok');
    const models: unknown = await (await rig.ask('/v1/models')).json();
    expect(modelList.strict().parse(models).data).toHaveLength(2);
  });
});
