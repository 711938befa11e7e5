import { broken } from './catalogue/broken.ts';
import type { Misbehaviour } from './catalogue/misbehaviour.ts';
import { oddities } from './catalogue/odd.ts';
import { refusals } from './catalogue/refusals.ts';

/** Every known misbehaviour of servers, by name. */
export const misbehaviours: Readonly<Record<string, Misbehaviour>> = {
  ...oddities,
  ...broken,
  ...refusals,
};

/** Looks one up. Throws if the name is not in the catalogue. */
export function misbehaviour(name: string): Misbehaviour {
  const found = misbehaviours[name];
  if (found === undefined) throw new Error(`No misbehaviour is called ${name}.`);
  return found;
}
