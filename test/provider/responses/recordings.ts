import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from './events.ts';

/** One recorded response of a real server: see transcripts/README.md. */
export interface RecordedResponse {
  readonly name: string;
  readonly events: readonly Json[];
  /** The response as its last event gives it, whole. */
  readonly whole: Json;
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null;

/** The objects of a list in a response. */
export function objectsIn(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

function recorded(name: string, events: readonly Json[]): RecordedResponse {
  const whole = events.at(-1)?.['response'];
  if (!isObject(whole)) throw new Error(`${name} does not end with a response.`);
  return { name, events, whole };
}

/** Reads every recording, in order of name; a file may hold several responses, one after the other. */
export function loadRecordings(): readonly RecordedResponse[] {
  const folder = join(import.meta.dirname, '../transcripts/responses');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean);
      const responses: Json[][] = [];
      for (const line of lines) {
        const event: unknown = JSON.parse(line);
        if (!isObject(event)) throw new Error(`${file} has a line that is no event.`);
        if (event['type'] === 'response.created') responses.push([]);
        responses.at(-1)?.push(event);
      }
      const name = file.replace(/\.jsonl$/, '');
      return responses.map((events, at) => recorded(`${name} ${String(at + 1)}`, events));
    });
}
