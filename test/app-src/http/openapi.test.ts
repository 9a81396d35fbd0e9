import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { apiRoutes } from '../../../app-src/src/http/api-routes.ts';
import { definitionOf } from '../../../app-src/src/http/openapi.ts';
import { Postgres } from '../../services/postgres.ts';
import { Redis } from '../../services/redis.ts';
import { appFolder } from '../app-server.ts';
import { createPeople, people, signIn } from './people.ts';
import { Replica } from './replica.ts';

let postgres: Postgres;
let redis: Redis;
let replica: Replica;
let document: Document;
let ada: string;

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly unknown[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
  }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Record<string, { readonly schema: object }> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

beforeAll(async () => {
  [postgres, redis] = await Promise.all([Postgres.start(), Redis.start()]);
  replica = await Replica.start(postgres, redis);
  await createPeople(replica);
  ada = await signIn(replica, people.ada);
  const response = await replica.send('GET', '/api/openapi.json');
  expect(response.headers.get('cache-control')).toBe('public, max-age=300');
  document = (await response.json()) as Document;
});

afterAll(async () => {
  await replica?.close();
  await Promise.all([postgres?.remove(), redis?.remove()]);
});

/** Addresses of all route files, with parameters as `{name}`. */
function addresses(): string[] {
  const folder = path.join(appFolder, 'src/app');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.startsWith('api/') && file.endsWith('/route.ts'))
    .map((file) => `/${path.dirname(file).replaceAll(/\[(\w+)\]/g, '{$1}')}`)
    .sort();
}

/** They answer load balancers and collectors, which need no description. */
const undescribed = /^\/api\/(health(\/.*)?|metrics|openapi\.json|\[\.\.\.missing\])$/;

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([address, item]) =>
    Object.entries(item).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${address}`,
      operation,
    ]),
  );

function validator(schema: object) {
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: 'document', components: document.components });
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"document#/components/');
  return ajv.compile(JSON.parse(text) as object);
}

describe('the description of the API', () => {
  it('is an OpenAPI 3.1 document with every route of the folder', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(apiRoutes).sort()).toEqual(
      addresses().filter((address) => !undescribed.test(address)),
    );
    expect(Object.keys(document.paths).sort()).toEqual(
      [...Object.keys(apiRoutes), '/api/openapi.json'].sort(),
    );
  });

  it('has every method of every route, under a name of its own', () => {
    const expected = Object.entries(apiRoutes).flatMap(([address, module]) =>
      Object.entries(module)
        .filter(([, handler]) => definitionOf(handler) !== undefined)
        .map(([method]) => `${method} ${address}`),
    );
    expect(
      operations()
        .map(([name]) => name)
        .sort(),
    ).toEqual([...expected, 'GET /api/openapi.json'].sort());
    const ids = operations().map(([, { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('describes each parameter of an address, who may ask, and how errors look', () => {
    for (const [name, { parameters = [], summary, tags, security, responses }] of operations()) {
      const named = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
      const described = parameters.filter((parameter) => parameter.in === 'path');
      expect([name, described.map((parameter) => parameter.name).sort()]).toEqual([name, named.sort()]);
      expect(described.every(({ required }) => required === true)).toBe(true);
      expect(summary.length).toBeGreaterThan(5);
      expect(tags.length).toBeGreaterThan(0);
      expect(security).toBeDefined();
      expect(responses.default?.content?.['application/problem+json']?.schema).toEqual({
        $ref: '#/components/schemas/Problem',
      });
    }
  });

  it('refers to nothing that it does not define, and its schemas compile', () => {
    const text = JSON.stringify(document);
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
    for (const [, { responses }] of operations()) {
      for (const { content = {} } of Object.values(responses)) {
        for (const { schema } of Object.values(content)) {
          expect(validator(schema)).toBeInstanceOf(Function);
        }
      }
    }
  });

  it.each([
    ['GET', '/api/me', '/api/me', undefined],
    ['PATCH', '/api/me', '/api/me', { name: 'Ada' }],
    ['GET', '/api/auth/list-sessions', '/api/auth/list-sessions', undefined],
    ['POST', '/api/auth/revoke-other-sessions', '/api/auth/revoke-other-sessions', undefined],
    ['GET', '/api/dashboard', '/api/dashboard', undefined],
    ['GET', '/api/proposals', '/api/proposals?limit=5', undefined],
    ['GET', '/api/customers', '/api/customers', undefined],
    ['GET', '/api/templates', '/api/templates?locale=en', undefined],
    ['GET', '/api/search', '/api/search?q=cloud&locale=en', undefined],
    ['GET', '/api/status', '/api/status', undefined],
  ])('holds for a real answer to %s %s', async (method, address, url, json) => {
    const response = await replica.send(method, url, {
      cookie: ada,
      ...(json === undefined ? {} : { json }),
    });
    const body: unknown = await response.json();
    expect([response.status, body]).toEqual([200, body]);
    const schema =
      document.paths[address]?.[method.toLowerCase()]?.responses['200']?.content?.['application/json']
        ?.schema;
    const validate = validator(schema ?? (false as unknown as object));
    expect([validate(body), validate.errors]).toEqual([true, null]);
  });

  it('holds for a real problem, and rejects what is none', async () => {
    const problem = await (
      await replica.send('PATCH', '/api/me', { cookie: ada, json: { name: '' } })
    ).json();
    const validate = validator({ $ref: '#/components/schemas/Problem' });
    expect([validate(problem), problem]).toMatchObject([true, { status: 400, errors: [{ at: '/name' }] }]);
    expect(validate({ error: 'x' })).toBe(false);
  });
});
