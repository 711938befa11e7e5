import { createIntake, type Intake } from './examine.ts';

/** Concurrent uploads; beyond this the oldest is dropped. A window has one. */
const maxUploads = 4;

/** Files that windows upload piece by piece. */
export interface Uploads {
  add(upload: string, bytes: Uint8Array): void;
  /** Removes the upload and returns everything received; empty for an unknown upload. */
  finish(upload: string): Intake;
}

/** Creates an empty list of uploads. */
export function createUploads(): Uploads {
  const intakes = new Map<string, Intake>();
  return {
    add(upload, bytes) {
      const intake = intakes.get(upload) ?? createIntake();
      intake.take(bytes);
      intakes.set(upload, intake);
      for (const oldest of intakes.keys()) {
        if (intakes.size <= maxUploads) break;
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
