import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toGeminiSchema } from '../../../src/main/wire/schemas/gemini.ts';
import { declarationProblem } from '../../provider/strict-families.ts';

type Schema = Record<string, unknown>;

/** Any JSON Schema of a tool, valid or not. */
const { schema: anySchema } = fc.letrec<{ schema: Schema; sub: Schema; value: unknown }>((tie) => ({
  sub: fc.oneof({ maxDepth: 3, depthIdentifier: 'schema' }, fc.constant({}), tie('schema')),
  value: fc.constantFrom<unknown>('a', 1, 1.5, true, null, [1], { a: 1 }),
  schema: fc
    .record(
      {
        type: fc.constantFrom<unknown>(
          'string',
          'integer',
          'number',
          'boolean',
          'array',
          'object',
          'null',
          'any',
          ['string', 'null'],
          ['array', 'string', 'object'],
          [],
        ),
        description: fc.constant('What it is.'),
        format: fc.constantFrom('uri', 'date-time', 'int32'),
        enum: fc.array(tie('value'), { maxLength: 3 }),
        const: tie('value'),
        default: tie('value'),
        examples: fc.constant(['x']),
        minimum: fc.constant(0),
        exclusiveMinimum: fc.constant(0),
        pattern: fc.constant('^a'),
        nullable: fc.boolean(),
        additionalProperties: fc.oneof(fc.boolean(), tie('sub')),
        items: fc.oneof(fc.constant(true), tie('sub')),
        prefixItems: fc.array(tie('sub'), { maxLength: 2 }),
        properties: fc.dictionary(fc.constantFrom('a', 'b', '$ref', 'type'), tie('sub'), {
          maxKeys: 3,
        }),
        required: fc.subarray(['a', 'b', 'c']),
        anyOf: fc.array(tie('sub'), { maxLength: 3 }),
        oneOf: fc.array(tie('sub'), { maxLength: 2 }),
        allOf: fc.array(tie('sub'), { maxLength: 2 }),
        not: tie('sub'),
        $ref: fc.constantFrom('#/$defs/a', '#', '#/$defs/none', 'https://example.com/x'),
        $defs: fc.record({ a: tie('sub') }),
        propertyNames: tie('sub'),
      },
      { requiredKeys: [] },
    )
    .map((record): Schema => record),
}));

const declared = (parameters: unknown) => [{ function: { name: 'tool', parameters } }];

describe('a schema for Gemini', () => {
  it('is one that it takes, whatever the tool has', () => {
    fc.assert(
      fc.property(anySchema, (schema) => {
        const projected = toGeminiSchema(schema);
        if (projected !== null) expect(declarationProblem(declared(projected))).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  it('says the same as before, as far as it can', () => {
    expect(
      toGeminiSchema({
        type: 'object',
        additionalProperties: false,
        properties: {
          path: { type: ['string', 'null'], description: 'Where.', default: '' },
          depth: { type: 'integer', enum: [1, 2], minimum: 1 },
          kind: { const: 'all' },
          either: { oneOf: [{ type: 'string', format: 'date-time' }, { type: 'number' }] },
          list: { type: 'array', items: { $ref: '#/$defs/item' } },
          tree: { $ref: '#/$defs/node' },
        },
        required: ['path', 'gone'],
        $defs: {
          item: { allOf: [{ properties: { a: { type: 'string' } } }, { required: ['a'] }] },
          node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } },
        },
      }),
    ).toEqual({
      type: 'object',
      properties: {
        path: { type: 'string', description: 'Where.', nullable: true },
        depth: { type: 'integer', minimum: 1, description: 'One of: 1, 2' },
        kind: { type: 'string', enum: ['all'] },
        either: { anyOf: [{ type: 'string', format: 'date-time' }, { type: 'number' }] },
        list: {
          type: 'array',
          items: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
        },
        tree: { type: 'object', properties: { next: { type: 'string' } } },
      },
      required: ['path'],
    });
    expect(toGeminiSchema({ type: 'object', properties: {} })).toBeNull();
  });

  it('is made in bounded time of one that grows without end', () => {
    const $defs: Record<string, unknown> = {};
    for (let at = 0; at < 40; at += 1) {
      const next = { $ref: `#/$defs/d${String(at + 1)}` };
      $defs[`d${String(at)}`] = { type: 'object', properties: { a: next, b: next, c: next } };
    }
    const projected = toGeminiSchema({
      type: 'object',
      properties: { a: { $ref: '#/$defs/d0' } },
      $defs,
    });
    expect(JSON.stringify(projected).length).toBeLessThan(400_000);
  });
});
