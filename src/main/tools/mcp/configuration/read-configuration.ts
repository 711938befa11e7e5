import type { ReadConfiguration } from '../../../../shared/contract/tools.ts';
export function readConfiguration(text: string): ReadConfiguration {
  void text;
  return { servers: [], leftOut: [] };
}
