import { fstatSync } from 'node:fs';
import { longestText } from './command-line.ts';

/** Standard input, as far as it matters here. */
export interface PipedInput {
  readonly stream: AsyncIterable<unknown>;
  readonly isPiped: boolean;
}

/** This process's standard input. Only `parley ask` reads it, so only it can wait for its end. */
export function standardInput(platform: NodeJS.Platform): PipedInput {
  return {
    get stream() {
      return process.stdin;
    },
    // A program with windows has no standard input on Windows.
    isPiped: platform !== 'win32' && isPipe(),
  };
}

function isPipe(): boolean {
  try {
    const found = fstatSync(0);
    return found.isFIFO() || found.isFile() || found.isSocket();
  } catch {
    // Closed: there is nothing to read.
    return false;
  }
}

/** Reads what was piped in, a little further than Parley accepts at most; null if nothing was. */
export async function readPiped({ stream, isPiped }: PipedInput): Promise<string | null> {
  if (!isPiped) return null;
  const decoder = new TextDecoder();
  let text = '';
  for await (const piece of stream) {
    text += piece instanceof Uint8Array ? decoder.decode(piece, { stream: true }) : String(piece);
    if (text.length > longestText) break;
  }
  return text + decoder.decode();
}
