import { createIntake, type Intake } from './examine.ts';

/** Uploads under way at a time; the oldest is given up. A window has one. */
const mostUploads = 4;

/** Files that windows are handing over piece by piece. */
export interface Uploads {
  add(upload: string, bytes: Uint8Array): void;
  /** All that came, which is forgotten here; empty for an upload that nothing came of. */
  finish(upload: string): Intake;
}

/** Makes the list of uploads; it begins empty. */
export function createUploads(): Uploads {
  const intakes = new Map<string, Intake>();
  return {
    add(upload, bytes) {
      const intake = intakes.get(upload) ?? createIntake();
      intake.take(bytes);
      intakes.set(upload, intake);
      for (const oldest of intakes.keys()) {
        if (intakes.size <= mostUploads) break;
        intakes.delete(oldest);
      }
    },
    finish(upload) {
      const intake = intakes.get(upload) ?? createIntake();
      intakes.delete(upload);
      return intake;
    },
  };
}
