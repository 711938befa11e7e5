import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Assistant } from '../../src/shared/model/assistants/assistant.ts';

/** An assistant with instructions. */
export const sample = (id: string, name: string): Assistant => ({
  id,
  name,
  icon: '🦊',
  instructions: `You are ${name}.`,
  starters: [],
});

/** Writes the assistants of a data folder. */
export function seedAssistants(userData: string, assistants: readonly Assistant[]): void {
  writeFileSync(join(userData, 'assistants.json'), JSON.stringify({ version: 1, assistants }));
}
