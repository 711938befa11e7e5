/** How a process ended by itself. */
export interface ProcessEnd {
  readonly code: number | null;
  /** V8 gave up: its heap was full. */
  readonly isHeapFull: boolean;
}

/** A process that runs confined work, whoever starts it. Each listener takes the place of the one before. */
export interface ConfinedProcess {
  /** Does nothing once it has ended. */
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: (end: ProcessEnd) => void): void;
  /** Bytes in memory as the system counts them, seen from outside; null when it cannot be told. */
  memoryBytes(): Promise<number | null>;
  /** Ends it at once, also in the middle of its work. */
  kill(): void;
}

/** Starts a process on the built entry.ts. */
export type StartProcess = (options: {
  /** The most that V8 may take for objects; what lies outside its heap is watched from outside. */
  readonly heapBytes: number;
}) => ConfinedProcess;

/** What the child gets of our environment: what a system needs to run it, and never a key. */
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
