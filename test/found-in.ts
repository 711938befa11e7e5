import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** The encodings in which a program may have written a text; base64 at each of its three offsets. */
function formsOf(text: string): readonly Buffer[] {
  const base64 = [0, 1, 2].map((offset) => {
    const whole = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]).toString('base64');
    // The first and last characters depend on the neighbours.
    return Buffer.from(whole.slice(4, -4).replace(/=+$/u, ''));
  });
  return [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le'), ...base64];
}

/**
 * The files under these folders that contain a text in UTF-8, UTF-16 or base64, or that have it in
 * their names. A file that disappears meanwhile is left out.
 */
export function foundIn(folders: readonly string[], text: string): readonly string[] {
  const forms = formsOf(text);
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      if (entry.name.includes(text)) return [relative(folder, path)];
      if (!entry.isFile()) return [];
      let bytes: Buffer;
      try {
        bytes = readFileSync(path);
      } catch {
        return [];
      }
      return forms.some((form) => bytes.includes(form)) ? [relative(folder, path)] : [];
    }),
  );
}
