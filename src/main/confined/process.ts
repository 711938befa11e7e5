/** How a process died by itself. */
export interface ProcessEnd {
  readonly code: number | null;
  /** True if V8 aborted because its heap was full. */
  readonly isHeapFull: boolean;
}

/**
 * A process that runs confined work, however it was started. Setting a listener replaces the
 * previous one.
 */
export interface ConfinedProcess {
  /** Has no effect once the process has ended. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (end: ProcessEnd) => void): void;
  /** Resident memory in bytes, measured from outside; null if unknown. */
  memoryBytes(): Promise<number | null>;
  /** Kills the process immediately, even in the middle of its work. */
  kill(): void;
}

/** Starts a process from the built entry.ts. */
export type StartProcess = (options: {
  /** V8's heap limit; memory outside the heap is watched from outside. */
  readonly heapBytes: number;
}) => ConfinedProcess;

/**
 * The part of our environment that the child gets: what the system needs to run it, and never a
 * key.
 */
export function childEnvironment(
  all: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const needed = ['PATH', 'SYSTEMROOT', 'WINDIR', 'TEMP', 'TMP', 'TMPDIR', 'LANG', 'LC_ALL'];
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) {
    if (value !== undefined && needed.includes(name.toUpperCase())) kept[name] = value;
  }
  return kept;
}
